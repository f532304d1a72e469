"""Exception groups: their items, and what `except*` does with them (PEP 654).

A group that is split keeps its message, cause, context, notes and traceback in both parts, whose
`__suppress_context__` is set, as CPython does it.
"""

from collections.abc import Callable
from typing import cast

from gloam.machine import i64, same_object, tuple_item, tuple_length
from gloam.runtime import exceptions


class Split:
    """The part of an exception that fits, and the rest; None for an empty one."""

    def __init__(self, match: BaseException | None, rest: BaseException | None) -> None:
        self.match = match
        self.rest = rest


def split(exc: BaseException, fits: Callable[[object], object]) -> Split:
    """Divide a group by its leaves, or an exception that is none."""
    if fits(exc):
        return Split(exc, None)
    if not isinstance(exc, BaseExceptionGroup):
        return Split(None, exc)
    matches: list[object] = []
    others: list[object] = []
    at = i64(0)
    while at < tuple_length(exc.exceptions):
        part = split(cast("BaseException", tuple_item(exc.exceptions, at)), fits)
        if part.match is not None:
            matches.append(part.match)
        if part.rest is not None:
            others.append(part.rest)
        at += 1
    return Split(_derived(exc, matches), _derived(exc, others))


def _derived(
    group: "BaseExceptionGroup[BaseException]", items: list[object]
) -> BaseException | None:
    """A group like another one, with these exceptions."""
    if not items:
        return None
    made = _group(group.message, items)
    exceptions.copy_story(_plain(group), _plain(made))
    _plain(made).__suppress_context__ = True
    return made


def _plain(exc: BaseException) -> exceptions.BaseException:
    return cast("exceptions.BaseException", exc)  # cast: compiled, they are one class


def _group(message: str, items: list[object]) -> BaseException:
    for item in items:
        if not isinstance(item, Exception):
            return BaseExceptionGroup(message, cast("list[BaseException]", items))
    return ExceptionGroup(message, cast("list[Exception]", items))


class Handling:
    """One `try` statement with `except*` that has caught an exception."""

    def __init__(self, caught: BaseException) -> None:
        self.caught = caught
        self.rest: BaseException | None = caught
        self.raised: list[object] = []
        """By handlers, in order."""
        self.matched: list[object] = []
        """What each handler got that raised it again."""
        self.current: BaseException | None = None

    def match(self, fits: Callable[[object], object]) -> bool:
        """Whether something is left that fits; `current` is the group of it then."""
        rest = self.rest
        if rest is None:
            return False
        if not isinstance(rest, BaseExceptionGroup):
            if not fits(rest):
                return False
            self.rest = None
            if isinstance(rest, Exception):
                self.current = ExceptionGroup("", (rest,))
            else:
                self.current = BaseExceptionGroup("", (rest,))
            return True
        parts = split(rest, fits)
        self.rest = parts.rest
        self.current = parts.match
        return parts.match is not None

    def take(self) -> BaseException:
        """The group for the handler that `match` found."""
        current = self.current
        assert current is not None
        return current

    def failed(self, exc: BaseException) -> None:
        """The handler raised `exc`."""
        if same_object(exc, self.current):
            self.matched.append(exc)
        else:
            self.raised.append(exc)

    def outcome(self) -> BaseException | None:
        """What is raised behind the handlers, None if nothing."""
        left: list[object] = []
        for exc in self.matched:
            left.append(exc)
        if self.rest is not None:
            left.append(self.rest)
        again = self._again(left)
        if not self.raised:
            return again
        if again is not None:
            self.raised.append(again)
        if len(self.raised) == 1:
            return cast("BaseException", self.raised[0])
        return _group("", self.raised)

    def _again(self, left: list[object]) -> BaseException | None:
        """What no handler has dealt with, in the shape in which it was caught."""
        if not left:
            return None
        if not isinstance(self.caught, BaseExceptionGroup):
            return cast("BaseException", left[0])
        leaves: list[object] = []
        for exc in left:
            _collect(exc, leaves)
        return split(self.caught, _Among(leaves).has).match


class _Among:
    """Tells whether an exception is one of some leaves."""

    def __init__(self, leaves: list[object]) -> None:
        self._leaves = leaves

    def has(self, exc: object) -> bool:
        for leaf in self._leaves:  # noqa: SIM110  # a loop makes no list
            if same_object(leaf, exc):
                return True
        return False


def _collect(exc: object, leaves: list[object]) -> None:
    if not isinstance(exc, BaseExceptionGroup):
        leaves.append(exc)
        return
    at = i64(0)
    while at < tuple_length(exc.exceptions):
        _collect(tuple_item(exc.exceptions, at), leaves)
        at += 1
