"""The exception classes and the texts of tracebacks, against CPython's own."""

import builtins
import traceback
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.device import platform
from gloam.machine import i64
from gloam.runtime import exceptions, raising
from support.fake_platform import FakePlatform
from support.packed_texts import address_of
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=80, deadline=None, database=None)
ARGUMENTS = st.lists(st.integers() | st.text(max_size=3) | st.none(), max_size=3).map(tuple)
WITH_OWN_ARGUMENTS = {
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "BaseExceptionGroup",
    "ExceptionGroup",
}
NAMES = [
    name
    for name, value in vars(exceptions).items()
    if isinstance(value, type) and issubclass(value, exceptions.BaseException)
]


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> FakePlatform:
    fake = FakePlatform()
    monkeypatch.setattr(platform, "current", fake, raising=False)
    return fake


@pytest.mark.parametrize("name", [n for n in NAMES if n != "ExceptionGroup"])  # see its class
def test_the_class_tree_is_that_of_cpython(name: str) -> None:
    ours, theirs = getattr(exceptions, name), getattr(builtins, name)
    tree = [c.__name__ for c in ours.__mro__ if c.__name__ != "Object"]
    assert tree == [c.__name__ for c in theirs.__mro__]


@QUICK
@given(name=st.sampled_from(sorted(set(NAMES) - WITH_OWN_ARGUMENTS)), args=ARGUMENTS)
def test_text_of_exceptions(name: str, args: tuple[object, ...]) -> None:
    if name.endswith("Error") and issubclass(getattr(builtins, name), OSError):
        args = args[:1]  # see below
    ours, theirs = getattr(exceptions, name)(args), getattr(builtins, name)(*args)
    assert ours.args == theirs.args
    assert ours.__str__() == str(theirs)
    assert ours.__repr__() == repr(theirs)


OS_ARGUMENTS = [
    (2, "no"),
    (13, "no", "file"),
    (104, "reset"),
    (111, "refused", "a", None, "b"),
    (99999, "other", b"x"),
    (17, "exists", 5),
    (11, "again"),
    (32, "pipe"),
    (110, "late"),
    (3, "none"),
    (4, "interrupted"),
    (10, "child"),
    (20, "not a directory"),
    (21, "a directory"),
    (103, "aborted"),
    (1, "not permitted"),
    (108, "shut down"),
    (115, "in progress"),
    (1, 2, 3, 4, 5, 6),
    ("text",),
    ("text", "more"),
    (),
]


@pytest.mark.parametrize("args", OS_ARGUMENTS, ids=str)
def test_os_errors(args: tuple[object, ...]) -> None:
    ours, theirs = exceptions.make_os_error(args), OSError(*args)
    assert type(ours).__name__ == type(theirs).__name__
    assert ours.args == theirs.args
    if not (args and args[0] == "text" and len(args) > 1):  # here errno may be any object
        assert ours.__str__() == str(theirs)
        assert (ours.errno, ours.strerror) == (theirs.errno, theirs.strerror)
        assert ours.filename == theirs.filename
        assert ours.filename2 == theirs.filename2


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 2), (1, 3)])
def test_unicode_errors(start: int, end: int) -> None:
    data, text = b"\xff\xfe\n", "\xe9\ud800\U0001f600"
    ours = exceptions.UnicodeDecodeError("utf-8", data, start, end, "why")
    assert ours.__str__() == str(UnicodeDecodeError("utf-8", data, start, end, "why"))
    for at in range(2):
        a = exceptions.UnicodeEncodeError("ascii", text, start + at, end + at, "why")
        b = UnicodeEncodeError("ascii", text, start + at, end + at, "why")
        assert a.__str__() == str(b) and a.args == b.args


def test_attributes_from_arguments() -> None:
    assert exceptions.StopIteration(()).value is None
    assert exceptions.StopIteration((1, 2)).value == 1
    assert exceptions.SystemExit(()).code is None
    assert exceptions.SystemExit((3,)).code == 3
    assert exceptions.SystemExit((3, 4)).code == (3, 4)


# Tracebacks: the same places noted on ours and raised for real.


def theirs_text(exc: BaseException) -> str:
    """CPython's text without source lines and marks, with places as ours are noted below."""
    lines = "".join(traceback.format_exception(exc)).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("    "))


