# alone: ends with an exception
"""Decorators of classes: registries, with arguments, stacked; what is evaluated when."""

from typing import Callable, ClassVar, TypeVar

T = TypeVar("T")
ANIMALS: dict[str, type["Animal"]] = {}
SEEN: list[str] = []


class Animal:
    sound: ClassVar[str] = "..."

    def speak(self) -> str:
        return f"{type(self).__name__} {self.sound}"


def register(cls: type[T]) -> type[T]:
    SEEN.append(cls.__name__)
    return cls


def animal(name: str) -> Callable[[type[Animal]], type[Animal]]:
    print("decorator for", name)

    def wrap(cls: type[Animal]) -> type[Animal]:
        print("wrap", name)
        ANIMALS[name] = cls
        return cls

    return wrap


class Registry:
    def __init__(self) -> None:
        self.classes: list[type[object]] = []

    def add(self, cls: type[T]) -> type[T]:
        self.classes.append(cls)
        return cls

    def __call__(self, cls: type[T]) -> type[T]:
        self.classes.append(cls)
        return cls


registry = Registry()


def say(text: str) -> str:
    print("body", text)
    return text


@register
@animal("dog")
class Dog(Animal):
    sound = say("wuff")


@animal("cat")
@registry.add
@register
class Cat(Animal):
    sound = say("miau")

    @classmethod
    def make(cls) -> "Cat":
        return cls()


@registry
class Plain:
    pass


def refuse(cls: type[T]) -> type[T]:
    raise ValueError(f"no {cls.__name__}")


print(SEEN, sorted(ANIMALS), [ANIMALS[k]().speak() for k in ANIMALS], Cat.make().speak(), isinstance(Dog(), Animal))
print([c.__name__ for c in registry.classes], registry.classes[0] is Cat, type(Dog()) is ANIMALS["dog"])


@refuse
class Never:
    pass
