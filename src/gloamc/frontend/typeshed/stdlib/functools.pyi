from collections.abc import Callable
from typing import ParamSpec, TypeVar

_WrappedP = ParamSpec("_WrappedP")
_WrappedR = TypeVar("_WrappedR")
_P = ParamSpec("_P")
_R = TypeVar("_R")

def wraps(wrapped: Callable[_WrappedP, _WrappedR]) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]: ...
