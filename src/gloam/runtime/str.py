"""The methods of str: what compiled code calls for `text.method(...)`.

Positions are code points. Every bound is read as CPython reads it: negative counts from the end,
too large is the end. What a code point means is in `unicode`, encodings are in `codec`, searching
is in `search`.
"""
# ruff: noqa: PLR1714, PLR1730, SIM109  (comparisons of machine integers, written out)

from typing import Final

from gloam.machine import (
    compare_memory,
    i64,
    is_derived,
    same_object,
    str_data,
    str_finish,
    str_hash,
    str_kind,
    str_length,
    str_new,
    str_set_hash,
    truncate_u8,
    tuple_item,
    tuple_length,
)
from gloam.runtime import code_point, codec, number_format, search, siphash, unicode
from gloam.runtime.code_point import CodePointBuffer
from gloam.runtime.limits import I64_MAX, NO_LIMIT, ZERO
from gloam.runtime.stride import Stride

_SPACE: Final = i64(0x20)
_TAB_SIZE: Final = i64(8)
_QUOTE: Final = i64(0x27)
_DOUBLE_QUOTE: Final = i64(0x22)
_LOWER_A: Final = i64(0x61)
_UPPER_A: Final = i64(0x41)
_BACKSLASH: Final = i64(0x5C)


# Length, items, slices.


def __len__(self: str) -> i64:
    return str_length(self)


def point_at(self: str, index: i64) -> i64:
    """The code point at a position that is known to exist."""
    return code_point.read(str_data(self), str_kind(self), index)


def item(self: str, index: i64) -> str:
    length = str_length(self)
    if index < 0:
        index += length
    if index < 0 or index >= length:
        raise IndexError("string index out of range")
    return code_point.item_character(point_at(self, index))


def exact(self: str) -> str:
    """The same text in an object of no class of the program's own."""
    if is_derived(self):
        return code_point.new_str(str_data(self), str_kind(self), ZERO, str_length(self))
    return self


def get_slice(self: str, start: i64, stop: i64) -> str:
    length = str_length(self)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start == 0 and stop == length:
        return exact(self)
    return code_point.new_str(str_data(self), str_kind(self), start, stop)


def get_stepped(self: str, start: object, stop: object, step: object) -> str:
    stride = Stride(start, stop, step, str_length(self))
    if stride.step == 1:
        return get_slice(self, stride.first, stride.stop)
    buffer = CodePointBuffer()
    index = i64(0)
    while index < stride.count:
        buffer.append(point_at(self, stride.at(index)))
        index += 1
    return buffer.finish()


# Comparison and hash.


def __eq__(self: str, other: str) -> bool:
    if same_object(self, other):
        return True
    length = str_length(self)
    kind = str_kind(self)
    if length != str_length(other) or kind != str_kind(other):
        return False
    return compare_memory(str_data(self), str_data(other), length * kind) == 0


def compare(self: str, other: str) -> i64:
    """Negative, zero or positive, by code points."""
    left_length = str_length(self)
    right_length = str_length(other)
    shorter = left_length
    if right_length < shorter:
        shorter = right_length
    left = str_data(self)
    right = str_data(other)
    left_kind = str_kind(self)
    right_kind = str_kind(other)
    if left_kind == 1 and right_kind == 1:
        order = compare_memory(left, right, shorter)
        if order != 0:
            return order
        return left_length - right_length
    index = i64(0)
    while index < shorter:
        order = code_point.read(left, left_kind, index) - code_point.read(right, right_kind, index)
        if order != 0:
            return order
        index += 1
    return left_length - right_length


def __lt__(self: str, other: str) -> bool:
    return compare(self, other) < 0


def __le__(self: str, other: str) -> bool:
    return compare(self, other) <= 0


def __gt__(self: str, other: str) -> bool:
    return compare(self, other) > 0


def __ge__(self: str, other: str) -> bool:
    return compare(self, other) >= 0


def __hash__(self: str) -> i64:
    cached = str_hash(self)
    if cached != 0 and cached != siphash.HASH_UNKEPT:
        return cached
    length = str_length(self)
    if length == 0:
        return i64(0)
    value = siphash.hash_memory(str_data(self), length * str_kind(self))
    if cached == 0:
        str_set_hash(self, value)
    return value


# Concatenation.