def ours_of(real: BaseException) -> exceptions.BaseException:
    made: exceptions.BaseException
    if isinstance(real, OSError):
        made = exceptions.make_os_error((*real.args, real.filename))
    else:
        made = getattr(exceptions, type(real).__name__)(real.args)
    type(made).__module__ = "builtins"
    for frame in reversed(traceback.extract_tb(real.__traceback__)):
        line = i64(frame.lineno or 0)
        exceptions.add_traceback(made, address_of(frame.filename), line, address_of(frame.name))
    if real.__cause__ is not None:
        made.__cause__ = ours_of(real.__cause__)
    if real.__context__ is not None:
        made.__context__ = ours_of(real.__context__)
    made.__suppress_context__ = real.__suppress_context__
    for note in getattr(real, "__notes__", []):
        made.add_note(note)
    return made


def plain() -> None:
    raise ValueError("bad", 1)


def empty() -> None:
    raise RuntimeError


def deep(n: int) -> None:
    if n:
        deep(n - 1)
    plain()


def caused() -> None:
    try:
        plain()
    except ValueError as e:
        raise KeyError("k") from e


def in_handler() -> None:
    try:
        caused()
    except KeyError:
        empty()


def hidden() -> None:
    try:
        plain()
    except ValueError:
        raise OSError(2, "gone", "f") from None


def noted() -> None:
    e = TypeError("x")
    e.add_note("one")
    e.add_note("two")
    raise e


@pytest.mark.parametrize(
    "raises",
    [plain, empty, caused, in_handler, hidden, noted]
    + [lambda n=n: deep(n) for n in (1, 2, 3, 4, 9)],
)
def test_traceback_text(raises: Callable[[], None]) -> None:
    try:
        raises()
    except Exception as real:
        assert exceptions.format_exception(ours_of(real)) == theirs_text(real)


class Strange(exceptions.Exception):
    pass


def test_an_exception_of_another_module_is_named_in_full() -> None:
    assert exceptions.format_exception(Strange(())) == f"{__name__}.Strange\n"


def test_a_chain_that_closes_on_itself_ends() -> None:
    a, b = exceptions.Exception((1,)), exceptions.Exception((2,))
    type(a).__module__ = "builtins"
    a.__context__, b.__context__ = b, a
    assert exceptions.format_exception(a) == (
        "Exception: 2\n\nDuring handling of the above exception, another exception occurred:\n\n"
        "Exception: 1\n"
    )


def test_uncaught_prints_and_says_the_status(console: FakePlatform) -> None:
    error = exceptions.ValueError(("é\ud800",))
    type(error).__module__ = "builtins"
    exceptions.add_traceback(error, address_of("app.py"), i64(3), address_of("f"))
    exceptions.add_traceback(error, address_of("app.py"), i64(7), address_of("<module>"))
    assert exceptions.uncaught(error) == 1
    assert console.errors == (
        b"Traceback (most recent call last):\n"
        b'  File "app.py", line 7, in <module>\n'
        b'  File "app.py", line 3, in f\n'
        b"ValueError: \xc3\xa9\\ud800\n"
    )


@pytest.mark.parametrize(
    ("args", "status", "printed"),
    [
        ((), 0, b""),
        ((None,), 0, b""),
        ((3,), 3, b""),
        ((True,), 1, b""),
        ((-1,), -1, b""),
        ((1 << 70,), -1, b""),
        (("stop",), 1, b"stop\n"),
        ((1, 2), 1, b"(1, 2)\n"),
    ],
)
def test_system_exit(
    console: FakePlatform, args: tuple[object, ...], status: int, printed: bytes
) -> None:
    assert exceptions.uncaught(exceptions.SystemExit(args)) == status
    assert console.errors == printed


def test_keyboard_interrupt_has_the_status_of_the_signal(console: FakePlatform) -> None:
    assert exceptions.uncaught(exceptions.KeyboardInterrupt(())) == 130


def test_unpacking_is_checked_as_cpython_does() -> None:
    raising.check_unpack(i64(2), i64(2))
    with pytest.raises(ValueError, match=r"^too many values to unpack \(expected 2\)$"):
        raising.check_unpack(i64(3), i64(2))
    with pytest.raises(ValueError, match=r"^not enough values to unpack \(expected 2, got 1\)$"):
        raising.check_unpack(i64(1), i64(2))
