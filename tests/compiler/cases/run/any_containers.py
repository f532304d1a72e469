# alone: through Any, all methods of all classes are live
from typing import Any


def total(xs: list[int]) -> int:
    return sum(xs)


def names(d: dict[str, str]) -> list[str]:
    return sorted(d.values())


def load() -> Any:
    return {"users": [{"name": "ann", "age": 3, "tags": ["x", "y"]}, {"name": "bob", "age": 4.5, "tags": []}],
            "n": 2, "ok": True, "none": None}


def walk(v: Any, depth: int = 0) -> None:
    pad = "  " * depth
    if isinstance(v, dict):
        for k, item in v.items():
            print(f"{pad}{k}:")
            walk(item, depth + 1)
    elif isinstance(v, list):
        for item in v:
            walk(item, depth + 1)
    elif isinstance(v, (int, float)):
        print(pad + str(v + 1))
    elif isinstance(v, str):
        print(pad + v.upper())
    else:
        print(pad + repr(v))


def attempt(f: Any) -> None:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)


data = load()
walk(data)
for user in data["users"]:
    print(user["name"], user["age"] * 2, len(user["tags"]), user.get("zip", "-"))
first: dict[str, Any] = data["users"][0]
print(first["name"].title(), first.get("tags"), sorted(first))
age: int = first["age"]
print(age + 1)
nm: str = first["name"]
print(nm[0])
opt: int | None = data["none"]
print(opt)
u: int | str = data["n"]
print(u)
xs: list[Any] = [1, 2.5, "x", None, [1]]
xs.append({"a": 1})
print(xs, len(xs), xs[0] + 1, xs[-1]["a"], xs.index("x"), xs.count(None))
ys: list[Any] = [v for v in xs if isinstance(v, (int, float))]
print(sum(ys), max(ys), min(ys), sorted(ys, reverse=True), list(reversed(ys)))
print([*xs, *ys][3:], (*ys,), {**first}["age"])
a, b = ys
print(a, b)
c, *rest = xs
print(c, rest)
for i, v in enumerate(xs):
    if i < 2:
        print(i, v)
for p, q in zip(xs, ys):
    print(p, q)
m: dict[Any, Any] = {1: "a", "b": 2}
m[None] = 3
print(m, m[1], m.get("b"), list(m.items()))
for k in m:
    print(k, m[k])
nested: dict[str, dict[str, Any]] = {"a": {"b": 1}}
nested["a"]["c"] = [1]
nested["a"]["c"].append(2)
nested["z"] = first
print(nested["a"], nested["z"]["age"])


def kw(**kwargs: Any) -> Any:
    kwargs["more"] = 1
    return kwargs


def both(*args: Any, **kwargs: Any) -> str:
    return f"{args} {kwargs}"


print(kw(a=1, b="x"), both(1, "a", k=2), both(*xs, **first))


def same(x: Any) -> Any:
    return x


ints = [3, 1, 2]
anyl: list[Any] = ints
anyl.append(4)
anyl[0] = 30
print(ints, anyl is ints, anyl + [5.5], anyl * 2)
attempt(lambda: total(same(ints)))
attempt(lambda: names(same({"a": "b"})))
strs: dict[str, Any] = {"a": 1}
strs.update({"b": "two"})
strs |= {"c": 3}
print(strs, strs.pop("a"), strs.popitem(), strs)
t: tuple[Any, ...] = (1, "a")
print(t[0] + 1, t[1] * 2)
tt: tuple[int, str] = same((5, "five"))
print(tt[0] + 1, tt[1])
s: set[Any] = {1, "a"}
s.add(2.5)
print(len(s), 2.5 in s)
fs: frozenset[Any] = frozenset(s)
print("a" in fs)
it = iter(xs)
print(next(it) + 1, next(it))
print(dict(same([("a", 1), ("b", 2)])), dict(same({"q": 1})), list(same("abc")), tuple(same([1])), set(same([1, 1])))
print(" ".join(same(["a", "b"])), ",".join(str(v) for v in xs))
print(any(xs), all(xs), bool(same([])), not same(0))
if same([]):
    print("no")
elif same("x") and same(1):
    print("yes")
print(same(None) or 5, same(0) or "d", same(3) and 4)
print(f"{same(3):>5}|{same('x')!r}|{same(2.5):.3f}")
match same({"kind": "pt", "xy": [1, 2]}):
    case {"kind": "pt", "xy": [x, y]}:
        print("pt", x, y)
    case _:
        print("other")
match same([1, "two", 3.0]):
    case [int(i2), str(s2), float(f2)]:
        print(i2, s2, f2)
print(abs(same(-3)), round(same(2.567), 2), round(same(3)), divmod(same(7), 2), int(same("5")), float(same("2.5")), str(same(1)), hash(same(1)))
print(isinstance(same([1]), list), type(same(1)).__name__, same(1) is same(1), same("a") == "a", same(1) != 2)
print(bytes(same([1, 2])), bytes(same(3)), bytearray(same(b"ab")), chr(same(65)), ord(same("a")), hex(same(255)), range(same(3)))
print([v for v in range(same(3))], same([1, 2, 3])[same(1)], "abc"[same(1)], [1, 2, 3][same(0)])
lst = [1, 2]
lst.append(same(3))
print(lst)
