"""Classes that continue dict, list and set, made with content and by their own __init__."""

class D(dict[str, int]):
    def total(self) -> int:
        return sum(self.values())


class L(list[int]):
    def total(self) -> int:
        return sum(self)


class S(set[int]):
    def total(self) -> int:
        return sum(self)


print(D({"a": 1}).total(), D(a=2, b=3), D([("x", 1)]), D().total(), D(D(q=1)))
print(L([1, 2]).total(), L(range(3)), L().total(), S([1, 1, 2]).total(), S(), L(x for x in (4, 5)))
print(type(D(a=1)).__name__, isinstance(L([1]), list), L([1]) == [1], L([2]) + [3])


class Named(dict[str, int]):
    def __init__(self, name: str, *args: dict[str, int], **more: int) -> None:
        super().__init__(args[0] if args else {})
        self.name = name


class Stack(list[str]):
    def __init__(self, items: list[str], limit: int = 2) -> None:
        super().__init__(items[:limit])
        self.limit = limit


print(Named("n", {"k": 1}), Named("m").name, Stack(["a", "b", "c"]), Stack([]).limit)
