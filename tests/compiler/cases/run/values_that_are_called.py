"""Generic functions and print as values, attributes of dataclasses that are no fields."""

from typing import TypeVar, Callable, Any, Optional
T = TypeVar("T")
def identity(x: T) -> T:
    return x
def apply(f: Callable[[T], T], xs: list[T]) -> list[T]:
    return [f(x) for x in xs]
print(apply(identity, [1, 2]), apply(identity, ["a"]))
out: list[Callable[..., None]] = [print]
out[0]("hi", 3)
f: Callable[[str], None] = print
f("x")
class Registry:
    handlers: dict[str, Callable[[int], str]] = {}
    @classmethod
    def register(cls, name: str) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
        def deco(fn: Callable[[int], str]) -> Callable[[int], str]:
            cls.handlers[name] = fn
            return fn
        return deco
@Registry.register("a")
def ha(x: int) -> str:
    return f"a{x}"
print(Registry.handlers["a"](3))
def run(cb: Callable[..., None], *a: Any) -> None:
    cb(*a)
run(print, 1, "two", None)
run(print)
