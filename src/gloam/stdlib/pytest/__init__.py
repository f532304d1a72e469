"""pytest as compiled tests use it: raises, approx, skip, fail, xfail, what the fixtures `request`
and `capsys` are. `gloam test` does the rest.

It reads marks and fixtures in the source; what it makes of them calls `pytest.case`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from types import TracebackType
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

E = TypeVar("E", bound=BaseException)
T = TypeVar("T")


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

    @property
    def type(self) -> type[BaseException]:
        return type(self.value)

    def match(self, regexp: str) -> bool:
        """Raises AssertionError if it is not found in the exception's text."""
        _check(str(self.value), regexp)
        return True

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
                if self._match is not None:
                    _check(str(value), self._match)
                self._info.take(value)
                return True
        return False


def _check(text: str, regexp: str) -> None:
    if re.search(regexp, text) is None:
        raise AssertionError(f"{text!r} does not match {regexp!r}")


def raises(
    expected: type[E] | tuple[type[E], ...], *, match: str | None = None
) -> RaisesContext[E]:
    """The block must raise one of these, in whose text `match` is found."""
    return RaisesContext(expected, match)


class Approximate:
    def __init__(self, expected: Any, rel: float, abs: float) -> None:  # noqa: A002
        self._expected = expected
        self._rel = rel
        self._abs = abs

    def __eq__(self, other: object) -> bool:
        return self._is_near(self._expected, other)

    def __hash__(self) -> int:
        raise TypeError("an approximate value has no hash")

    def __repr__(self) -> str:
        return f"{self._expected} ± {self._rel:.1e}"

    def _is_near(self, expected: Any, found: Any) -> bool:
        if isinstance(expected, (list, tuple)):
            if not isinstance(found, (list, tuple)) or len(found) != len(expected):
                return False
            return all(self._is_near(expected[i], found[i]) for i in range(len(expected)))
        if isinstance(expected, dict):
            if not isinstance(found, dict) or len(found) != len(expected):
                return False
            return all(
                key in found and self._is_near(expected[key], found[key]) for key in expected
            )
        if not isinstance(expected, (int, float)) or not isinstance(found, (int, float)):
            return bool(expected == found)
        tolerance = max(self._rel * _magnitude(expected), self._abs)
        return found == expected or _magnitude(found - expected) <= tolerance


def _magnitude(value: float) -> float:
    return -value if value < 0 else value


def approx(expected: Any, rel: float = 1e-6, abs: float = 1e-12) -> Approximate:  # noqa: A002
    """Equal to what differs from `expected` by little: a number, or a list, tuple or dict of
    them."""
    return Approximate(expected, rel, abs)


def skip(reason: str) -> NoReturn:
    raise Skipped(reason)


def fail(reason: str) -> NoReturn:
    raise Failed(reason)


def xfail(reason: str = "") -> NoReturn:
    raise XFailed(reason)


class FixtureRequest:
    """What asks for a fixture: `param` is the one of its `params` whose turn it is."""

    def __init__(self, param: Any, later: Callable[[Callable[[], None]], None]) -> None:
        self.param = param
        self._later = later

    def addfinalizer(self, finalizer: Callable[[], None]) -> None:
        self._later(finalizer)


class CaptureResult(NamedTuple):
    out: str
    err: str


class Pause:
    def __init__(self, start: Callable[[], None], stop: Callable[[], None]) -> None:
        self._start = start
        self._stop = stop

    def __enter__(self) -> None:
        self._stop()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._start()


class CaptureFixture(Generic[T]):
    """`capsys`: what was printed since it was asked last."""

    def __init__(self) -> None:
        self._out = StringIO()
        self._error = StringIO()
        self._stdout = redirect_stdout(self._out)
        self._stderr = redirect_stderr(self._error)
        self.start()

    def start(self) -> None:
        self._stdout.__enter__()
        self._stderr.__enter__()

    def stop(self) -> None:
        self._stderr.__exit__(None, None, None)
        self._stdout.__exit__(None, None, None)

    def readouterr(self) -> CaptureResult:
        return CaptureResult(_taken(self._out), _taken(self._error))

    def disabled(self) -> Pause:
        """A block in which nothing is captured."""
        return Pause(self.start, self.stop)


def _taken(stream: StringIO) -> str:
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return text
