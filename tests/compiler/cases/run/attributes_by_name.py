from typing import Any, Callable, ParamSpec, TypeVar, Optional, Union
import functools

P = ParamSpec("P")
R = TypeVar("R")


class Base:
    kind = "base"

    def __init__(self) -> None:
        self.x = 1
        self.y: float = 2.5

    def do_hello(self) -> str:
        return f"hello {self.x}"

    @property
    def double(self) -> int:
        return self.x * 2

    @property
    def broken(self) -> int:
        raise AttributeError("inside")


class Sub(Base):
    def do_bye(self, who: str = "all") -> str:
        return f"bye {who}"

    def __call__(self, n: int) -> int:
        return n + 1

    def run(self, name: str, *args: str) -> object:
        method = getattr(self, "do_" + name, None)
        if method is None:
            return f"no {name}"
        return method(*args)


b, s = Base(), Sub()
print(getattr(b, "x"), getattr(b, "do_hello")(), getattr(b, "zz", "default"), getattr(s, "double"))
print(hasattr(b, "x"), hasattr(b, "do_bye"), hasattr(s, "do_bye"), hasattr(b, "broken"), hasattr("s", "upper"))
setattr(b, "x", 5)
print(b.x, b.double)
for name in ["x", "y", "kind", "nope", "do_bye"]:
    print(name, getattr(b, name, None) is not None, hasattr(s, name))
print(s.run("hello"), s.run("bye", "me"), s.run("fly"))
for name, value in [("x", 10), ("y", 0.5)]:
    setattr(s, name, value)
print(s.x, s.y)
try:
    getattr(b, "missing")
except AttributeError as error:
    print(error)
try:
    getattr(b, "miss" + "ing2")
except AttributeError as error:
    print(error)
print(getattr(None, "a", 1), getattr([1], "append", None) is None, getattr(b, "broken", "fallback"))
things: list[Any] = [len, Base, b, s, 3, "s", None, print, b.do_hello, lambda: 1, [].append, (x for x in [1])]
print([callable(t) for t in things], callable(s), callable(max))
print(len(list(filter(callable, [1, len]))))


def use(x: object) -> str:
    if hasattr(x, "do_hello"):
        return str(x.do_hello())
    if callable(x):
        return "callable"
    return "other"


print(use(b), use(len), use(3))


def call(f: Union[int, Callable[[int], int]]) -> int:
    if callable(f):
        return f(1)
    return f


print(call(3), call(s), call(lambda n: n * 7))


def key(function: Callable[P, R]) -> Callable[P, str]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> str:
        parts = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in sorted(kwargs.items())]
        return f"{function.__name__}({', '.join(parts)}) {len(args)} {len(kwargs)} {kwargs.get('b')} {args[:1]} {list(kwargs)} {'b' in kwargs}"

    return wrapper


@key
def area(a: int, b: int = 2, *, c: str = "") -> int:
    return a


print(area(1), area(1, b=3, c="z"), area(1, 2, c="q"))
