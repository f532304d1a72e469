from importlib.machinery import ModuleSpec as ModuleSpec
from typing import Any, final

@final
class NoneType:
    def __bool__(self) -> bool: ...

@final
class EllipsisType: ...

@final
class FunctionType:
    @property
    def __name__(self) -> str: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

@final
class MethodType:
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

class ModuleType: ...

@final
class TracebackType: ...

@final
class GenericAlias: ...

@final
class UnionType: ...

