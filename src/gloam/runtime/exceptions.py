"""The builtin exceptions, tracebacks, and what happens to an exception that nobody catches.

Compiled, `ValueError` here *is* builtins.ValueError. A constructor takes its arguments as one
tuple: the compiler packs them. Where a class gives attributes for arguments, they are set there.

A traceback is a list of places, not of frames: it keeps nothing alive. The texts are CPython's,
without source lines.
"""
# ruff: noqa: PLR1714  (plain comparisons; images have no sets yet)

import builtins
from typing import Final, cast

from gloam.machine import (
    Ptr,
    copy_memory,
    i64,
    null,
    reinterpret,
    same_object,
    tuple_item,
    tuple_length,
    type_module,
    type_name,
    type_qualified_name,
    u8,
    u64,
    wrapping_add,
    wrapping_shl,
)
from gloam.runtime import console, heap
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime import tuple as tuples
from gloam.runtime.code_point import CodePointBuffer
from gloam.runtime.iterator import to_tuple
from gloam.runtime.limits import ONE, ZERO
from gloam.runtime.list import AnyList
from gloam.runtime.magnitude import is_word, word_of
from gloam.runtime.packed_text import text_at

_REPEATED_LINES_SHOWN: Final = i64(3)
_TWO: Final = i64(2)
_THREE: Final = i64(3)
_FOUR: Final = i64(4)
_FIVE: Final = i64(5)
_HALF: Final = u64(32)
_LOW_HALF: Final = u64(0xFFFF_FFFF)
_ONE_MORE: Final = u64(0x1_0000_0000)
_PLACES_MIN: Final = i64(4)
_PLACE_BYTES: Final = i64(16)


class BaseException(objects.Object):
    def __init__(self, args: tuple[object, ...]) -> None:
        self.args = args
        self.__cause__: BaseException | None = None
        self.__context__: BaseException | None = None
        self.__suppress_context__ = False
        self.notes: list[str] | None = None
        self.places: Ptr[u64] = null()
        """Where it passed, from where it was raised outwards; two words each, see add_traceback."""
        self.place_count = i64(0)
        self.place_capacity = i64(0)

    def __drop__(self) -> None:
        if self.place_capacity > 0:
            free_places(self.places, self.place_capacity)

    def __str__(self) -> str:
        count = tuple_length(self.args)
        if count == 0:
            return ""
        if count == 1:
            return objects.str(tuple_item(self.args, ZERO))
        return tuples.__repr__(self.args)

    def __repr__(self) -> str:
        if tuple_length(self.args) == 1:
            argument = objects.repr(tuple_item(self.args, ZERO))
            return f"{type_name(self)}({argument})"
        return f"{type_name(self)}{tuples.__repr__(self.args)}"

    def add_note(self, note: str) -> None:
        if self.notes is None:
            self.notes = []
        self.notes.append(note)

    @property
    def __notes__(self) -> list[str]:
        """What was added; AttributeError before."""
        if self.notes is None:
            shown = type_name(self)
            raise builtins.AttributeError(f"'{shown}' object has no attribute '__notes__'")
        return self.notes


class Exception(BaseException):
    pass


class BaseExceptionGroup(BaseException):
    """Several exceptions as one. `BaseExceptionGroup` of nothing but Exceptions stays what it is
    here; CPython makes it an ExceptionGroup."""

    def __init__(self, args: tuple[object, ...]) -> None:
        super().__init__(args)
        if tuple_length(args) != _TWO:
            raise builtins.TypeError(
                "BaseExceptionGroup.__new__() takes exactly 2 arguments "
                f"({int(tuple_length(args))} given)"
            )
        message = tuple_item(args, ZERO)
        if not isinstance(message, str):
            raise builtins.TypeError(f"argument 1 must be str, not {type_name(message)}")
        self.message = message
        self.exceptions = _grouped(self, tuple_item(args, ONE))

    def __str__(self) -> str:
        count = int(tuple_length(self.exceptions))
        ending = "" if count == 1 else "s"
        return f"{self.message} ({count} sub-exception{ending})"


class ExceptionGroup(BaseExceptionGroup):
    """It is an Exception too: see `expand_families` of the compiler."""


