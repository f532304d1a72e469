"""str to bytes and back: UTF-8, ASCII and Latin-1, with CPython's names, errors and handlers.

Handlers are "strict", "ignore" and "replace", and for encoding "backslashreplace"; another one is a
LookupError when it is first needed. A surrogate cannot be encoded in any of them.
"""
# ruff: noqa: PLR1714  (images have no set displays yet)

from typing import Final

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_finish,
    bytes_length,
    bytes_new,
    copy_memory,
    i64,
    reinterpret,
    str_data,
    str_finish,
    str_kind,
    str_length,
    str_new,
    truncate_u8,
    u8,
    u64,
)
from gloam.runtime import code_point
from gloam.runtime import str as text_methods
from gloam.runtime.code_point import CodePointBuffer

_UTF_8: Final = i64(1)
_ASCII: Final = i64(2)
_LATIN_1: Final = i64(3)

_HIGH_BITS: Final = u64(0x8080_8080_8080_8080)

_REPLACEMENT: Final = i64(0xFFFD)
_SURROGATE_FIRST: Final = i64(0xD800)
_SURROGATE_LAST: Final = i64(0xDFFF)


def _codec_of(encoding: str) -> i64:
    if encoding == "utf-8":
        return _UTF_8
    if encoding == "ascii":
        return _ASCII
    if encoding == "latin-1":
        return _LATIN_1
    name = text_methods.replace(text_methods.lower(encoding), "_", "-")
    if name == "utf-8" or name == "utf8" or name == "utf" or name == "u8":
        return _UTF_8
    if name == "ascii" or name == "us-ascii" or name == "646":
        return _ASCII
    if name == "latin-1" or name == "latin1" or name == "l1":
        return _LATIN_1
    if name == "iso-8859-1" or name == "iso8859-1" or name == "8859":
        return _LATIN_1
    raise LookupError("unknown encoding: " + encoding)


def _name_of(codec: i64) -> str:
    if codec == _UTF_8:
        return "utf-8"
    if codec == _ASCII:
        return "ascii"
    return "latin-1"


# Encoding.


def encode(text: str, encoding: str, errors: str) -> bytes:
    return _encode(text, _codec_of(encoding), errors)


def encode_utf8(text: str) -> bytes:
    return _encode(text, _UTF_8, "strict")


def encode_escaped(text: str) -> bytes:
    """UTF-8 that cannot fail: a surrogate becomes its escape (`backslashreplace`)."""
    return _encode(text, _UTF_8, "backslashreplace")


def _encode(text: str, codec: i64, errors: str) -> bytes:
    if str_kind(text) == 1 and (codec == _LATIN_1 or _are_ascii(str_data(text), str_length(text))):
        plain = bytes_new(str_length(text))
        copy_memory(bytes_data(plain), str_data(text), str_length(text))
        return bytes_finish(plain)
    size = _encoded_size(text, codec, errors)
    result = bytes_new(size)
    data = bytes_data(result)
    written = i64(0)
    at = i64(0)
    while at < str_length(text):
        point = text_methods.point_at(text, at)
        if _can_encode(point, codec):
            written += _put(data, written, point, codec)
        elif errors == "replace":
            data[written] = u8(0x3F)
            written += 1
        elif errors == "backslashreplace":
            written += _put_text(data, written, _escape(point))
        at += 1
    return bytes_finish(result)


def _escape(point: i64) -> str:
    buffer = CodePointBuffer()
    text_methods.append_hex_escape(buffer, point)
    return buffer.finish()


def _put_text(data: Ptr[u8], at: i64, text: str) -> i64:
    """Write an ASCII str; the number of bytes."""
    code_point.copy_str(data, i64(1), at, text)
    return str_length(text)


def _can_encode(point: i64, codec: i64) -> bool:
    if codec == _UTF_8:
        return point < _SURROGATE_FIRST or point > _SURROGATE_LAST
    if codec == _ASCII:
        return point < 0x80
    return point < 0x100


def _encoded_size(text: str, codec: i64, errors: str) -> i64:
    """The size of the result; raises what the error handler raises."""
    size = i64(0)
    at = i64(0)
    while at < str_length(text):
        point = text_methods.point_at(text, at)
        if not _can_encode(point, codec):
            _handle_encode_error(text, at, codec, errors)
            if errors == "replace":
                size += 1
            elif errors == "backslashreplace":
                size += str_length(_escape(point))
        elif codec != _UTF_8 or point < 0x80:
            size += 1
        elif point < 0x800:
            size += 2
        elif point < 0x10000:
            size += 3
        else:
            size += 4
        at += 1
    return size


def _put(data: Ptr[u8], at: i64, point: i64, codec: i64) -> i64:
    """Write one code point that can be encoded; the number of bytes."""
    if codec != _UTF_8 or point < 0x80:
        data[at] = truncate_u8(point)
        return i64(1)
    if point < 0x800:
        data[at] = truncate_u8(0xC0 | (point >> 6))
        data[at + 1] = truncate_u8(0x80 | (point & 0x3F))
        return i64(2)
    if point < 0x10000:
        data[at] = truncate_u8(0xE0 | (point >> 12))
        data[at + 1] = truncate_u8(0x80 | ((point >> 6) & 0x3F))
        data[at + 2] = truncate_u8(0x80 | (point & 0x3F))
        return i64(3)
    data[at] = truncate_u8(0xF0 | (point >> 18))
    data[at + 1] = truncate_u8(0x80 | ((point >> 12) & 0x3F))
    data[at + 2] = truncate_u8(0x80 | ((point >> 6) & 0x3F))
    data[at + 3] = truncate_u8(0x80 | (point & 0x3F))
    return i64(4)


