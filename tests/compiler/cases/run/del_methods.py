# alone: objects die at the end of the program
"""`__del__`: when it runs, how often, and what it may do."""

import gc


class Noisy:
    def __init__(self, name: str) -> None:
        self.name = name
        self.peer: "Noisy | None" = None

    def __del__(self) -> None:
        print("del", self.name)
        names.append(self.name)


names: list[str] = []


class Louder(Noisy):
    def __del__(self) -> None:
        print("louder", self.name)
        super().__del__()


class Plain(Noisy):
    pass


def local() -> None:
    a = Noisy("local")
    print("using", a.name)


def replaced() -> None:
    a = Noisy("first")
    print(a.name)
    a = Noisy("second")
    print(a.name)
    del a
    print("after del")


kept: list[Noisy] = []


class Phoenix(Noisy):
    def __del__(self) -> None:
        print("rising", self.name)
        kept.append(self)


def resurrect() -> None:
    p = Phoenix("phoenix")
    print(p.name)
    del p
    print(len(kept), kept[0].name)
    kept.clear()
    print("gone")


class Failing(Noisy):
    def __del__(self) -> None:
        raise ValueError(self.name)


class Half:
    def __init__(self, fail: bool) -> None:
        if fail:
            raise RuntimeError("half")
        self.name = "whole"

    def __del__(self) -> None:
        try:
            print("half", self.name)
        except AttributeError as error:
            print("half made:", error)


def chain(length: int) -> Noisy:
    first = Noisy("0")
    last = first
    for i in range(1, length):
        last.peer = Noisy(str(i))
        last = last.peer
    return first


class Counted:
    alive = 0

    def __init__(self) -> None:
        Counted.alive += 1

    def __del__(self) -> None:
        Counted.alive -= 1


def contained() -> None:
    table = {i: Counted() for i in range(10)}
    print(Counted.alive)
    del table[3]
    print(Counted.alive)
    items = list(table.values())
    table.clear()
    print(Counted.alive)
    items.pop()
    print(Counted.alive)


def in_exception() -> None:
    held = Noisy("held")
    try:
        raise KeyError(held.name)
    except KeyError as error:
        print("caught", error)
    print(held.name)


local()
replaced()
resurrect()
print("--")
Louder("l")
print("--")
failing = Failing("no")
del failing
print("--")
try:
    Half(True)
except RuntimeError:
    pass
Half(False)
print("--")
class Silent(Noisy):
    def __del__(self) -> None:
        names.append(self.name)


def silent_cycle(name: str) -> None:
    a = Silent(name)
    b = Silent(name + "'")
    a.peer = b
    b.peer = a


names.clear()
silent_cycle("c")
print("collect", names)
gc.collect()
print(sorted(names))
print("--")
first: Noisy | None = chain(5)
first = None
print("--")
contained()
print(Counted.alive)
in_exception()
at_exit = Noisy("at exit")
_private = Noisy("private")
print("end")
