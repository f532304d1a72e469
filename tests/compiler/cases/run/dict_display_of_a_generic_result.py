from typing import TypeVar

T = TypeVar("T")


def note(value: T) -> T:
    return value


v: dict[str, int] = {**note({"": 0}), "k": 1}
print(v, {**note(v), **{"z": 3}}, dict(note({"a": 2})))
w: dict[int, str] = {}
w.update(note({1: "x"}))
print(w)
