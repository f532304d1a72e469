"""dumps: every option, keys of every kind, what has no form in JSON."""

import json
from typing import Any

VALUES: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        -1,
        10**30,
        1.5,
        -0.0,
        1e100,
        1e-7,
        0.1,
        1e16,
        "",
        "a",
        'q"\\/\b\f\n\r\t\x00\x7f',
    ),
    *("é€😀", [], {}, [1], [[]], (1, (2,)), {"a": 1}, {"a": {"b": [1, 2]}, "c": []}, [None, True]),
    *(
        {1: "int", 1.5: "float", None: "none", False: "false", "s": "str"},
        {"b": 1, "a": 2},
        [{"x": [{}]}],
    ),
]
for value in VALUES:
    print(json.dumps(value), ascii(json.dumps(value, ensure_ascii=False)))
    print(
        json.dumps(value, separators=(",", ":")),
        json.dumps(value, indent=2),
        json.dumps(value, indent="\t"),
    )
    print(json.dumps(value, indent=0), json.dumps(value, indent=1, separators=(" ,", " :")))
print(
    json.dumps({"b": 1, "a": {"d": 1, "c": 2}}, sort_keys=True),
    json.dumps({2: 1, 1: 2}, sort_keys=True),
)
for number in (float("inf"), -float("inf"), float("nan")):
    print(json.dumps([number, {number: number}]))
    try:
        json.dumps(number, allow_nan=False)
    except ValueError as error:
        print(error)


class Point:
    def __init__(self, x: int) -> None:
        self.x = x


def plain(item: Any) -> Any:
    if isinstance(item, Point):
        return {"x": item.x}
    raise TypeError(f"no form for {type(item).__name__}")


class Encoder(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, Point):
            return [o.x]
        return super().default(o)


print(
    json.dumps([Point(1), {"p": Point(2)}], default=plain),
    json.dumps([Point(3)], cls=Encoder, indent=1),
)
print(
    Encoder(sort_keys=True).encode({"b": Point(1), "a": 1}),
    "".join(json.JSONEncoder().iterencode([1, 2])),
)
print(json.dumps({(1, 2): 1, "a": 2}, skipkeys=True), json.dumps({"a": ()}, skipkeys=True))
BAD: list[Any] = [Point(1), {1, 2}, b"x", {(1, 2): 3}, [Point(1)], {"a": object()}, range(3)]
for value in BAD:
    try:
        print(json.dumps(value))
    except TypeError as error:
        print(error)
try:
    json.dumps(Point(1), cls=Encoder, default=plain)
    json.dumps({1}, cls=Encoder)
except TypeError as error:
    print(error)
try:
    json.dumps({"a": 1, 2: 3}, sort_keys=True)
except TypeError as error:
    print(error)
loop: list[Any] = []
loop.append({"again": loop})
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
loop.clear()
same = [1]
print(json.dumps([same, same, {"a": same}]))
deep: list[Any] = []
for _ in range(200000):
    deep = [deep]
try:
    json.dumps(deep, check_circular=False)
except RecursionError:
    print("too deep")
while deep:
    deep = deep[0]
for text in ('{"a": [1, 2.5, "x", null, true], "b": {"c": -1e5}}', '"\\u00e9"', "[[[]]]"):
    print(
        json.dumps(json.loads(text)) == text,
        json.loads(json.dumps(json.loads(text))) == json.loads(text),
    )


class Out:
    def __init__(self) -> None:
        self.text = ""

    def write(self, s: str, /) -> int:
        self.text += s
        return len(s)


class In:
    def read(self) -> str:
        return '{"k": [1]}'


out = Out()
json.dump({"a": [1, 2]}, out, indent=1)
print(out.text, json.load(In())["k"])
record = json.loads('{"name": "x", "tags": ["a", "b"], "size": 3}')
name: str = record["name"]
tags: list[str] = record["tags"]
print(name.upper(), len(tags), tags[0], record["size"] + 1, [tag for tag in record["tags"]])
