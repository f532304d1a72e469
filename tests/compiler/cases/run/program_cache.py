"""A small cache library with generics: LRU, LFU, TTL and two levels."""

import abc
import functools
import itertools
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Optional, ParamSpec, Protocol, TypeVar, cast, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")


class Clock(Protocol):
    def __call__(self) -> float: ...


@dataclass
class Statistics:
    hits: int = 0
    misses: int = 0
    evictions: int = 0

    @property
    def ratio(self) -> float:
        total = self.hits + self.misses
        return self.hits / total if total else 0.0


class Cache(MutableMapping[K, V], abc.ABC):
    def __init__(self, limit: int) -> None:
        if limit < 1:
            raise ValueError("a cache holds something")
        self.limit = limit
        self.statistics = Statistics()
        self.on_evict: Optional[Callable[[K, V], None]] = None

    @abc.abstractmethod
    def _victim(self) -> K: ...

    @abc.abstractmethod
    def _store(self) -> dict[K, V]: ...

    def _touch(self, key: K) -> None:
        """Called for each use."""

    def __getitem__(self, key: K) -> V:
        try:
            value = self._store()[key]
        except KeyError:
            self.statistics.misses += 1
            raise
        self.statistics.hits += 1
        self._touch(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        store = self._store()
        if key not in store and len(store) >= self.limit:
            victim = self._victim()
            old = store.pop(victim)
            self.statistics.evictions += 1
            if self.on_evict is not None:
                self.on_evict(victim, old)
        store[key] = value
        self._touch(key)

    def __delitem__(self, key: K) -> None:
        del self._store()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._store())

    def __len__(self) -> int:
        return len(self._store())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self._store())!r})"


class LRU(Cache[K, V]):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._items: OrderedDict[K, V] = OrderedDict()

    def _store(self) -> dict[K, V]:
        return self._items

    def _victim(self) -> K:
        return next(iter(self._items))

    def _touch(self, key: K) -> None:
        self._items.move_to_end(key)


class LFU(Cache[K, V]):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._items: dict[K, V] = {}
        self._uses: dict[K, int] = {}

    def _store(self) -> dict[K, V]:
        return self._items

    def _victim(self) -> K:
        victim = min(self._items, key=lambda key: self._uses[key])
        del self._uses[victim]
        return victim

    def _touch(self, key: K) -> None:
        self._uses[key] = self._uses.get(key, 0) + 1


@dataclass(order=True)
class _Stamped(Generic[V]):
    until: float
    value: V = field(compare=False)


class Expiring(Generic[K, V]):
    def __init__(self, inner: Cache[K, _Stamped[V]], clock: Clock, seconds: float = 10) -> None:
        self.inner = inner
        self.clock = clock
        self.seconds = seconds

    @overload
    def get(self, key: K) -> Optional[V]: ...
    @overload
    def get(self, key: K, default: T) -> V | T: ...
    def get(self, key: K, default: Any = None) -> Any:
        stamped = self.inner.get(key)
        if stamped is None:
            return default
        if stamped.until <= self.clock():
            del self.inner[key]
            return default
        return stamped.value

    def put(self, key: K, value: V, *, seconds: Optional[float] = None) -> None:
        life = self.seconds if seconds is None else seconds
        self.inner[key] = _Stamped(self.clock() + life, value)


def memoise(limit: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        cache: LRU[tuple[Any, ...], R] = LRU(limit)

        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items())))
            try:
                return cache[key]
            except KeyError:
                result = cache[key] = function(*args, **kwargs)
                return result

        return wrapper

    return decorate


calls = itertools.count()


@memoise(3)
def slow_square(n: int, *, offset: int = 0) -> int:
    """Counts its calls."""
    next(calls)
    return n * n + offset


class FakeClock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    @contextmanager
    def later(self, seconds: float) -> Iterator[float]:
        before = self.now
        self.now += seconds
        try:
            yield self.now
        finally:
            self.now = before


def main() -> None:
    lru: LRU[str, int] = LRU(2)
    gone: list[tuple[str, int]] = []
    lru.on_evict = lambda key, value: gone.append((key, value))
    for i, letter in enumerate("abacad"):
        lru[letter] = i
        lru.get("a")
    print(lru, gone, lru.statistics, f"{lru.statistics.ratio:.3f}")
    print(list(lru), "a" in lru, lru.pop("zz", -1), lru.setdefault("d", 9))
    lru.update({"x": 1}, y=2)
    print(lru, len(lru))
    del lru["x"]
    try:
        del lru["x"]
    except KeyError as error:
        print("KeyError", error)

    lfu = LFU[int, str](2)
    lfu[1] = "one"
    lfu[2] = "two"
    lfu[1], lfu[1]
    lfu[3] = "three"
    print(lfu, lfu.statistics.evictions, sorted(lfu))
    lfu.clear()
    print(lfu, bool(lfu), lfu == {})

    clock = FakeClock()
    timed: Expiring[str, list[int]] = Expiring(LRU(4), clock)
    timed.put("k", [1, 2])
    timed.put("s", [3], seconds=1)
    print(timed.get("k"), timed.get("missing", 0.5))
    with clock.later(5) as now:
        print(now, timed.get("k"), timed.get("s"), timed.get("s", "gone"))
    with clock.later(50):
        print(timed.get("k", None))
    print(slow_square(3), slow_square(3), slow_square(3, offset=1), slow_square(4), slow_square(5), slow_square(3))
    print(next(calls), slow_square.__name__)
    try:
        LRU(0)
    except ValueError as error:
        print(error)
    try:
        cast(Any, Cache)(3)
    except TypeError as error:
        print(error)
    print(_Stamped(1.0, "a") < _Stamped(2.0, "b"), _Stamped(1.0, 3))


if __name__ == "__main__":
    main()