def _grouped(group: BaseExceptionGroup, items: object) -> tuple[object, ...]:
    """The exceptions of a new group, given its second argument."""
    if not isinstance(items, (AnyList, tuple)):
        raise builtins.TypeError("second argument (exceptions) must be a sequence")
    found = to_tuple(items)
    count = tuple_length(found)
    if count == 0:
        raise builtins.ValueError("second argument (exceptions) must be a non-empty sequence")
    at = ZERO
    while at < count:
        item = tuple_item(found, at)
        if not isinstance(item, BaseException):
            raise builtins.ValueError(
                f"Item {int(at)} of second argument (exceptions) is not an exception"
            )
        is_narrow = isinstance(group, ExceptionGroup)
        if is_narrow and not isinstance(item, (Exception, ExceptionGroup)):
            raise builtins.TypeError(f"Cannot nest BaseExceptions in an {type_name(group)}")
        at += 1
    return found


def copy_story(source: BaseException, target: BaseException) -> None:
    """Give an exception the cause, context, notes and traceback of another one."""
    target.__cause__ = source.__cause__
    target.__context__ = source.__context__
    target.__suppress_context__ = source.__suppress_context__
    target.notes = source.notes
    target.place_count = i64(0)
    if source.place_count > 0 and reserve_places(target, source.place_count):
        copy_memory(target.places, source.places, source.place_count * 2)
        target.place_count = source.place_count


class GeneratorExit(BaseException):
    pass


class KeyboardInterrupt(BaseException):
    pass


class SystemExit(BaseException):
    def __init__(self, args: tuple[object, ...]) -> None:
        super().__init__(args)
        self.code = _only_argument(args)


def _only_argument(args: tuple[object, ...]) -> object:
    """None for no argument, the argument if there is one, otherwise the tuple."""
    if tuple_length(args) == 0:
        return None
    if tuple_length(args) == 1:
        return tuple_item(args, ZERO)
    return args


class StopIteration(Exception):
    def __init__(self, args: tuple[object, ...]) -> None:
        super().__init__(args)
        self.value: object = None
        if tuple_length(args) > 0:
            self.value = tuple_item(args, ZERO)


class StopAsyncIteration(Exception):
    pass


class ArithmeticError(Exception):
    pass


class FloatingPointError(ArithmeticError):
    pass


class OverflowError(ArithmeticError):
    pass


class ZeroDivisionError(ArithmeticError):
    pass


class AssertionError(Exception):
    pass


class AttributeError(Exception):
    pass


class BufferError(Exception):
    pass


class EOFError(Exception):
    pass


class ImportError(Exception):
    pass


class ModuleNotFoundError(ImportError):
    pass


class LookupError(Exception):
    pass


class IndexError(LookupError):
    pass


class KeyError(LookupError):
    def __str__(self) -> str:
        # The repr, because a missing key "" would otherwise print as nothing.
        if tuple_length(self.args) == 1:
            return objects.repr(tuple_item(self.args, ZERO))
        return super().__str__()


class MemoryError(Exception):
    pass


class NameError(Exception):
    pass


class UnboundLocalError(NameError):
    pass


class ReferenceError(Exception):
    pass


class RuntimeError(Exception):
    pass


class NotImplementedError(RuntimeError):
    pass


class RecursionError(RuntimeError):
    pass


class SyntaxError(Exception):
    """SyntaxError(message[, (filename, line, offset, text[, end line, end offset])])."""

    def __init__(self, args: tuple[object, ...]) -> None:
        super().__init__(args)
        self.msg: object = None
        self.filename: object = None
        self.lineno: int | None = None
        self.offset: int | None = None
        self.text: object = None
        self.end_lineno: int | None = None
        self.end_offset: int | None = None
        count = tuple_length(args)
        if count > 0:
            self.msg = tuple_item(args, ZERO)
        if count != 2:
            return
        place = tuple_item(args, ONE)
        if not isinstance(place, tuple):
            raise builtins.TypeError("'" + type_name(place) + "' object is not iterable")
        size = tuple_length(place)
        if size != 4 and size != 6:  # noqa: PLR1714  # compiled: two comparisons
            raise builtins.IndexError("tuple index out of range")
        self.filename = tuple_item(place, ZERO)
        self.lineno = _number_or_none(tuple_item(place, ONE))
        self.offset = _number_or_none(tuple_item(place, _TWO))
        self.text = tuple_item(place, _THREE)
        if size == 6:
            self.end_lineno = _number_or_none(tuple_item(place, _FOUR))
            self.end_offset = _number_or_none(tuple_item(place, _FIVE))

    def __str__(self) -> str:
        text = objects.str(self.msg)
        filename = self.filename
        if isinstance(filename, str):
            name = filename.rpartition("/")[2]
            if self.lineno is None:
                return f"{text} ({name})"
            return f"{text} ({name}, line {self.lineno})"
        if self.lineno is None:
            return text
        return f"{text} (line {self.lineno})"


