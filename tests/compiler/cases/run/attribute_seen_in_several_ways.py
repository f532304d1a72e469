"""One attribute read through interfaces that declare it differently, and through Any."""

from typing import Any, Protocol


class Texts(Protocol):
    @property
    def name(self) -> str: ...


class Objects(Protocol):
    @property
    def name(self) -> object: ...


class Eithers(Protocol):
    @property
    def name(self) -> int | str: ...


class Dog:
    def __init__(self, name: str) -> None:
        self.name = name


class Robot:
    @property
    def name(self) -> str:
        return "r" + str(7)


class Number:
    def __init__(self) -> None:
        self.name = 2**70


def text(x: Texts) -> str:
    return x.name + "!"


def thing(x: Objects) -> object:
    return x.name


def either(x: Eithers) -> int | str:
    return x.name


def anything(x: Any) -> Any:
    return x.name


for who in (Dog("rex"), Robot()):
    print(text(who), thing(who), either(who), anything(who), anything(who) == text(who)[:-1])
print(thing(Number()), either(Number()), anything(Number()))
