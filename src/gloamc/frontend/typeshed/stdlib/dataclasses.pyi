from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

from _typeshed import DataclassInstance

_T = TypeVar("_T")

class Field(Generic[_T]):
    name: str

class KW_ONLY: ...

class InitVar(Generic[_T]): ...

@overload
def dataclass(cls: type[_T], /) -> type[_T]: ...
@overload
def dataclass(
    *,
    init: bool = True,
    repr: bool = True,
    eq: bool = True,
    order: bool = False,
    unsafe_hash: bool = False,
    frozen: bool = False,
    match_args: bool = True,
    kw_only: bool = False,
    slots: bool = False,
) -> Callable[[type[_T]], type[_T]]: ...
@overload
def field(
    *,
    default: _T,
    init: bool = True,
    repr: bool = True,
    hash: bool | None = None,
    compare: bool = True,
    kw_only: bool = ...,
) -> _T: ...
@overload
def field(
    *,
    default_factory: Callable[[], _T],
    init: bool = True,
    repr: bool = True,
    hash: bool | None = None,
    compare: bool = True,
    kw_only: bool = ...,
) -> _T: ...
@overload
def field(
    *,
    init: bool = True,
    repr: bool = True,
    hash: bool | None = None,
    compare: bool = True,
    kw_only: bool = ...,
) -> Any: ...

class FrozenInstanceError(AttributeError): ...

def asdict(obj: DataclassInstance) -> dict[str, Any]: ...
def astuple(obj: DataclassInstance) -> tuple[Any, ...]: ...
def fields(class_or_instance: DataclassInstance | type[DataclassInstance]) -> tuple[Field[Any], ...]: ...
def is_dataclass(obj: object, /) -> bool: ...
def replace(obj: _T, /, **changes: Any) -> _T: ...