def _number_or_none(value: object) -> int | None:
    if isinstance(value, int):
        return value
    return None


class IndentationError(SyntaxError):
    pass


class TabError(IndentationError):
    pass


class SystemError(Exception):
    pass


class TypeError(Exception):
    pass


class ValueError(Exception):
    pass


class Warning(Exception):
    pass


class UserWarning(Warning):
    pass


class DeprecationWarning(Warning):
    pass


class PendingDeprecationWarning(Warning):
    pass


class SyntaxWarning(Warning):
    pass


class RuntimeWarning(Warning):
    pass


class FutureWarning(Warning):
    pass


class ImportWarning(Warning):
    pass


class UnicodeWarning(Warning):
    pass


class BytesWarning(Warning):
    pass


class ResourceWarning(Warning):
    pass


class EncodingWarning(Warning):
    pass


class UnicodeError(ValueError):
    pass


class UnicodeDecodeError(UnicodeError):
    def __init__(self, encoding: str, object: bytes, start: int, end: int, reason: str) -> None:
        super().__init__((encoding, object, start, end, reason))
        self.encoding = encoding
        self.object = object
        self.start = start
        self.end = end
        self.reason = reason

    def __str__(self) -> str:
        where = _unicode_error_place(self.encoding, "decode", self.start, self.end)
        if self.end == self.start + 1:
            digits = CodePointBuffer()  # a format spec would bring all of formatting into images
            text_methods.append_hex(digits, i64(self.object[self.start]), i64(2))
            where = (
                f"'{self.encoding}' codec can't decode byte 0x{digits.finish()} "
                f"in position {self.start}"
            )
        return f"{where}: {self.reason}"


class UnicodeEncodeError(UnicodeError):
    def __init__(self, encoding: str, object: str, start: int, end: int, reason: str) -> None:
        super().__init__((encoding, object, start, end, reason))
        self.encoding = encoding
        self.object = object
        self.start = start
        self.end = end
        self.reason = reason

    def __str__(self) -> str:
        where = _unicode_error_place(self.encoding, "encode", self.start, self.end)
        if self.end == self.start + 1:
            buffer = CodePointBuffer()
            text_methods.append_hex_escape(buffer, i64(ord(self.object[self.start])))
            where = (
                f"'{self.encoding}' codec can't encode character '{buffer.finish()}' "
                f"in position {self.start}"
            )
        return f"{where}: {self.reason}"


def _unicode_error_place(encoding: str, action: str, start: int, end: int) -> str:
    things = "bytes" if action == "decode" else "characters"
    return f"'{encoding}' codec can't {action} {things} in position {start}-{end - 1}"


# Errors of the world.


class OSError(Exception):
    """OSError(errno, strerror[, filename]) sets attributes; with other arguments they are None."""

    def __init__(self, args: tuple[object, ...]) -> None:
        super().__init__(args)
        self.errno: int | None = None
        self.strerror: str | None = None
        self.filename: object = None
        self.filename2: object = None
        count = tuple_length(args)
        if count < 2 or count > 5:
            return
        number = tuple_item(args, ZERO)
        message = tuple_item(args, ONE)
        if isinstance(number, int):
            self.errno = number
        if isinstance(message, str):
            self.strerror = message
        if count > 2:
            self.filename = tuple_item(args, _TWO)
            self.args = tuples.get_slice(args, ZERO, _TWO)
        if count > 4:
            self.filename2 = tuple_item(args, _FOUR)

    def __str__(self) -> str:
        if self.errno is None or self.strerror is None:
            return super().__str__()
        text = f"[Errno {self.errno}] {self.strerror}"
        if self.filename is None:
            return text
        text = f"{text}: {objects.repr(self.filename)}"
        if self.filename2 is None:
            return text
        return f"{text} -> {objects.repr(self.filename2)}"


