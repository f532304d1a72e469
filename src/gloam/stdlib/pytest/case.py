"""One test as `gloam test` runs it: fixtures set up, the test called, fixtures torn down.

What became of it goes to standard error behind each part's own output, a line for each outcome:
MARK, then the outcome, a space, and the reason that was given for it.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from . import CaptureFixture, Failed, Skipped, XFailed

T = TypeVar("T")
MARK: Final = "\x1e"


class Case:
    def __init__(self) -> None:
        self._teardowns: list[Callable[[], None]] = []
        self._wrong = "error"
        self._is_expected = False
        self._is_strict = False
        self._expected: tuple[type[BaseException], ...] = ()
        self._reason = ""
        self._captures: list[CaptureFixture[str]] = []

    def run(self, test: Callable[[Case], None]) -> None:
        """Call it, then what it gave to `later`, the last of them first."""
        try:
            test(self)
        except BaseException as error:  # noqa: BLE001
            self._release()
            self._tell_error(error)
        else:
            self._release()
            self._tell_end()
        self._wrong = "error"
        while self._teardowns:
            try:
                self._teardowns.pop()()
            except BaseException as error:  # noqa: BLE001
                self._tell_error(error)

    def later(self, teardown: Callable[[], None]) -> None:
        self._teardowns.append(teardown)

    def value(self, fixture: Iterator[T]) -> T:
        """What it yields; the rest of it runs later."""
        for value in fixture:
            self._teardowns.append(lambda: _finish(fixture))
            return value
        raise ValueError("the fixture did not yield a value")

    def capture(self) -> CaptureFixture[str]:
        """Until the test ends."""
        capture: CaptureFixture[str] = CaptureFixture()
        self._captures.append(capture)
        return capture

    def _release(self) -> None:
        """What nobody has read is printed after all."""
        while self._captures:
            capture = self._captures.pop()
            capture.stop()
            print(capture.readouterr().out, end="")

    def calls(self) -> None:
        """The fixtures are set up: what goes wrong from here on is the test's."""
        self._wrong = "failed"

    def skip_if(self, condition: object, reason: str) -> None:
        if condition:
            raise Skipped(reason)

    def do_not_run(self, condition: object, reason: str) -> None:
        if condition:
            raise XFailed(f"[NOTRUN] {reason}")

    def expect_failure(
        self,
        condition: object,
        reason: str,
        is_strict: bool,
        expected: tuple[type[BaseException], ...],
    ) -> None:
        """Of these classes, or of any if there are none. The first condition that holds counts."""
        if condition and not self._is_expected:
            self._is_expected = True
            self._is_strict = is_strict
            self._expected = expected
            self._reason = reason

    def _tell_end(self) -> None:
        if not self._is_expected:
            _tell("passed", "")
        elif self._is_strict:
            print(f"[XPASS(strict)] {self._reason}", file=sys.stderr)
            _tell("failed", "")
        else:
            _tell("xpassed", self._reason)

    def _tell_error(self, error: BaseException) -> None:
        if isinstance(error, Skipped):
            _tell("skipped", str(error))
        elif isinstance(error, XFailed):
            _tell("xfailed", str(error))
        elif self._is_expected and self._is_one(error):
            _tell("xfailed", self._reason)
        else:
            traceback.print_exception(error)
            _tell(self._wrong, "")

    def _is_one(self, error: BaseException) -> bool:
        return not self._expected or isinstance(error, self._expected)


def _finish(fixture: Iterator[object]) -> None:
    for _ in fixture:
        raise Failed("fixture function has more than one 'yield'")


def _tell(outcome: str, reason: str) -> None:
    print(f"{MARK}{outcome} {reason.replace(chr(10), ' ')}", file=sys.stderr)