def _handle_encode_error(text: str, at: i64, codec: i64, errors: str) -> None:
    """Return if the code point at `at` is to be ignored or replaced."""
    if errors == "ignore" or errors == "replace" or errors == "backslashreplace":
        return
    if errors != "strict":
        raise LookupError("unknown error handler name '" + errors + "'")
    stop = at + 1
    while stop < str_length(text) and not _can_encode(text_methods.point_at(text, stop), codec):
        stop += 1
    reason = "surrogates not allowed"
    if codec == _ASCII:
        reason = "ordinal not in range(128)"
    elif codec == _LATIN_1:
        reason = "ordinal not in range(256)"
    raise UnicodeEncodeError(_name_of(codec), text, int(at), int(stop), reason)


# Decoding.


def decode(data: bytes, encoding: str, errors: str) -> str:
    return _decode(data, _codec_of(encoding), errors)


def decode_utf8(data: bytes) -> str:
    return _decode(data, _UTF_8, "strict")


def decode_replacing(data: bytes) -> str:
    """UTF-8; what is none becomes U+FFFD."""
    return _decode(data, _UTF_8, "replace")


def _decode(data: bytes, codec: i64, errors: str) -> str:
    size = bytes_length(data)
    if size == 0:
        return ""
    if codec == _LATIN_1 or _is_ascii(data):
        result = str_new(size, i64(1))
        copy_memory(str_data(result), bytes_data(data), size)
        return str_finish(result)
    if codec == _ASCII:
        return _decode_ascii(data, errors)
    return _decode_utf8(data, errors)


def _is_ascii(data: bytes) -> bool:
    return _are_ascii(bytes_data(data), bytes_length(data))


def _are_ascii(at: Ptr[u8], size: i64) -> bool:
    """Whether the `size` bytes at `at` are all below 128."""
    # SAFETY: only whole words inside of the bytes are read; x86 and wasm load unaligned ones.
    words: Ptr[u64] = reinterpret(at)
    count = size >> 3
    index = i64(0)
    while index < count:
        if words[index] & _HIGH_BITS != 0:
            return False
        index += 1
    index <<= 3
    while index < size:
        if at[index] >= 0x80:
            return False
        index += 1
    return True


def _decode_ascii(data: bytes, errors: str) -> str:
    buffer = CodePointBuffer()
    at = i64(0)
    while at < bytes_length(data):
        point = i64(bytes_data(data)[at])
        if point < 0x80:
            buffer.append(point)
        else:
            _handle_decode_error(
                buffer, data, at, at + 1, "ascii", "ordinal not in range(128)", errors
            )
        at += 1
    return buffer.finish()


def _decode_utf8(data: bytes, errors: str) -> str:
    buffer = CodePointBuffer()
    size = bytes_length(data)
    at = i64(0)
    while at < size:
        first = i64(bytes_data(data)[at])
        if first < 0x80:
            buffer.append(first)
            at += 1
            continue
        length = _sequence_length(first)
        valid = _valid_prefix(data, at, length)
        if length > 0 and valid == length:
            buffer.append(_decode_sequence(data, at, length))
            at += length
            continue
        reason = "invalid continuation byte"
        if length == 0:
            reason = "invalid start byte"
        elif at + valid == size:
            reason = "unexpected end of data"
        _handle_decode_error(buffer, data, at, at + valid, "utf-8", reason, errors)
        at += valid
    return buffer.finish()


def _sequence_length(first: i64) -> i64:
    """How many bytes a sequence that starts with this byte has; 0 if none can."""
    if first < 0xC2:
        return i64(0)
    if first < 0xE0:
        return i64(2)
    if first < 0xF0:
        return i64(3)
    if first < 0xF5:
        return i64(4)
    return i64(0)


def _valid_prefix(data: bytes, at: i64, length: i64) -> i64:
    """How many bytes at `at`, one at least, begin a valid sequence of `length` bytes.

    The second byte has a narrower range after some first bytes (Unicode, table 3-7): no overlong
    forms, no surrogates, nothing above U+10FFFF.
    """
    first = i64(bytes_data(data)[at])
    valid = i64(1)
    while valid < length and at + valid < bytes_length(data):
        low = i64(0x80)
        high = i64(0xBF)
        if valid == 1:
            if first == 0xE0:
                low = i64(0xA0)
            elif first == 0xED:
                high = i64(0x9F)
            elif first == 0xF0:
                low = i64(0x90)
            elif first == 0xF4:
                high = i64(0x8F)
        byte = i64(bytes_data(data)[at + valid])
        if byte < low or byte > high:
            return valid
        valid += 1
    return valid


def _decode_sequence(data: bytes, at: i64, length: i64) -> i64:
    """The code point of a valid sequence of 2 to 4 bytes."""
    point = i64(bytes_data(data)[at]) & ((i64(0x80) >> length) - 1)
    index = i64(1)
    while index < length:
        point = (point << 6) | (i64(bytes_data(data)[at + index]) & 0x3F)
        index += 1
    return point


def _handle_decode_error(  # noqa: PLR0917  # what CPython's error objects say
    buffer: CodePointBuffer,
    data: bytes,
    start: i64,
    stop: i64,
    encoding: str,
    reason: str,
    errors: str,
) -> None:
    if errors == "ignore":
        return
    if errors == "replace":
        buffer.append(_REPLACEMENT)
        return
    if errors != "strict":
        raise LookupError("unknown error handler name '" + errors + "'")
    raise UnicodeDecodeError(encoding, data, int(start), int(stop), reason)