class BlockingIOError(OSError):
    pass


class ChildProcessError(OSError):
    pass


class ConnectionError(OSError):
    pass


class BrokenPipeError(ConnectionError):
    pass


class ConnectionAbortedError(ConnectionError):
    pass


class ConnectionRefusedError(ConnectionError):
    pass


class ConnectionResetError(ConnectionError):
    pass


class FileExistsError(OSError):
    pass


class FileNotFoundError(OSError):
    pass


class InterruptedError(OSError):
    pass


class IsADirectoryError(OSError):
    pass


class NotADirectoryError(OSError):
    pass


class PermissionError(OSError):
    pass


class ProcessLookupError(OSError):
    pass


class TimeoutError(OSError):
    pass


def make_os_error(args: tuple[object, ...]) -> OSError:
    """What `OSError(...)` constructs: the subclass for the errno (Linux numbers), as in CPython."""
    if tuple_length(args) < 2 or tuple_length(args) > 5:
        return OSError(args)
    number = tuple_item(args, ZERO)
    if not isinstance(number, int):
        return OSError(args)
    if number == 2:
        return FileNotFoundError(args)
    if number == 1 or number == 13:
        return PermissionError(args)
    if number == 11 or number == 114 or number == 115:
        return BlockingIOError(args)
    if number == 32 or number == 108:
        return BrokenPipeError(args)
    if number == 103:
        return ConnectionAbortedError(args)
    if number == 104:
        return ConnectionResetError(args)
    if number == 111:
        return ConnectionRefusedError(args)
    if number == 110:
        return TimeoutError(args)
    return _make_file_error(number, args)


def _make_file_error(number: int, args: tuple[object, ...]) -> OSError:
    if number == 3:
        return ProcessLookupError(args)
    if number == 4:
        return InterruptedError(args)
    if number == 10:
        return ChildProcessError(args)
    if number == 17:
        return FileExistsError(args)
    if number == 20:
        return NotADirectoryError(args)
    if number == 21:
        return IsADirectoryError(args)
    return OSError(args)


# Tracebacks.


def add_traceback(exc: BaseException, file: u64, line: i64, function: u64) -> None:
    """Note that `exc` passes this place, on its way outwards. Without memory the place is lost.

    `file` and `function` are addresses of packed texts, below 2**32. They are the halves of the
    first word; those of the second are the line, and how often the place was passed in a row:
    recursion that ran out of stack takes one entry, not memory too.
    """
    place = file | wrapping_shl(function, _HALF)
    count = exc.place_count
    if count > 0:
        last = exc.places + (count - 1) * 2
        if last[ZERO] == place and last[ONE] & _LOW_HALF == u64(line):
            last[ONE] = wrapping_add(last[ONE], _ONE_MORE)
            return
    if count == exc.place_capacity and not reserve_places(exc, count + 1):
        return
    fresh = exc.places + count * 2
    fresh[ZERO] = place
    fresh[ONE] = u64(line) | _ONE_MORE
    exc.place_count = count + 1


def reserve_places(exc: BaseException, needed: i64) -> bool:
    """Make room for so many places; False without memory."""
    capacity = exc.place_capacity
    if needed <= capacity:
        return True
    grown = _PLACES_MIN
    while grown < needed:
        grown += grown
    fresh: Ptr[u64] = reinterpret(heap.allocate(grown * _PLACE_BYTES))
    if fresh.is_null():
        return False
    if capacity > 0:
        copy_memory(fresh, exc.places, exc.place_count * 2)
        free_places(exc.places, capacity)
    exc.places = fresh
    exc.place_capacity = grown
    return True


def free_places(places: Ptr[u64], capacity: i64) -> None:
    block: Ptr[u8] = reinterpret(places)
    heap.free(block, capacity * _PLACE_BYTES)


