"""re: CPython's syntax and meaning of regular expressions, on str and bytes.

Patterns are compiled once and kept. Not here: names of characters, the DEBUG and LOCALE flags'
effects. Flags are plain ints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, TypeVar, cast, overload

from gloam.kernel.regex import Matcher, Program

from .compiler import compile_program as _compile_program
from .parser import parse as _parse
from .pattern_error import error as error
from .template import Template as _Template

T = TypeVar("T", bound=str | bytes)

RegexFlag = int
NOFLAG: Final = 0
A: Final = 256
ASCII: Final = 256
I: Final = 2  # noqa: E741  # CPython's name
IGNORECASE: Final = 2
L: Final = 4
LOCALE: Final = 4
M: Final = 8
MULTILINE: Final = 8
S: Final = 16
DOTALL: Final = 16
U: Final = 32
UNICODE: Final = 32
X: Final = 64
VERBOSE: Final = 64

_CACHE_SIZE_MAX: Final = 512
_END: Final = (1 << 63) - 1
_SPECIAL: Final = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"


class _Subject:
    """What is searched: a str, or bytes."""

    def __init__(self, value: object) -> None:
        self.text = ""
        self.data = b""
        self.is_text = isinstance(value, str)
        if isinstance(value, str):
            self.text = value
            self.size = len(value)
        elif isinstance(value, (bytes, bytearray)):
            self.data = value if isinstance(value, bytes) else bytes(value)
            self.size = len(value)
        else:
            raise TypeError(f"expected string or bytes-like object, got '{type(value).__name__}'")

    def part(self, start: int, end: int) -> object:
        return self.text[start:end] if self.is_text else self.data[start:end]


class Match(Generic[T]):
    """The place of each group in `string`."""

    def __init__(
        self, pattern: Pattern[T], subject: _Subject, matcher: Matcher, pos: int, endpos: int
    ) -> None:
        self.re = pattern
        self.pos = pos
        self.endpos = endpos
        self._subject = subject
        self._spans: list[int] = []
        for index in range(2 * pattern.groups + 2):
            self._spans.append(matcher.register(index))
        last = matcher.register(2 * pattern.groups + 2)
        self.lastindex: int | None = None if last < 0 else last

    @property
    def string(self) -> T:
        return cast(T, self._subject.part(0, self._subject.size))

    @property
    def lastgroup(self) -> str | None:
        for name, index in self.re.groupindex.items():
            if index == self.lastindex:
                return name
        return None

    def _index(self, group: str | int) -> int:
        if isinstance(group, str):
            found = self.re.groupindex.get(group)
            if found is None:
                raise IndexError("no such group")
            return found
        if group < 0 or group > self.re.groups:
            raise IndexError("no such group")
        return group

    def _part(self, index: int, default: object) -> object:
        start = self._spans[2 * index]
        end = self._spans[2 * index + 1]
        if start < 0 or end < 0:
            return default
        return self._subject.part(start, end)

    @overload
    def group(self, group: int | str = 0, /) -> T | Any: ...
    @overload
    def group(
        self, group: int | str, other: int | str, /, *more: int | str
    ) -> tuple[T | Any, ...]: ...
    def group(self, *groups: int | str) -> object:
        if len(groups) == 0:
            return self._part(0, None)
        if len(groups) == 1:
            return self._part(self._index(groups[0]), None)
        return tuple([self._part(self._index(group), None) for group in groups])

    def __getitem__(self, key: int | str, /) -> T | Any:
        return self._part(self._index(key), None)

    def groups(self, default: Any = None) -> tuple[T | Any, ...]:
        return tuple([self._part(index, default) for index in range(1, self.re.groups + 1)])

    def groupdict(self, default: Any = None) -> dict[str, T | Any]:
        result: dict[str, T | Any] = {}
        for name, index in self.re.groupindex.items():
            result[name] = self._part(index, default)
        return result

    def start(self, group: int | str = 0, /) -> int:
        return self.span(group)[0]

    def end(self, group: int | str = 0, /) -> int:
        return self.span(group)[1]

    def span(self, group: int | str = 0, /) -> tuple[int, int]:
        index = self._index(group)
        start = self._spans[2 * index]
        end = self._spans[2 * index + 1]
        return (-1, -1) if start < 0 or end < 0 else (start, end)

    @property
    def regs(self) -> tuple[tuple[int, int], ...]:
        return tuple([self.span(index) for index in range(self.re.groups + 1)])

    def expand(self, template: T) -> T:
        return cast(T, self._expanded(self.re._template(template)))

    def _expanded(self, template: _Template) -> object:
        if self._subject.is_text:
            text = ""
            for part in template.parts:
                if isinstance(part, str):
                    text += part
                else:
                    found = self._part(part, "")
                    text += found if isinstance(found, str) else ""
            return text
        data = b""
        for part in template.parts:
            if isinstance(part, str):
                data += part.encode("latin-1")
            else:
                piece = self._part(part, b"")
                data += piece if isinstance(piece, bytes) else b""
        return data

    def __copy__(self) -> Match[T]:
        return self

    def __repr__(self) -> str:
        return f"<re.Match object; span={self.span()}, match={self._part(0, None)!r}>"


class _Compiled:
    """A pattern that was read, which patterns of any type share."""

    def __init__(self, source: object, flags: int) -> None:
        self.source = source
        self.is_text = isinstance(source, str)
        if not isinstance(source, (str, bytes)):
            raise TypeError("first argument must be string or compiled pattern")
        parsed = _parse(source, flags)
        self.flags = parsed.flags
        self.groups = parsed.group_count
        self.groupindex: dict[str, int] = parsed.group_index
        self.program: Program = _compile_program(parsed, self.is_text)


class _Comparable:
    """What patterns of any type are compared by."""

    def __init__(self, compiled: _Compiled) -> None:
        self._compiled = compiled

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Comparable):
            return NotImplemented
        mine = self._compiled
        theirs = other._compiled
        return mine.flags == theirs.flags and mine.source == theirs.source

    def __hash__(self) -> int:
        return hash((self._compiled.flags, self._compiled.source))


class Pattern(_Comparable, Generic[T]):
    def __init__(self, pattern: T, compiled: _Compiled) -> None:
        super().__init__(compiled)
        self.pattern = pattern
        self.flags = compiled.flags
        self.groups = compiled.groups
        self.groupindex = compiled.groupindex
        self._is_text = compiled.is_text

    def _subject(self, string: object) -> _Subject:
        subject = _Subject(string)
        if subject.is_text and not self._is_text:
            raise TypeError("cannot use a bytes pattern on a string-like object")
        if self._is_text and not subject.is_text:
            raise TypeError("cannot use a string pattern on a bytes-like object")
        return subject

    def _matcher(self, subject: _Subject) -> Matcher:
        return Matcher(self._compiled.program, subject.text, subject.data, subject.is_text)

    def _begin(self, string: T, pos: int, endpos: int) -> _Search[T]:
        subject = self._subject(string)
        end = max(0, min(endpos, subject.size))
        start = max(0, min(pos, subject.size))
        return _Search(self, subject, start, end)

    def match(self, string: T, pos: int = 0, endpos: int = _END) -> Match[T] | None:
        return self._begin(string, pos, endpos).match(False)

    def fullmatch(self, string: T, pos: int = 0, endpos: int = _END) -> Match[T] | None:
        return self._begin(string, pos, endpos).match(True)

    def search(self, string: T, pos: int = 0, endpos: int = _END) -> Match[T] | None:
        return self._begin(string, pos, endpos).next()

    def finditer(self, string: T, pos: int = 0, endpos: int = _END) -> Iterator[Match[T]]:
        return _all_matches(self._begin(string, pos, endpos))

    def findall(self, string: T, pos: int = 0, endpos: int = _END) -> list[Any]:
        search = self._begin(string, pos, endpos)
        result: list[Any] = []
        while True:
            found = search.next()
            if found is None:
                return result
            if self.groups == 0:
                result.append(found._part(0, None))
            else:
                empty: object = "" if self._is_text else b""
                parts = [found._part(index, empty) for index in range(1, self.groups + 1)]
                result.append(parts[0] if self.groups == 1 else tuple(parts))

    def split(self, string: T, maxsplit: int = 0) -> list[T | Any]:
        search = self._begin(string, 0, _END)
        subject = search.subject
        result: list[T | Any] = []
        last = 0
        count = 0
        while maxsplit == 0 or count < maxsplit:
            found = search.next()
            if found is None:
                break
            result.append(subject.part(last, found.start()))
            for index in range(1, self.groups + 1):
                result.append(found._part(index, None))
            last = found.end()
            count += 1
        result.append(subject.part(last, subject.size))
        return result

    def sub(self, repl: T | Callable[[Match[T]], T], string: T, count: int = 0) -> T:
        return self.subn(repl, string, count)[0]

    def subn(self, repl: T | Callable[[Match[T]], T], string: T, count: int = 0) -> tuple[T, int]:
        search = self._begin(string, 0, _END)
        subject = search.subject
        replace: object = repl
        template: _Template | None = None
        literal: object = None
        if isinstance(replace, (str, bytes, bytearray)):
            template = self._template(replace)
            literal = template.literal(self._is_text)
        parts: list[object] = []
        last = 0
        done = 0
        while count == 0 or done < count:
            found = search.next()
            if found is None:
                break
            parts.append(subject.part(last, found.start()))
            if literal is not None:
                parts.append(literal)
            elif template is not None:
                parts.append(found._expanded(template))
            else:
                call = cast(Callable[[Match[T]], T], repl)  # it is no str and no bytes
                parts.append(call(found))
            last = found.end()
            done += 1
        if done == 0:
            return string, 0
        parts.append(subject.part(last, subject.size))
        return cast(T, _joined(parts, self._is_text)), done

    def _template(self, template: object) -> _Template:
        if isinstance(template, str):
            return _Template(template, self.groups, self.groupindex)
        if isinstance(template, (bytes, bytearray)):
            return _Template(bytes(template), self.groups, self.groupindex)
        raise TypeError("decoding to str: need a bytes-like object")

    def __copy__(self) -> Pattern[T]:
        return self

    def __repr__(self) -> str:
        shown = self.flags & ~U if self._is_text else self.flags
        names: list[str] = []
        for name, flag in _FLAG_NAMES:
            if shown & flag:
                names.append("re." + name)
                shown &= ~flag
        text = repr(self.pattern)
        if len(text) > 200:
            text = text[:200]
        if not names:
            return f"re.compile({text})"
        return f"re.compile({text}, {'|'.join(names)})"


_FLAG_NAMES: Final = (
    *(("IGNORECASE", I), ("LOCALE", L), ("MULTILINE", M), ("DOTALL", S)),
    *(("UNICODE", U), ("VERBOSE", X), ("ASCII", A)),
)


class _Search(Generic[T]):
    """Matches in a row: each begins where the last one ended."""

    def __init__(self, pattern: Pattern[T], subject: _Subject, start: int, end: int) -> None:
        self._pattern = pattern
        self.subject = subject
        self._matcher = pattern._matcher(subject)
        self._pos = start
        self._start = start
        self._end = end
        self._must_advance = False

    def match(self, is_full: bool) -> Match[T] | None:
        if self._start > self._end:
            return None
        if not self._matcher.match(self._start, self._end, is_full):
            return None
        return Match(self._pattern, self.subject, self._matcher, self._pos, self._end)

    def next(self) -> Match[T] | None:
        if self._start > self._end:
            return None
        if not self._matcher.search(self._start, self._end, self._must_advance):
            self._start = self._end + 1
            return None
        end = self._matcher.register(1)
        self._must_advance = self._matcher.register(0) == end
        self._start = end
        return Match(self._pattern, self.subject, self._matcher, self._pos, self._end)


def _all_matches(search: _Search[T]) -> Iterator[Match[T]]:
    while True:
        found = search.next()
        if found is None:
            return
        yield found


def _joined(parts: list[object], is_text: bool) -> object:
    if is_text:
        texts: list[str] = []
        for part in parts:
            if not isinstance(part, str):
                raise TypeError(f"expected str instance, {type(part).__name__} found")
            texts.append(part)
        return "".join(texts)
    pieces: list[bytes] = []
    for part in parts:
        if not isinstance(part, (bytes, bytearray)):
            raise TypeError(f"expected a bytes-like object, {type(part).__name__} found")
        pieces.append(bytes(part))
    return b"".join(pieces)


_cache: Final[dict[tuple[object, int], _Compiled]] = {}


def compile(pattern: T | Pattern[T], flags: int = 0) -> Pattern[T]:
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    key = (pattern, flags)
    compiled = _cache.get(key)
    if compiled is None:
        compiled = _Compiled(pattern, flags)
        if len(_cache) >= _CACHE_SIZE_MAX:
            _cache.clear()
        _cache[key] = compiled
    return Pattern(pattern, compiled)


def purge() -> None:
    _cache.clear()


def match(pattern: T | Pattern[T], string: T, flags: int = 0) -> Match[T] | None:
    return compile(pattern, flags).match(string)


def fullmatch(pattern: T | Pattern[T], string: T, flags: int = 0) -> Match[T] | None:
    return compile(pattern, flags).fullmatch(string)


def search(pattern: T | Pattern[T], string: T, flags: int = 0) -> Match[T] | None:
    return compile(pattern, flags).search(string)


def finditer(pattern: T | Pattern[T], string: T, flags: int = 0) -> Iterator[Match[T]]:
    return compile(pattern, flags).finditer(string)


def findall(pattern: T | Pattern[T], string: T, flags: int = 0) -> list[Any]:
    return compile(pattern, flags).findall(string)


def split(pattern: T | Pattern[T], string: T, maxsplit: int = 0, flags: int = 0) -> list[T | Any]:
    return compile(pattern, flags).split(string, maxsplit)


def sub(
    pattern: T | Pattern[T],
    repl: T | Callable[[Match[T]], T],
    string: T,
    count: int = 0,
    flags: int = 0,
) -> T:
    return compile(pattern, flags).sub(repl, string, count)


def subn(
    pattern: T | Pattern[T],
    repl: T | Callable[[Match[T]], T],
    string: T,
    count: int = 0,
    flags: int = 0,
) -> tuple[T, int]:
    return compile(pattern, flags).subn(repl, string, count)


def escape(pattern: T) -> T:
    """A pattern that matches this very text."""
    value: object = pattern
    if isinstance(value, str):
        text = ""
        for character in value:
            text += "\\" + character if character in _SPECIAL else character
        return cast(T, text)  # as the argument
    assert isinstance(value, bytes)
    data = bytearray()
    for byte in value:
        if chr(byte) in _SPECIAL:
            data.append(0x5C)
        data.append(byte)
    return cast(T, bytes(data))  # as the argument
