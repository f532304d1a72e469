"""functools: functions of functions. `wraps`, `total_ordering` and `cached_property` are the
compiler's."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar, overload

from gloam.runtime.function import class_order, is_instance_of, is_same_class, is_subclass

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


# ---------------------------------------------------------------- dispatch by class


class _SingleDispatchCallable(Generic[T]):
    """A function with variants: the class of the first argument says which one runs."""

    def __init__(self, func: Callable[..., T]) -> None:
        self.__wrapped__ = func
        self.registry: dict[type[Any], Callable[..., T]] = {object: func}
        self._found: dict[type[Any], Callable[..., T]] = {}

    @overload
    def register(self, cls: type[Any], func: None = None) -> Callable[[Callable[..., T]], Any]: ...
    @overload
    def register(self, cls: Callable[..., T], func: None = None) -> Callable[..., T]: ...
    @overload
    def register(self, cls: type[Any], func: Callable[..., T]) -> Callable[..., T]: ...
    def register(self, cls: Any, func: Any = None) -> Any:
        """Above a `def`, the compiler finds the classes in the annotation (`_register_all`)."""
        if func is None:
            return partial(self._register, cls)
        return self._register(cls, func)

    def _register(self, cls: type[Any], func: Callable[..., T]) -> Callable[..., T]:
        self.registry[cls] = func
        self._found.clear()
        return func

    def _register_all(
        self, classes: tuple[type[Any], ...], func: Callable[..., T]
    ) -> Callable[..., T]:
        for cls in classes:
            self._register(cls, func)
        return func

    def dispatch(self, cls: type[Any]) -> Callable[..., T]:
        """The variant for objects of a class."""
        for each in class_order(cls):
            for known, func in self.registry.items():
                if is_same_class(each, known):
                    return func
        return self.__wrapped__

    def _variant(self, value: object) -> Callable[..., T]:
        kind = type(value)
        known = self._found.get(kind)
        if known is not None:
            return known
        found = self.dispatch(kind)
        if found is self.__wrapped__:
            found = self._abstract_variant(value, found)
        self._found[kind] = found
        return found

    def _abstract_variant(self, value: object, otherwise: Callable[..., T]) -> Callable[..., T]:
        """The variant for an abstract class that the object's class does not name as its base."""
        fitting = [cls for cls in self.registry if cls is not object and is_instance_of(value, cls)]
        best = [
            cls
            for cls in fitting
            if not any([other is not cls and is_subclass(other, cls) for other in fitting])
        ]
        if not best:
            return otherwise
        if len(best) > 1:
            raise RuntimeError(f"Ambiguous dispatch: {best[0]} or {best[1]}")
        return self.registry[best[0]]

    def __call__(self, /, *args: Any, **kwargs: Any) -> T:
        if not args:
            raise TypeError("a singledispatch function requires at least 1 positional argument")
        return self._variant(args[0])(*args, **kwargs)


def singledispatch(func: Callable[..., T]) -> _SingleDispatchCallable[T]:
    """A decorator: `func` is the variant for all classes that have none of their own."""
    return _SingleDispatchCallable(func)


class singledispatchmethod(Generic[T]):  # noqa: N801  # CPython's name
    """The same for methods: the first argument behind the object decides."""

    def __init__(self, func: Callable[..., T]) -> None:
        self.dispatcher = _SingleDispatchCallable(func)
        self.func = func

    @overload
    def register(
        self, cls: type[Any], method: None = None
    ) -> Callable[[Callable[..., T]], Any]: ...
    @overload
    def register(self, cls: Callable[..., T], method: None = None) -> Callable[..., T]: ...
    @overload
    def register(self, cls: type[Any], method: Callable[..., T]) -> Callable[..., T]: ...
    def register(self, cls: Any, method: Any = None) -> Any:
        return self.dispatcher.register(cls, method)

    def _register_all(
        self, classes: tuple[type[Any], ...], func: Callable[..., T]
    ) -> Callable[..., T]:
        return self.dispatcher._register_all(classes, func)

    def __get__(self, obj: object, cls: type[Any] | None = None) -> Callable[..., T]:
        return partial(self.__call__, obj)

    def __call__(self, obj: Any, /, *args: Any, **kwargs: Any) -> T:
        if not args:
            raise TypeError("a singledispatch method requires at least 1 positional argument")
        return self.dispatcher._variant(args[0])(obj, *args, **kwargs)


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