def format_exception(exc: BaseException) -> str:
    """What CPython prints for an uncaught exception, the chain of causes included."""
    lines: list[str] = []
    _format_chain(exc, lines)
    return text_methods.join_list("", lines)


def format_alone(exc: BaseException) -> str:
    """As `format_exception`, without what led to it."""
    lines: list[str] = []
    _format_one(exc, lines)
    return text_methods.join_list("", lines)


def format_only(exc: BaseException) -> str:
    """The last lines of it: class, message and notes."""
    lines: list[str] = []
    _format_end(exc, lines)
    return text_methods.join_list("", lines)


def _format_chain(exc: BaseException, lines: list[str]) -> None:
    chain: list[BaseException] = []
    link: BaseException | None = exc
    while link is not None and not _is_in(chain, link):
        chain.append(link)
        link = _earlier(link)
    index = len(chain) - 1
    while index >= 0:
        link = chain[index]
        _format_one(link, lines)
        if index > 0:
            if chain[index - 1].__cause__ is not None:
                lines.append(
                    "\nThe above exception was the direct cause of the following exception:\n\n"
                )
            else:
                lines.append(
                    "\nDuring handling of the above exception, another exception occurred:\n\n"
                )
        index -= 1


def _earlier(exc: BaseException) -> BaseException | None:
    if exc.__cause__ is not None:
        return exc.__cause__
    if exc.__suppress_context__:
        return None
    return exc.__context__


def _is_in(chain: list[BaseException], exc: BaseException) -> bool:
    index = 0
    while index < len(chain):
        if same_object(chain[index], exc):
            return True
        index += 1
    return False


def _format_one(exc: BaseException, lines: list[str]) -> None:
    at = exc.place_count
    if at > 0:
        lines.append("Traceback (most recent call last):\n")
    while at > 0:
        at -= 1
        texts = exc.places[at * 2]
        line_times = exc.places[at * 2 + 1]
        file, function = text_at(texts & _LOW_HALF), text_at(texts >> _HALF)
        place = f'  File "{file}", line {int(line_times & _LOW_HALF)}, in {function}\n'
        times = i64(line_times >> _HALF)
        shown = i64(0)
        while shown < times and shown < _REPEATED_LINES_SHOWN:
            lines.append(place)
            shown += 1
        _note_repeated(times - shown, lines)
    _format_end(exc, lines)


def _format_end(exc: BaseException, lines: list[str]) -> None:
    lines.append(_summary(exc) + "\n")
    notes = exc.notes
    if notes is not None:
        index = 0
        while index < len(notes):
            lines.append(notes[index] + "\n")
            index += 1


def _note_repeated(hidden: i64, lines: list[str]) -> None:
    if hidden > 0:
        times = "times" if hidden > 1 else "time"
        lines.append(f"  [Previous line repeated {int(hidden)} more {times}]\n")


def _summary(exc: BaseException) -> str:
    name = type_qualified_name(exc)
    module = type_module(exc)
    if module != "builtins" and module != "__main__":
        name = module + "." + name
    text = objects.str_or_failure(exc)
    if text == "":
        return name
    return f"{name}: {text}"


def uncaught(exc: BaseException) -> i64:
    """Report what ended the program on its error output; the exit status. Raises MemoryError."""
    if isinstance(exc, SystemExit):
        return _exit_status(exc.code)
    console.write_error(format_exception(exc))
    if isinstance(exc, KeyboardInterrupt):
        return i64(130)
    return i64(1)


def ignored(where: str, exc: object) -> None:
    """Report an exception that nobody can catch, from code that runs when an object dies."""
    text = format_exception(cast(BaseException, exc))  # cast: compiled, this is the builtin class
    console.write_error(f"Exception ignored in: <{where}>\n{text}")


def _exit_status(code: object) -> i64:
    """A status that does not fit a word becomes -1; a message is printed, and means 1."""
    if code is None:
        return i64(0)
    if isinstance(code, int):
        if is_word(code):
            return word_of(code)
        return i64(-1)
    console.write_error(objects.str(code) + "\n")
    return i64(1)
