# alone: through Any, all methods of all classes are live
from typing import Any


class V:
    def __init__(self, x: int) -> None:
        self.x = x

    def __add__(self, other: "V") -> "V":
        return V(self.x + other.x)

    def __mul__(self, k: int) -> "V":
        return V(self.x * k)

    def __rmul__(self, k: int) -> "V":
        return V(self.x * k)

    def __neg__(self) -> "V":
        return V(-self.x)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, V) and other.x == self.x

    def __lt__(self, other: "V") -> bool:
        return self.x < other.x

    def __iadd__(self, other: "V") -> "V":
        self.x += other.x
        return self

    def __repr__(self) -> str:
        return f"V({self.x})"

    def __getitem__(self, i: int) -> int:
        return self.x + i

    def __setitem__(self, i: int, v: int) -> None:
        self.x = i * v

    def __delitem__(self, i: int) -> None:
        print("del", i)

    def __len__(self) -> int:
        return self.x

    def __contains__(self, v: object) -> bool:
        return v == self.x

    def __call__(self, a: int, *, b: int = 5) -> int:
        return self.x + a * b


class W(V):
    def __radd__(self, other: object) -> "V":
        return W(-1)


def attempt(f: Any, *args: Any) -> None:
    try:
        print(f(*args))
    except AttributeError:  # the method's body finds that the other operand is no V
        print("TypeError")
    except TypeError as e:
        print("TypeError" if "'V'" in str(e) or "'W'" in str(e) else e)
    except Exception as e:
        print(type(e).__name__, e)


def add(a: Any, b: Any) -> Any:
    return a + b


def sub(a: Any, b: Any) -> Any:
    return a - b


def mul(a: Any, b: Any) -> Any:
    return a * b


def div(a: Any, b: Any) -> Any:
    return a / b


def fdiv(a: Any, b: Any) -> Any:
    return a // b


def mod(a: Any, b: Any) -> Any:
    return a % b


def power(a: Any, b: Any) -> Any:
    return a**b


def bits(a: Any, b: Any) -> Any:
    return (a & b, a | b, a ^ b)


def shifts(a: Any, b: Any) -> Any:
    return (a << b, a >> b)


def order(a: Any, b: Any) -> Any:
    return (a < b, a <= b, a > b, a >= b)


values: list[Any] = [3, -4, True, 2.5, "ab", b"xy", (1, 2), [1], None, {1: 2}, {1, 2}, V(3), W(4)]
labels = "add sub mul div fdiv mod pow_ bits shifts order".split()
functions = [add, sub, mul, div, fdiv, mod, power, bits, shifts, order]
for label, f in zip(labels, functions):
    print(f(7, 2))
    for a in values:
        for b in [2, 2.5, "c", V(1), [9]]:
            if label == "mul" and "V" in f"{a}{b}" or "W" in f"{a}{b}":
                continue
            if label == "pow_" and a == -4 and b == 2.5:
                continue  # complex
            if isinstance(a, (str, bytes)) and label == "mod":
                continue
            attempt(f, a, b)
            if isinstance(b, (str, bytes)) and label == "mod":
                continue
            attempt(f, b, a)
print(10**30 + add(10**30, 1), power(2, 100), power(2, -2), power(2.0, 3), power(0, 0))
attempt(power, 0, -1)
attempt(div, 1, 0)
attempt(mod, 1.5, 0)


def neg(a: Any) -> Any:
    return -a


def inv(a: Any) -> Any:
    return ~a


def pos(a: Any) -> Any:
    return +a


for v in values:
    for g in (neg, inv, pos):
        attempt(g, v)
x: Any = [1, 2]
y = x
x += (3, 4)
x += "ab"
print(x, y is x)
x *= 2
print(x, y is x)
x = "a"
x += "b"
x *= 3
print(x)
x = 5
x -= 2
x **= 2
x //= 4
x <<= 3
x |= 1
print(x)
x = {1, 2}
z = x
x |= {3}
x -= {1}
x &= {2, 3, 4}
x ^= {3}
print(sorted(x), z is x)
x = V(2)
w = x
x += V(5)
print(x, w is x, x[3], len(x), 7 in x, 8 in x)
x[2] = 6
print(x, x(2), x(2, b=1), 12 in x)
del x[4]
try:
    x += 1
except (TypeError, AttributeError):
    print("no V")
d: Any = {"a": 1}
d |= {"b": 2}
print(d, d | {"c": 3}, {**d})
d["a"] += 5
d["z"] = d["a"] * 2
del d["b"]
print(d)
try:
    del d["nope"]
except KeyError as e:
    print("KeyError", e)
try:
    d[[1]] = 2
except TypeError as e:
    print(e)
