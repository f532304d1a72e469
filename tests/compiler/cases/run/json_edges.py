"""Numbers, escapes, nesting, options of dumps, errors with places, default and hooks."""

import json
from typing import Any

print(json.dumps({"a": [1, 2.5, True, None, "é\n\"\\/"], "b": {}, "c": []}), json.dumps("é😀\x7f\x1f", ensure_ascii=False), json.dumps("é😀"), json.dumps([]), json.dumps({"z": 1, "a": 2}, sort_keys=True), json.dumps([1, [2]], indent=2), json.dumps({"k": [1]}, indent="-"))
print(json.dumps([1, 2], separators=(";", "=")), json.dumps({1: "i", 2.5: "f", True: "t", None: "n"}), json.dumps(float("nan")), json.dumps(-0.0), json.dumps(1e22), json.dumps((1, (2,))), json.dumps(10**20), json.dumps({"a": {"b": {}}}, indent=1))
for text in ["[1, 2.0, -3e2, 1E+2, 0]", '{"a": {"b": [null, true, false]}}', '"\\u00e9\\ud83d\\ude00\\n"', " 5 ", '"a\\/b"', "[]", "{}", "1.5e-3", "NaN", "-Infinity", '{"a": 1, "a": 2}', "123456789012345678901234567890"]:
    print(json.loads(text))
for text in ["", "[1,]", "{a: 1}", '{"a" 1}', "[1 2]", '"abc', "tru", "01", "1.", "[", '{"a":}', '"\t"', "5 5", '"\\x"', "-", '["a", \n "b" "c"]']:
    try:
        print(json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), error, error.msg, error.pos, error.lineno, error.colno)


class Point:
    def __init__(self, x: int) -> None:
        self.x = x


def default(value: Any) -> Any:
    if isinstance(value, Point):
        return {"point": value.x}
    raise TypeError(f"no {type(value).__name__}")


print(json.dumps([Point(1), (3, 1)], default=default))
try:
    json.dumps(Point(1))
except TypeError as error:
    print(error)
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)), json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads('{"x": 1}', object_pairs_hook=lambda pairs: pairs))
try:
    json.dumps(float("inf"), allow_nan=False)
except ValueError as error:
    print(error)
loop: list[Any] = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