def concat2(a: str, b: str) -> str:
    a_length = str_length(a)
    b_length = str_length(b)
    if a_length == 0:
        return exact(b)
    if b_length == 0:
        return exact(a)
    kind = str_kind(a)
    if str_kind(b) > kind:
        kind = str_kind(b)
    result = str_new(a_length + b_length, kind)
    data = str_data(result)
    code_point.copy_str(data, kind, i64(0), a)
    code_point.copy_str(data, kind, a_length, b)
    return str_finish(result)


def __add__(self: str, other: str) -> str:
    return concat2(self, other)


def concat3(a: str, b: str, c: str) -> str:
    if str_length(b) == 0:
        return concat2(a, c)
    kind = str_kind(a)
    if str_kind(b) > kind:
        kind = str_kind(b)
    if str_kind(c) > kind:
        kind = str_kind(c)
    a_length = str_length(a)
    ab_length = a_length + str_length(b)
    result = str_new(ab_length + str_length(c), kind)
    data = str_data(result)
    code_point.copy_str(data, kind, i64(0), a)
    code_point.copy_str(data, kind, a_length, b)
    code_point.copy_str(data, kind, ab_length, c)
    return str_finish(result)


def concat_n(parts: list[str]) -> str:
    """What an f-string of more than three parts becomes."""
    return join_list("", parts)


def join_list(separator: str, items: list[str]) -> str:
    count = i64(len(items))
    if count == 0:
        return ""
    if count == 1:
        return exact(items[0])
    separator_length = str_length(separator)
    length = separator_length * (count - 1)
    kind = str_kind(separator)
    if separator_length == 0:
        kind = i64(1)
    index = i64(0)
    while index < count:
        part = items[int(index)]
        length += str_length(part)
        if str_kind(part) > kind:
            kind = str_kind(part)
        index += 1
    if length == 0:
        return ""
    result = str_new(length, kind)
    data = str_data(result)
    at = i64(0)
    index = i64(0)
    while index < count:
        if index > 0 and separator_length > 0:
            code_point.copy_str(data, kind, at, separator)
            at += separator_length
        part = items[int(index)]
        code_point.copy_str(data, kind, at, part)
        at += str_length(part)
        index += 1
    return str_finish(result)


def join(self: str, items: list[str]) -> str:
    return join_list(self, items)


