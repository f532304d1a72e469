"""Ints at the edges of what the compiler proves small: fields, parameters, results, counters."""


class Meter:
    def __init__(self, start: int) -> None:
        self.count = start
        self.total = 0
        self.peak = 0

    def tick(self) -> int:
        self.count += 1
        return self.count

    def add(self, amount: int) -> None:
        self.total += amount
        if amount > self.peak:
            self.peak = amount


class Grows:
    """Looks like a counter at first."""

    def __init__(self) -> None:
        self.value = 1

    def step(self) -> None:
        self.value += 1

    def double(self) -> None:
        self.value = self.value * 2


def low_byte(value: int) -> int:
    return value & 0xFF


def high(value: int, by: int) -> int:
    return value >> by


def mixed(value: int) -> int:
    if value < 0:
        return -1
    if value > 1000:
        return 1000
    return value


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def factorial(n: int) -> int:
    return 1 if n == 0 else n * factorial(n - 1)


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


class Shape:
    def area(self) -> int:
        return 0


class Square(Shape):
    def __init__(self, side: int) -> None:
        self.side = side

    def area(self) -> int:
        return self.side * self.side


class Tiny(Shape):
    def area(self) -> int:
        return 7


def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def optional(value: int | None) -> int:
    return -5 if value is None else value + 1


def keyword(value: int = 3, *, extra: int = 4) -> int:
    return value * 10 + extra


def boolean(flag: bool, number: int) -> int:
    return number + flag


BIG = 1 << 62
EDGE = (1 << 62) - 1


def main() -> None:
    meter = Meter(EDGE - 1)
    print(meter.tick(), meter.tick(), meter.tick())
    meter.add(255)
    meter.add(10**40)
    meter.add(-(10**41))
    print(meter.total, meter.peak)
    grows = Grows()
    for _ in range(70):
        grows.double()
        grows.step()
    print(grows.value)
    print(low_byte(10**30 + 77), low_byte(-1), low_byte(-(10**30)), high(10**30, 90), high(-1, 70))
    print(mixed(5), mixed(-(10**30)), mixed(10**30), fib(15), factorial(25), ackermann(2, 3))
    shapes: list[Shape] = [Square(3), Tiny(), Square(10**12)]
    print([shape.area() for shape in shapes], sum(shape.area() for shape in shapes))
    print(collatz(27), collatz(2**70 + 1))
    print(optional(None), optional(EDGE), optional(-BIG), keyword(), keyword(EDGE, extra=10**20))
    print(boolean(True, EDGE), boolean(False, 2), -EDGE - 2, ~BIG, -BIG, abs(-BIG), BIG - 1 - EDGE)
    edges = [EDGE, -BIG, 0, -1, BIG]
    for a in edges:
        print([a + b for b in edges], [a - b for b in edges], [a * b for b in edges])
        print([a // b for b in edges if b], [a % b for b in edges if b], [a < b for b in edges])
    data = b"\xff\x00\x80"
    word = data[0] << 16 | data[1] << 8 | data[2]
    print(word, word << 40, len(data) * EDGE, data[0] - 256 * len(data))


main()
