"""The heap of the IR interpreter: objects with counts that must never be wrong.

With `is_counting` off (IR before refcount_insert) nothing is counted and nothing dies.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gloamc.ir.function import UNSET, Unset


class CountError(AssertionError):
    """A reference was used after its end, released twice, or never released."""


@dataclass(slots=True, eq=False)
class Object:
    """`payload` is the value of an int, float, str, bytes, bool or None object."""

    class_name: str
    payload: int | float | str | bytes | bool | None = None
    fields: dict[str, Word] = field(default_factory=dict)
    count: int = 1
    is_immortal: bool = False
    trace: list[str] = field(default_factory=list)
    """Of an exception: what add_traceback left."""


Word = int | float | bool | Object | Unset | None
"""A value of any type: Python's own for small ints, raw types, floats, bools and none."""


class Heap:
    def __init__(self, *, is_counting: bool) -> None:
        self.is_counting = is_counting
        self.live: dict[Object, None] = {}
        self._static: dict[tuple[str, object], Object] = {}

    def new(self, class_name: str, payload: int | float | None = None) -> Object:
        made = Object(class_name, payload)
        self.live[made] = None
        return made

    def static(self, class_name: str, payload: int | float | str | bytes | bool | None) -> Object:
        """The immortal object of a literal."""
        key = (class_name, repr(payload))
        if key not in self._static:
            self._static[key] = Object(class_name, payload, is_immortal=True)
        return self._static[key]

    def check(self, word: Word) -> None:
        """A word about to be read must not be a dead object."""
        if isinstance(word, Object) and not word.is_immortal and word not in self.live:
            raise CountError(f"{word.class_name} is used after its end")

    def retain(self, word: Word) -> None:
        self.check(word)
        if isinstance(word, Object):
            word.count += 1

    def release(self, word: Word) -> None:
        if not self.is_counting or not isinstance(word, Object) or word.is_immortal:
            return
        work = [word]
        while work:
            found = work.pop()
            self.check(found)
            found.count -= 1
            if found.count == 0:
                del self.live[found]
                work += [
                    value
                    for value in found.fields.values()
                    if isinstance(value, Object) and not value.is_immortal
                ]

    def leaked(self) -> list[Object]:
        """What is left although nothing left refers to it: more than unreachable cycles."""
        explained = {found: 0 for found in self.live}
        for found in self.live:
            for value in found.fields.values():
                if isinstance(value, Object) and not value.is_immortal:
                    explained[value] += 1
        return [found for found in self.live if found.count != explained[found]]

    def describe(self, word: Word) -> str:
        """What a program can tell about a value; the same before and after any pass."""
        if word is UNSET:
            return "unset"
        if not isinstance(word, Object):
            return repr(word)
        if word.class_name == "builtins.int":
            return repr(word.payload)
        if word.payload is not None or word.class_name == "builtins.NoneType":
            return f"{word.class_name}({word.payload!r})"
        return word.class_name
