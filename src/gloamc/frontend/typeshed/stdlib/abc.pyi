from collections.abc import Callable
from typing import Any, TypeVar

_FuncT = TypeVar("_FuncT", bound=Callable[..., Any])

class ABCMeta(type): ...

class ABC(metaclass=ABCMeta):
    __slots__ = ()

def abstractmethod(funcobj: _FuncT) -> _FuncT: ...
