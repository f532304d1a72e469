from typing import Any, NotRequired, Required, TypedDict


class Point(TypedDict):
    x: int
    y: int


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int
    tags: list[str]
    at: Point


class Named(Point):
    name: str
    note: NotRequired[str]


Options = TypedDict("Options", {"verbose": bool, "level": int, "content-type": str})


def norm(p: Point) -> int:
    return abs(p["x"]) + abs(p["y"])


def load() -> Any:
    return {"x": 5, "y": -6}


p: Point = {"x": 3, "y": -4}
q = Point(x=1, y=2)
print(p, q, norm(p), norm(q), norm({"x": 0, "y": 9}), p == {"x": 3, "y": -4}, len(p), "x" in p)
p["x"] += 10
p["y"] = p["x"] * 2
print(p, p["x"] / 2, [k for k in p], list(p.items()), list(p.values()), sorted(p.keys()))
m: Movie = {"title": "Up"}
print(m, m.get("year"), m.get("year", 5), m.get("tags", []), m["title"].upper())
m["year"] = 2009
m["tags"] = ["a"]
m["tags"].append("b")
m["at"] = p
m["at"]["x"] = 1
print(m, p, m["tags"][1], m["at"]["y"], m.get("year"))
m.update({"title": "Down", "year": 1})
del m["year"]
print(m, m.pop("tags"), m.setdefault("year", 7), m, "at" in m)
n = Named(x=1, y=2, name="n")
print(norm(n), n["name"], n.get("note", "-"), n.copy(), n)
o: Options = {"verbose": True, "level": 2, "content-type": "text"}
print(o["content-type"], o["level"] + 1, not o["verbose"])
x: Point = load()
print(norm(x), x)
points: list[Point] = [{"x": i, "y": i * i} for i in range(3)]
print(points, sum(pt["y"] for pt in points), max(points, key=lambda pt: pt["y"]))
by: dict[str, Point] = {"a": p, "b": q}
by["a"]["x"] = 100
print(by, p["x"], {**p}, dict(p))
for key, value in n.items():
    print(key, value)
try:
    bad: Movie = {"title": "x"}
    print(bad["year"])
except KeyError as e:
    print("KeyError", e)
r = Point({"x": 7, "y": 8})
print(r, isinstance(r, dict), repr(r))
match n:
    case {"x": 1, "name": str(nm)}:
        print("matched", nm)
