import re
import typing
from typing import ContextManager, Pattern, Match, AsyncContextManager, Iterator, OrderedDict
import contextlib
import types, typing as t


@contextlib.contextmanager
def cm(n: int) -> Iterator[int]:
    yield n


def use(m: ContextManager[int]) -> int:
    with m as x:
        return x


p: Pattern[str] = re.compile("a(b)")


def show(m: Match[str]) -> str:
    return m.group(1)


found = p.match("ab")
assert found
print(use(cm(3)), show(found))
o: OrderedDict[str, int] = OrderedDict()
o["b"] = 1
print(o)

m = types.MappingProxyType({"a": 1, "b": 2})
print(m, repr(m), m["a"], list(m), len(m), "a" in m, m.get("z"), m == {"a": 1, "b": 2}, m | {"c": 3}, dict(m))
d: t.DefaultDict[str, int]; q: typing.Deque[int]
for key, value in m.items():
    print(key, value)
print(isinstance(m, typing.Mapping))
