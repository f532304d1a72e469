"""pytest as compiled tests use it: raises, approx, skip, fail, xfail. `gloam test` does the rest.

It reads marks and fixtures in the source; what it makes of them calls `pytest.case`.
"""

from __future__ import annotations

import re
from types import TracebackType
from typing import Generic, NoReturn, TypeVar

E = TypeVar("E", bound=BaseException)


class Failed(BaseException):
    """What `fail` raises, and `raises` for what was not raised."""


class Skipped(BaseException):
    """What `skip` raises."""


class XFailed(BaseException):
    """What `xfail` raises."""


class ExceptionInfo(Generic[E]):
    def __init__(self) -> None:
        self._value: E | None = None

    @property
    def value(self) -> E:
        """The exception, behind the block."""
        if self._value is None:
            raise AssertionError("the block has not ended yet")
        return self._value

    def take(self, value: E) -> None:
        self._value = value


class RaisesContext(Generic[E]):
    def __init__(self, expected: type[E] | tuple[type[E], ...], match: str | None) -> None:
        self._expected = expected if isinstance(expected, tuple) else (expected,)
        self._match = match
        self._info: ExceptionInfo[E] = ExceptionInfo()

    def __enter__(self) -> ExceptionInfo[E]:
        return self._info

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if value is None:
            raise Failed("DID NOT RAISE what was expected")
        for expected in self._expected:
            if isinstance(value, expected):
                self._check(str(value))
                self._info.take(value)
                return True
        return False

    def _check(self, text: str) -> None:
        if self._match is not None and re.search(self._match, text) is None:
            raise AssertionError(f"{text!r} does not match {self._match!r}")


def raises(
    expected: type[E] | tuple[type[E], ...], *, match: str | None = None
) -> RaisesContext[E]:
    """The block must raise one of these, in whose text `match` is found."""
    return RaisesContext(expected, match)


class Approximate:
    def __init__(self, expected: float, rel: float, abs: float) -> None:  # noqa: A002
        self._expected = expected
        self._tolerance = max(rel * _magnitude(expected), abs)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (int, float)):
            return False
        return other == self._expected or _magnitude(other - self._expected) <= self._tolerance

    def __hash__(self) -> int:
        raise TypeError("an approximate number has no hash")

    def __repr__(self) -> str:
        return f"{self._expected} ± {self._tolerance:.1e}"


def _magnitude(value: float) -> float:
    return -value if value < 0 else value


def approx(expected: float, rel: float = 1e-6, abs: float = 1e-12) -> Approximate:  # noqa: A002
    """Equal to numbers that differ from `expected` by little: of one number, not of containers."""
    return Approximate(expected, rel, abs)


def skip(reason: str) -> NoReturn:
    raise Skipped(reason)


def fail(reason: str) -> NoReturn:
    raise Failed(reason)


def xfail(reason: str = "") -> NoReturn:
    raise XFailed(reason)
