"""functools: functions of functions. `wraps`, `total_ordering` and `cached_property` are the
compiler's."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar, overload

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S")
P = ParamSpec("P")
WrappedP = ParamSpec("WrappedP")
WrappedR = TypeVar("WrappedR")

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def wraps(
    wrapped: Callable[WrappedP, WrappedR],
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A decorator that makes a wrapper look like what it wraps; compiled, names do not change."""

    def decorate(wrapper: Callable[P, T]) -> Callable[P, T]:
        return wrapper

    return decorate


def total_ordering(cls: type[T]) -> type[T]:
    """A class decorator: the checker and the compiler add the comparisons that a class lacks."""
    return cls


class cached_property(Generic[T_co]):  # noqa: N801  # CPython's name
    """A property that is computed once for each object: the compiler makes one of it."""

    def __init__(self, func: Callable[[Any], T_co]) -> None:
        self.func = func

    def __get__(self, instance: object, owner: type[Any] | None = None) -> T_co:
        return self.func(instance)


@overload
def reduce(function: Callable[[T, S], T], sequence: Iterable[S], initial: T, /) -> T: ...
@overload
def reduce(function: Callable[[T, T], T], sequence: Iterable[T], /) -> T: ...
def reduce(function: Callable[[Any, Any], Any], sequence: Iterable[Any], *initial: Any) -> Any:
    """function(… function(function(first, second), third) …, last)."""
    items = iter(sequence)
    if initial:
        total = initial[0]
    else:
        for item in items:
            total = item
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        total = function(total, item)
    return total


class partial(Generic[T_co]):  # noqa: N801  # CPython's name
    """A function with some of its arguments given."""

    def __init__(self, func: Callable[..., T_co], /, *args: Any, **keywords: Any) -> None:
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args: Any, **keywords: Any) -> T_co:
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


class _Key:
    """An item that is ordered by a comparison function."""

    def __init__(self, compare: Callable[[Any, Any], int], item: Any) -> None:
        self._compare = compare
        self.obj = item

    def __lt__(self, other: _Key) -> bool:
        return self._compare(self.obj, other.obj) < 0

    def __le__(self, other: _Key) -> bool:
        return self._compare(self.obj, other.obj) <= 0

    def __gt__(self, other: _Key) -> bool:
        return self._compare(self.obj, other.obj) > 0

    def __ge__(self, other: _Key) -> bool:
        return self._compare(self.obj, other.obj) >= 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._compare(self.obj, other.obj) == 0

    def __hash__(self) -> int:
        raise TypeError("unhashable type: 'functools.KeyWrapper'")


def cmp_to_key(mycmp: Callable[[T, T], int]) -> Callable[[T], _Key]:
    """A key function from one that compares two items."""

    def key(item: T) -> _Key:
        return _Key(mycmp, item)

    return key


# ---------------------------------------------------------------- remembered results


class CacheInfo(NamedTuple):
    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class _Named(NamedTuple):
    """Stands between the positional and the named arguments in a key."""

    names: tuple[Any, ...]


def _key_of(args: tuple[Any, ...], keywords: dict[str, Any], typed: bool) -> Any:
    key: tuple[Any, ...] = args
    if keywords:
        parts: list[Any] = list(args)
        parts.append(_Named(()))
        for name, value in keywords.items():
            parts.append(name)
            parts.append(value)
        key = tuple(parts)
    if typed:
        key = (key, tuple([type(value) for value in args]))
        key = (*key, tuple([type(value) for value in keywords.values()]))
    return key


class _lru_cache_wrapper(Generic[T_co]):  # noqa: N801  # CPython's name
    """A function that keeps its results, at most `maxsize` of them: the last used ones."""

    def __init__(self, function: Callable[..., T_co], maxsize: int | None, typed: bool) -> None:
        self.__wrapped__ = function
        self._maxsize = maxsize
        self._typed = typed
        self._hits = 0
        self._misses = 0
        self._results: dict[Any, T_co] = {}

    def __call__(self, *args: Hashable, **kwargs: Hashable) -> T_co:
        if self._maxsize is not None and self._maxsize <= 0:
            self._misses += 1
            return self.__wrapped__(*args, **kwargs)
        key: Any = args[0] if len(args) == 1 and self._is_plain(args[0], kwargs) else None
        if key is None:
            key = _key_of(args, kwargs, self._typed)
        results = self._results
        if key in results:
            self._hits += 1
            result = results[key]
            if self._maxsize is not None:
                # The order of the dict is that of the last use.
                del results[key]
                results[key] = result
            return result
        self._misses += 1
        result = self.__wrapped__(*args, **kwargs)
        if self._maxsize is not None and key not in results:
            if len(results) >= self._maxsize:
                del results[next(iter(results))]
        results[key] = result
        return result

    def _is_plain(self, value: Hashable, kwargs: dict[str, Any]) -> bool:
        return not kwargs and not self._typed and isinstance(value, (int, str))

    def cache_info(self) -> CacheInfo:
        return CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))

    def cache_clear(self) -> None:
        self._hits = 0
        self._misses = 0
        self._results = {}

    def cache_parameters(self) -> dict[str, Any]:
        return {"maxsize": self._maxsize, "typed": self._typed}


@overload
def lru_cache(
    maxsize: int | None = 128, typed: bool = False
) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]: ...
@overload
def lru_cache(maxsize: Callable[..., T], typed: bool = False) -> _lru_cache_wrapper[T]: ...
def lru_cache(maxsize: Callable[..., Any] | int | None = 128, typed: bool = False) -> Any:
    """A decorator: results are kept by arguments. Used with parentheses or without."""
    if maxsize is None or isinstance(maxsize, int):
        return _with_size(maxsize, typed)
    return _lru_cache_wrapper(maxsize, 128, typed)


def _with_size(
    maxsize: int | None, typed: bool
) -> Callable[[Callable[..., Any]], _lru_cache_wrapper[Any]]:
    size = maxsize if maxsize is None or maxsize > 0 else 0

    def decorate(function: Callable[..., Any]) -> _lru_cache_wrapper[Any]:
        return _lru_cache_wrapper(function, size, typed)

    return decorate


def cache(user_function: Callable[..., T], /) -> _lru_cache_wrapper[T]:
    """A decorator: all results are kept."""
    return _lru_cache_wrapper(user_function, None, False)