class StringBuilder:
    """Text put together from many parts, in linear time."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def append(self, part: str) -> None:
        self._parts.append(part)

    def finish(self) -> str:
        """Everything appended so far."""
        return join_list("", self._parts)


def __mul__(self: str, times: i64) -> str:
    length = str_length(self)
    if times <= 0 or length == 0:
        return ""
    if times == 1:
        return exact(self)
    kind = str_kind(self)
    if length > I64_MAX // times:
        raise OverflowError("repeated string is too long")
    if length > I64_MAX // 8 // times:
        raise MemoryError
    result = str_new(length * times, kind)
    data = str_data(result)
    index = i64(0)
    while index < times:
        code_point.copy_str(data, kind, index * length, self)
        index += 1
    return str_finish(result)


# Searching.


def _find_in(self: str, sub: str, start: i64, stop: i64) -> i64:
    """The first match of `sub`, not empty, between clamped bounds."""
    return search.find(
        str_data(self),
        str_kind(self),
        start,
        stop,
        str_data(sub),
        str_kind(sub),
        str_length(sub),
    )


def _find_last_in(self: str, sub: str, start: i64, stop: i64) -> i64:
    """The last match of `sub`, not empty, between clamped bounds."""
    return search.find_last(
        str_data(self),
        str_kind(self),
        start,
        stop,
        str_data(sub),
        str_kind(sub),
        str_length(sub),
    )


def find(self: str, sub: str, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    length = str_length(self)
    if start > length:
        return i64(-1)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return i64(-1)
    if str_length(sub) == 0:
        return start
    return _find_in(self, sub, start, stop)


def rfind(self: str, sub: str, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    length = str_length(self)
    if start > length:
        return i64(-1)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return i64(-1)
    if str_length(sub) == 0:
        return stop
    return _find_last_in(self, sub, start, stop)


def index(self: str, sub: str, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    found = find(self, sub, start, stop)
    if found < 0:
        raise ValueError("substring not found")
    return found


def rindex(self: str, sub: str, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    found = rfind(self, sub, start, stop)
    if found < 0:
        raise ValueError("substring not found")
    return found


def __contains__(self: str, sub: str) -> bool:
    return find(self, sub) >= 0


def count(self: str, sub: str, start: i64 = ZERO, stop: i64 = I64_MAX) -> i64:
    length = str_length(self)
    if start > length:
        return i64(0)
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return i64(0)
    sub_length = str_length(sub)
    if sub_length == 0:
        return stop - start + 1
    found = i64(0)
    while True:
        start = _find_in(self, sub, start, stop)
        if start < 0:
            return found
        found += 1
        start += sub_length


def _matches_at(self: str, sub: str, at: i64) -> bool:
    """Whether `sub`, which fits there, stands at `at`."""
    return search.matches(
        str_data(self), str_kind(self), at, str_data(sub), str_kind(sub), str_length(sub)
    )


def _has_prefix(self: str, prefix: str, start: i64, stop: i64) -> bool:
    return str_length(prefix) <= stop - start and _matches_at(self, prefix, start)


def _has_suffix(self: str, suffix: str, start: i64, stop: i64) -> bool:
    length = str_length(suffix)
    return length <= stop - start and _matches_at(self, suffix, stop - length)


def startswith(
    self: str, prefix: str | tuple[str, ...], start: i64 = ZERO, stop: i64 = I64_MAX
) -> bool:
    length = str_length(self)
    if start > length:
        return False
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return False
    if isinstance(prefix, str):
        return _has_prefix(self, prefix, start, stop)
    at = i64(0)
    while at < tuple_length(prefix):
        candidate = tuple_item(prefix, at)
        assert isinstance(candidate, str)
        if _has_prefix(self, candidate, start, stop):
            return True
        at += 1
    return False


def endswith(
    self: str, suffix: str | tuple[str, ...], start: i64 = ZERO, stop: i64 = I64_MAX
) -> bool:
    length = str_length(self)
    if start > length:
        return False
    start = search.clamp(start, length)
    stop = search.clamp(stop, length)
    if start > stop:
        return False
    if isinstance(suffix, str):
        return _has_suffix(self, suffix, start, stop)
    at = i64(0)
    while at < tuple_length(suffix):
        candidate = tuple_item(suffix, at)
        assert isinstance(candidate, str)
        if _has_suffix(self, candidate, start, stop):
            return True
        at += 1
    return False


def removeprefix(self: str, prefix: str) -> str:
    if startswith(self, prefix):
        return get_slice(self, str_length(prefix), I64_MAX)
    return exact(self)


def removesuffix(self: str, suffix: str) -> str:
    if str_length(suffix) > 0 and endswith(self, suffix):
        return get_slice(self, i64(0), str_length(self) - str_length(suffix))
    return exact(self)


# Splitting.


def split(self: str, sep: str | None = None, maxsplit: i64 = NO_LIMIT) -> list[str]:
    if maxsplit < 0:
        maxsplit = I64_MAX
    if sep is None:
        return _split_space(self, maxsplit)
    sep_length = str_length(sep)
    if sep_length == 0:
        raise ValueError("empty separator")
    parts: list[str] = []
    length = str_length(self)
    start = i64(0)
    while maxsplit > 0:
        found = _find_in(self, sep, start, length)
        if found < 0:
            break
        parts.append(get_slice(self, start, found))
        start = found + sep_length
        maxsplit -= 1
    parts.append(get_slice(self, start, length))
    return parts


def _split_space(self: str, maxsplit: i64) -> list[str]:
    parts: list[str] = []
    length = str_length(self)
    at = _skip_space(self, i64(0), length)
    while at < length:
        if maxsplit == 0:
            parts.append(get_slice(self, at, length))
            return parts
        start = at
        at = _skip_word(self, at, length)
        parts.append(get_slice(self, start, at))
        maxsplit -= 1
        at = _skip_space(self, at, length)
    return parts


def _skip_space(self: str, at: i64, length: i64) -> i64:
    while at < length and unicode.is_space(point_at(self, at)):
        at += 1
    return at


def _skip_word(self: str, at: i64, length: i64) -> i64:
    """Past what surely is no space, which most of ASCII is, and then character by character."""
    if str_kind(self) == 1:
        data = str_data(self)
        while at < length and unicode.SPACE < data[at] < unicode.BEYOND_ASCII:
            at += 1
    while at < length and not unicode.is_space(point_at(self, at)):
        at += 1
    return at


def rsplit(self: str, sep: str | None = None, maxsplit: i64 = NO_LIMIT) -> list[str]:
    if maxsplit < 0:
        maxsplit = I64_MAX
    if sep is None:
        return _rsplit_space(self, maxsplit)
    sep_length = str_length(sep)
    if sep_length == 0:
        raise ValueError("empty separator")
    parts: list[str] = []
    stop = str_length(self)
    while maxsplit > 0:
        found = _find_last_in(self, sep, i64(0), stop)
        if found < 0:
            break
        parts.append(get_slice(self, found + sep_length, stop))
        stop = found
        maxsplit -= 1
    parts.append(get_slice(self, i64(0), stop))
    parts.reverse()
    return parts


def _rsplit_space(self: str, maxsplit: i64) -> list[str]:
    parts: list[str] = []
    at = _skip_space_back(self, str_length(self))
    while at > 0:
        if maxsplit == 0:
            parts.append(get_slice(self, i64(0), at))
            break
        stop = at
        while at > 0 and not unicode.is_space(point_at(self, at - 1)):
            at -= 1
        parts.append(get_slice(self, at, stop))
        maxsplit -= 1
        at = _skip_space_back(self, at)
    parts.reverse()
    return parts


def _skip_space_back(self: str, stop: i64) -> i64:
    while stop > 0 and unicode.is_space(point_at(self, stop - 1)):
        stop -= 1
    return stop


def splitlines(self: str, keepends: bool = False) -> list[str]:
    lines: list[str] = []
    length = str_length(self)
    at = i64(0)
    while at < length:
        start = at
        while at < length and not unicode.is_line_break(point_at(self, at)):
            at += 1
        stop = at
        if at < length:
            at += 1
            if point_at(self, stop) == 0x0D and at < length and point_at(self, at) == 0x0A:
                at += 1
            if keepends:
                stop = at
        lines.append(get_slice(self, start, stop))
    return lines


def partition(self: str, sep: str) -> tuple[str, str, str]:
    if str_length(sep) == 0:
        raise ValueError("empty separator")
    found = find(self, sep)
    if found < 0:
        return self, "", ""
    return get_slice(self, i64(0), found), sep, get_slice(self, found + str_length(sep), I64_MAX)


def rpartition(self: str, sep: str) -> tuple[str, str, str]:
    if str_length(sep) == 0:
        raise ValueError("empty separator")
    found = rfind(self, sep)
    if found < 0:
        return "", "", self
    return get_slice(self, i64(0), found), sep, get_slice(self, found + str_length(sep), I64_MAX)


def replace(self: str, old: str, new: str, count: i64 = NO_LIMIT) -> str:
    if count == 0 or __eq__(old, new):
        return exact(self)
    if str_length(old) > 0:
        if not __contains__(self, old):
            return exact(self)
        return join_list(new, split(self, old, count))
    return _insert_between(self, new, count)


def _insert_between(self: str, new: str, count: i64) -> str:
    """`new` before each code point and at the end, at most `count` times (negative: no limit)."""
    length = str_length(self)
    if count < 0 or count > length + 1:
        count = length + 1
    buffer = CodePointBuffer()
    at = i64(0)
    while at <= length:
        if at < count:
            buffer.append_str(new)
        if at < length:
            buffer.append(point_at(self, at))
        at += 1
    return buffer.finish()


# Stripping and padding.


def _is_stripped(point: i64, chars: str | None) -> bool:
    if chars is None:
        return unicode.is_space(point)
    at = i64(0)
    while at < str_length(chars):
        if point_at(chars, at) == point:
            return True
        at += 1
    return False


def lstrip(self: str, chars: str | None = None) -> str:
    length = str_length(self)
    start = i64(0)
    while start < length and _is_stripped(point_at(self, start), chars):
        start += 1
    return get_slice(self, start, length)


def rstrip(self: str, chars: str | None = None) -> str:
    stop = str_length(self)
    while stop > 0 and _is_stripped(point_at(self, stop - 1), chars):
        stop -= 1
    return get_slice(self, i64(0), stop)


def strip(self: str, chars: str | None = None) -> str:
    stop = str_length(self)
    while stop > 0 and _is_stripped(point_at(self, stop - 1), chars):
        stop -= 1
    start = i64(0)
    while start < stop and _is_stripped(point_at(self, start), chars):
        start += 1
    return get_slice(self, start, stop)


def _pad(self: str, left: i64, right: i64, fill: str) -> str:
    if str_length(fill) != 1:
        raise TypeError("The fill character must be exactly one character long")
    return concat3(
        __mul__(fill, left),
        self,
        __mul__(fill, right),
    )


def _padding(self: str, width: i64) -> i64:
    length = str_length(self)
    if width <= length:
        return i64(0)
    return width - length


def ljust(self: str, width: i64, fillchar: str = " ") -> str:
    return _pad(self, i64(0), _padding(self, width), fillchar)


def rjust(self: str, width: i64, fillchar: str = " ") -> str:
    return _pad(self, _padding(self, width), i64(0), fillchar)


def center(self: str, width: i64, fillchar: str = " ") -> str:
    padding = _padding(self, width)
    # CPython gives the odd one to the left if the width is odd.
    left = padding // 2 + (padding & width & 1)
    return _pad(self, left, padding - left, fillchar)


def zfill(self: str, width: i64) -> str:
    length = str_length(self)
    if length >= width:
        return exact(self)
    zeros = __mul__("0", width - length)
    if length > 0:
        first = point_at(self, i64(0))
        if first == 0x2B or first == 0x2D:
            return concat3(get_slice(self, i64(0), i64(1)), zeros, get_slice(self, i64(1), length))
    return concat2(zeros, self)


def expandtabs(self: str, tabsize: i64 = _TAB_SIZE) -> str:
    buffer = CodePointBuffer()
    column = i64(0)
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if point == 0x09:
            if tabsize > 0:
                spaces = tabsize - column % tabsize
                column += spaces
                while spaces > 0:
                    buffer.append(_SPACE)
                    spaces -= 1
        else:
            buffer.append(point)
            column += 1
            if point == 0x0A or point == 0x0D:
                column = i64(0)
        at += 1
    return buffer.finish()


# Case.


def _shift_ascii_case(self: str, first: i64, delta: i64) -> str:
    """A copy of an ASCII str in which the 26 letters from `first` on move by `delta`."""
    length = str_length(self)
    if length == 0:
        return exact(self)
    source = str_data(self)
    result = str_new(length, i64(1))
    target = str_data(result)
    at = i64(0)
    while at < length:
        point = i64(source[at])
        if point >= first and point < first + 26:
            point += delta
        target[at] = truncate_u8(point)
        at += 1
    return str_finish(result)


def lower(self: str) -> str:
    if isascii(self):
        return _shift_ascii_case(self, _UPPER_A, i64(0x20))
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(self):
        _append_lower(buffer, self, at)
        at += 1
    return buffer.finish()


def upper(self: str) -> str:
    if isascii(self):
        return _shift_ascii_case(self, _LOWER_A, i64(-0x20))
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(self):
        unicode.append_upper(buffer, point_at(self, at))
        at += 1
    return buffer.finish()


def casefold(self: str) -> str:
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(self):
        unicode.append_folded(buffer, point_at(self, at))
        at += 1
    return buffer.finish()


def swapcase(self: str) -> str:
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if unicode.is_upper(point):
            _append_lower(buffer, self, at)
        elif unicode.is_lower(point):
            unicode.append_upper(buffer, point)
        else:
            buffer.append(point)
        at += 1
    return buffer.finish()


def capitalize(self: str) -> str:
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(self):
        if at == 0:
            unicode.append_title(buffer, point_at(self, at))
        else:
            _append_lower(buffer, self, at)
        at += 1
    return buffer.finish()


def title(self: str) -> str:
    buffer = CodePointBuffer()
    at = i64(0)
    inside_word = False
    while at < str_length(self):
        point = point_at(self, at)
        if inside_word:
            _append_lower(buffer, self, at)
        else:
            unicode.append_title(buffer, point)
        inside_word = unicode.is_cased(point)
        at += 1
    return buffer.finish()


def _append_lower(buffer: CodePointBuffer, text: str, at: i64) -> None:
    """Lower-case the code point at `at`; a capital sigma depends on what is around it."""
    point = point_at(text, at)
    if point == unicode.CAPITAL_SIGMA:
        buffer.append(unicode.FINAL_SIGMA if _ends_word(text, at) else unicode.SMALL_SIGMA)
    else:
        unicode.append_lower(buffer, point)


def _ends_word(text: str, at: i64) -> bool:
    """The Final_Sigma condition (Unicode, section 3.13): cased before, none cased after."""
    before = at - 1
    while before >= 0 and unicode.is_case_ignorable(point_at(text, before)):
        before -= 1
    if before < 0 or not unicode.is_cased(point_at(text, before)):
        return False
    after = at + 1
    while after < str_length(text) and unicode.is_case_ignorable(point_at(text, after)):
        after += 1
    return after == str_length(text) or not unicode.is_cased(point_at(text, after))


# Predicates: true if every code point has the property and there is at least one.


def isascii(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if point_at(self, at) >= 0x80:
            return False
        at += 1
    return True


def isalpha(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if not unicode.is_alpha(point_at(self, at)):
            return False
        at += 1
    return at > 0


def isdecimal(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if not unicode.is_decimal(point_at(self, at)):
            return False
        at += 1
    return at > 0


def isdigit(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if not unicode.is_digit(point_at(self, at)):
            return False
        at += 1
    return at > 0


def isnumeric(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if not unicode.is_numeric(point_at(self, at)):
            return False
        at += 1
    return at > 0


def isalnum(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if not (unicode.is_alpha(point) or unicode.is_numeric(point)):
            return False
        at += 1
    return at > 0


def isspace(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if not unicode.is_space(point_at(self, at)):
            return False
        at += 1
    return at > 0


def isprintable(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        if not unicode.is_printable(point_at(self, at)):
            return False
        at += 1
    return True


def isidentifier(self: str) -> bool:
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if not (unicode.is_identifier_start(point) or (at > 0 and unicode.is_identifier(point))):
            return False
        at += 1
    return at > 0


def islower(self: str) -> bool:
    """No cased code point but lower-case ones, and one of them."""
    found = False
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if unicode.is_upper(point) or unicode.is_title(point):
            return False
        if unicode.is_lower(point):
            found = True
        at += 1
    return found


def isupper(self: str) -> bool:
    """No cased code point but upper-case ones, and one of them."""
    found = False
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if unicode.is_lower(point) or unicode.is_title(point):
            return False
        if unicode.is_upper(point):
            found = True
        at += 1
    return found


def istitle(self: str) -> bool:
    found = False
    inside_word = False
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if unicode.is_upper(point) or unicode.is_title(point):
            if inside_word:
                return False
            inside_word = True
            found = True
        elif unicode.is_lower(point):
            if not inside_word:
                return False
        else:
            inside_word = False
        at += 1
    return found


# Text for people and machines.


def __repr__(self: str) -> str:
    quote = _QUOTE
    if __contains__(self, "'") and not __contains__(self, '"'):
        quote = _DOUBLE_QUOTE
    buffer = CodePointBuffer()
    buffer.append(quote)
    at = i64(0)
    while at < str_length(self):
        point = point_at(self, at)
        if point == quote or point == _BACKSLASH:
            buffer.append(_BACKSLASH)
            buffer.append(point)
        elif unicode.is_printable(point):
            buffer.append(point)
        else:
            append_escape(buffer, point)
        at += 1
    buffer.append(quote)
    return buffer.finish()


def ascii_only(text: str) -> str:
    """The second half of ascii(): a repr with everything outside ASCII escaped."""
    if isascii(text):
        return exact(text)
    buffer = CodePointBuffer()
    at = i64(0)
    while at < str_length(text):
        point = point_at(text, at)
        if point < 0x80:
            buffer.append(point)
        else:
            append_hex_escape(buffer, point)
        at += 1
    return buffer.finish()


def append_escape(buffer: CodePointBuffer, point: i64) -> None:
    r"""Append the escape of an unprintable code point as repr writes it: \n or as below."""
    letter = i64(0)
    if point == 0x0A:
        letter = i64(0x6E)
    elif point == 0x0D:
        letter = i64(0x72)
    elif point == 0x09:
        letter = i64(0x74)
    if letter == 0:
        append_hex_escape(buffer, point)
    else:
        buffer.append(_BACKSLASH)
        buffer.append(letter)


def append_hex_escape(buffer: CodePointBuffer, point: i64) -> None:
    r"""Append \xff, \uffff or \U0010ffff, the shortest that holds the code point."""
    buffer.append(_BACKSLASH)
    if point < 0x100:
        buffer.append(i64(0x78))
        append_hex(buffer, point, i64(2))
    elif point < 0x10000:
        buffer.append(i64(0x75))
        append_hex(buffer, point, i64(4))
    else:
        buffer.append(i64(0x55))
        append_hex(buffer, point, i64(8))


def append_hex(buffer: CodePointBuffer, value: i64, digits: i64) -> None:
    """Append the low `digits` hexadecimal digits of a value that is not negative."""
    shift = digits * 4
    while shift > 0:
        shift -= 4
        digit = (value >> shift) & 15
        buffer.append(digit + 0x30 if digit < 10 else digit + 0x57)


def __str__(self: str) -> str:
    return exact(self)


def __format__(self: str, spec: str) -> str:
    return number_format.format_str(self, spec)


def encode(self: str, encoding: str = "utf-8", errors: str = "strict") -> bytes:
    return codec.encode(self, encoding, errors)
