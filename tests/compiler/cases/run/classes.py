"""Classes: inheritance, super, virtual calls, properties, static methods, class variables."""

from typing import ClassVar


class Animal:
    count: ClassVar[int] = 0
    legs = 4

    def __init__(self, name: str) -> None:
        self.name = name
        self._mood = 0
        Animal.count += 1

    def sound(self) -> str:
        return "..."

    def speak(self) -> str:
        return f"{self.name} says {self.sound()}"

    @property
    def mood(self) -> int:
        return self._mood

    @staticmethod
    def kind() -> str:
        return "animal"

    def __repr__(self) -> str:
        return f"Animal({self.name!r})"


class Dog(Animal):
    def __init__(self, name: str, age: int = 3) -> None:
        super().__init__(name)
        self.age = age

    def sound(self) -> str:
        return "woof"

    @property
    def mood(self) -> int:
        return self.age * 10


class Puppy(Dog):
    def sound(self) -> str:
        return super().sound() + "!" + Animal.sound(self)


class Bird(Animal):
    legs = 2

    def sound(self) -> str:
        return "tweet"

    def __str__(self) -> str:
        return "bird " + self.name


class Vector:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, n: int) -> "Vector":
        return Vector(self.x * n, self.y * n)

    def __neg__(self) -> "Vector":
        return Vector(-self.x, -self.y)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __lt__(self, other: "Vector") -> bool:
        return (self.x, self.y) < (other.x, other.y)

    def __len__(self) -> int:
        return 2

    def __getitem__(self, i: int) -> int:
        if i == 0:
            return self.x
        if i == 1:
            return self.y
        raise IndexError("vector index")

    def __contains__(self, v: int) -> bool:
        return v == self.x or v == self.y

    def __bool__(self) -> bool:
        return self.x != 0 or self.y != 0

    def __repr__(self) -> str:
        return f"Vector({self.x}, {self.y})"


class OnlyEq:
    def __init__(self, v: int) -> None:
        self.v = v

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OnlyEq) and other.v == self.v


class Node:
    def __init__(self, value: int, next: "Node | None" = None) -> None:
        self.value = value
        self.next = next


def describe(a: Animal) -> str:
    if isinstance(a, Dog):
        return f"dog {a.age}"
    if isinstance(a, (Bird, Puppy)):
        return "flies"
    return "plain"


def main() -> None:
    animals: list[Animal] = [Animal("a"), Dog("d"), Puppy("p", 1), Bird("b")]
    for a in animals:
        print(a.speak(), a.mood, a.legs, a, repr(a), str(a), describe(a), a.kind())
    print(Animal.count, Animal.kind(), Dog.kind())
    animals[0].name = "renamed"
    animals[0].name += "!"
    print(animals[0].speak())
    v, w = Vector(1, 2), Vector(3, 4)
    print(v + w, v * 3, -v, v == w, v == Vector(1, 2), v != w, v < w, w < v, v > w, sorted([w, v]))
    print(len(v), v[0], v[1], 2 in v, 7 in v, bool(v), bool(Vector(0, 0)))
    print(hash(v) == hash(Vector(1, 2)), {v: "v"}[Vector(1, 2)], [v, w].index(w), [w].count(w))
    try:
        print(v[5])
    except IndexError as e:
        print(e)
    v += w
    print(v, (v, w), [v], {"k": v}, f"{v} {v!r:>15}|")
    print(OnlyEq(1) == OnlyEq(1), OnlyEq(1) == OnlyEq(2), OnlyEq(1) != OnlyEq(2), OnlyEq(1) == 1)
    try:
        print(hash(OnlyEq(1)))
    except TypeError as e:
        print(e)
    try:
        print({OnlyEq(1): 2})
    except TypeError as e:
        print(e)
    head: Node | None = None
    for i in range(5):
        head = Node(i, head)
    total = 0
    at = head
    while at is not None:
        total = total * 10 + at.value
        at = at.next
    print(total)
    print(v is v, v is not w, isinstance(v, Vector), isinstance(v, object))


main()
