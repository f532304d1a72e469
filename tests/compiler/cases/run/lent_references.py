"""Values read out of objects outlive the object, its rebinding, and what a call does to it."""


class Part:
    def __init__(self, name: str) -> None:
        self.name = name
        self.log = [name]


class Owner:
    """`part` is set once; `current` is rebound."""

    def __init__(self, name: str) -> None:
        self.part = Part(name)
        self.current = Part("current " + name)
        self.count = 10**30

    def rebind(self) -> str:
        self.current = Part("rebound")
        return self.current.name

    def use_current(self) -> str:
        current = self.current
        return self.rebind() + ", " + current.name

    def grow(self) -> int:
        self.count += 1
        self.count = self.count * self.count
        return self.count


def make(name: str) -> Owner:
    return Owner(name)


def take(log: list[str], owner: Owner) -> list[str]:
    owner.rebind()
    log.append("taken")
    return log


def from_temporary() -> list[str]:
    return make("temporary").part.log


def through_names(fail: bool) -> str:
    owner = make("named")
    log = owner.part.log
    name = owner.part.name
    owner = make("second")
    log.append(name)
    if fail:
        raise KeyError(f"{log} {owner.part.name}")
    return f"{log} {owner.part.log}"


def in_loop() -> list[str]:
    kept: list[str] = []
    last = make("none").part
    for i in range(3):
        owner = make(f"loop {i}")
        kept.append(last.name)
        last = owner.part
    kept.append(last.log[0])
    return kept


class Stack:
    def __init__(self) -> None:
        self.items: list[Part] = []
        self.top: Part | None = None

    def push(self, name: str) -> None:
        self.top = Part(name)
        self.items.append(self.top)

    def pop(self) -> Part:
        top = self.top
        self.items.pop()
        self.top = self.items[-1] if self.items else None
        assert top is not None
        return top


class Holder:
    shared = "class"

    def __init__(self, value: object) -> None:
        self.value = value


def boxed() -> None:
    holder = Holder(["in a box"])
    value = holder.value
    holder.value = "rebound"
    print(value, holder.value)
    print(Holder(10**25).value, Holder(2.5).value, Holder(None).value, Holder(("t", 1)).value)


CONSTANT = Part("constant")


def drop_constant() -> Part:
    global CONSTANT
    before = CONSTANT
    CONSTANT = Part("new constant")
    before.log.append("kept")
    return before


def main() -> None:
    owner = Owner("a")
    print(owner.use_current(), owner.grow(), owner.grow())
    print(take(owner.part.log, owner), take(owner.current.log, owner))
    print(from_temporary(), through_names(False))
    try:
        through_names(True)
    except KeyError as e:
        print(e)
    print(in_loop())
    stack = Stack()
    for name in ("x", "y"):
        stack.push(name)
    print(stack.pop().name, stack.pop().log, stack.top)
    boxed()
    print(drop_constant().log, CONSTANT.name)


main()
