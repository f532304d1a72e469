"""Attributes that somebody sees before they are assigned: AttributeError, never another value."""

registry: list["Early"] = []


def peek() -> str:
    try:
        return f"{registry[-1].name} {registry[-1].size}"
    except AttributeError as e:
        return str(e)


class Early:
    """Known to the registry before it is whole."""

    def __init__(self, name: str, ask: bool) -> None:
        registry.append(self)
        if ask:
            print(peek())
        self.name = name
        if ask:
            print(peek())
        self.size = len(name)
        print(peek())


class Sometimes:
    def __init__(self, flag: bool) -> None:
        self.always = "a"
        if flag:
            self.sometimes = "s"

    def text(self) -> str:
        return self.always + self.sometimes


class Base:
    def __init__(self) -> None:
        self.base = [1]


class Forgets(Base):
    def __init__(self, call: bool) -> None:
        if call:
            super().__init__()
        self.own = 2


class Helped:
    """Assigned in a method that __init__ calls, which also reads."""

    def __init__(self, reads_first: bool) -> None:
        if reads_first:
            self.read()
        self.fill()
        self.read()
        self.fill()

    def fill(self) -> None:
        self.items = ["x"]

    def read(self) -> None:
        try:
            print(self.items)
        except AttributeError as e:
            print(e)


class Fails:
    def __init__(self, at: int) -> None:
        self.first = ["one"]
        if at == 1:
            raise ValueError("at one")
        self.second = ["two"]
        self.first = ["one again"]
        if at == 2:
            raise ValueError("at two")
        self.third = {"three": [self.first]}


class Recovers:
    def __init__(self, text: str) -> None:
        try:
            self.before = text
            self.number = int(text)
            self.after = text
        except ValueError:
            self.error = f"not a number: {self.before}"

    def show(self) -> str:
        parts = []
        try:
            parts.append(self.before)
            parts.append(str(self.number))
            parts.append(self.after)
            parts.append(self.error)
        except AttributeError as e:
            parts.append(str(e))
        return ", ".join(parts)


class Looped:
    def __init__(self, count: int) -> None:
        for i in range(count):
            self.last = [i]
        self.seen: list[list[int]] = []
        for i in range(count):
            self.kept = [i]
            self.seen.append(self.kept)


class Twice:
    def __init__(self, value: str) -> None:
        self.value = value
        self.held = [value]


class Rebound:
    """A field that other code sets: what was loaded before must stay alive."""

    def __init__(self) -> None:
        self.part = ["old"]

    def swap(self) -> list[str]:
        part = self.part
        self.replace()
        part.append("still here")
        return part

    def replace(self) -> None:
        self.part = ["new"]


class Chain:
    def __init__(self, depth: int) -> None:
        self.next: Chain | None = Chain(depth - 1) if depth else None
        self.label = f"link {depth}"

    def last(self) -> "Chain":
        here = self
        while here.next is not None:
            here = here.next
        return here


def last_label(depth: int) -> str:
    return Chain(depth).last().label


def dropped_owner() -> list[str]:
    holder = Twice("kept")
    part = holder.held
    holder = Twice("other")
    part.append(holder.value)
    return part




def main() -> None:
    Early("first", True)
    Early("second", False)
    for flag in (True, False):
        try:
            print(Sometimes(flag).text())
        except AttributeError as e:
            print(e)
    for flag in (True, False):
        forgets = Forgets(flag)
        try:
            print(forgets.own, forgets.base)
        except AttributeError as e:
            print(e)
    Helped(True)
    Helped(False)
    for at in range(4):
        try:
            print(Fails(at).third)
        except ValueError as e:
            print(e)
    print(Recovers("12").show())
    print(Recovers("x").show())
    print(Looped(3).last, Looped(2).seen)
    try:
        print(Looped(0).last)
    except AttributeError as e:
        print(e)
    print(Rebound().swap(), last_label(3), dropped_owner())


main()
