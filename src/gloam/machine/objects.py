"""CPython stand-ins for the layout of runtime objects.

The data of a finished object is a copy in simulated memory, made when it is first asked for and
kept with the object. A raw object is an instance of `_Raw*` that no Python operation understands,
so code that lets one escape before its `*_finish` fails here.
"""

from typing import Generic, TypeVar, cast

from gloam.machine.ints import i64, u8, u64
from gloam.machine.memory import MEMORY, Ptr

O = TypeVar("O")  # noqa: E741  # an object of one kind

SMALL_MIN = -(1 << 62)
SMALL_MAX = (1 << 62) - 1
DIGIT_BITS = 64
CODECS = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}


class _Kept(Generic[O]):
    """Something in simulated memory that belongs to an object, found by the object's identity."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: dict[int, tuple[O, int]] = {}

    def address(self, owner: O, data: bytes) -> int:
        entry = self._entries.get(id(owner))
        if entry is not None:
            return entry[1]
        if len(self._entries) >= self._limit:
            oldest = next(iter(self._entries))
            MEMORY.unmap(self._entries.pop(oldest)[1])
        start = MEMORY.map(len(data))
        MEMORY.store(start, data)
        self._entries[id(owner)] = (owner, start)
        return start


# Old copies go when there are this many: a test that keeps a pointer longer than that is not real.
_data: _Kept[object] = _Kept(4096)
_identities: dict[int, tuple[object, int]] = {}
_hashes: dict[int, tuple[object, i64]] = {}


class _RawData:
    """A raw str, bytes or bignum: its memory and what the header says about it."""

    def __init__(self, size_bytes: int, length: int, kind: int) -> None:
        self.start = MEMORY.map(size_bytes)
        self.size_bytes = size_bytes
        self.length = length
        self.kind = kind

    def take(self) -> bytes:
        return MEMORY.load(self.start, self.size_bytes)

    def __del__(self) -> None:
        MEMORY.unmap(self.start)


class _RawTuple:
    def __init__(self, length: int) -> None:
        self.items: dict[int, object] = {}
        self.length = length


def address_of(o: object) -> u64:
    if id(o) not in _identities:
        _identities[id(o)] = (o, MEMORY.map(16))
    return u64(_identities[id(o)][1])


def same_object(a: object, b: object) -> bool:
    return a is b


def type_name(o: object) -> str:
    return type(o).__name__


def is_of_subclass(a: object, b: object) -> bool:
    """Whether the class of `a` derives from that of `b`, and is not the same."""
    return type(a) is not type(b) and isinstance(a, type(b))


def is_of_same_class(a: object, b: object) -> bool:
    return type(a) is type(b)


def weak_anchor(o: object) -> object:
    raise AssertionError("CPython has weak references of its own")


def class_holds(class_object: object, value: object) -> bool:
    return isinstance(value, cast(type, class_object))


def copy_object(x: object) -> object:
    raise AssertionError("copying is the compiler's")


def deep_copy_object(x: object, memo: object) -> object:
    raise AssertionError("copying is the compiler's")


def ask(a: object, method: str, b: object) -> object:
    """What the class of `a` answers by a binary method; `method` is a literal."""
    return getattr(type(a), method)(a, b)


def is_derived(o: object) -> bool:
    """Whether an object is of a class that continues a builtin class of values, bool excepted."""
    plain = (int, bool, str, tuple)
    return isinstance(o, plain) and type(o) not in plain


def enum_table(o: object) -> object:
    raise NotImplementedError("only the compiler knows the table of an enum class")


def record_items(o: object) -> object:
    names = getattr(type(o), "__dataclass_fields__", None)
    if names is None:
        return None
    return tuple(part for name in names for part in (name, getattr(o, name)))


def enum_new(like: object, name: str | None, value: object) -> object:
    raise NotImplementedError("only the compiler makes members of an enum")


def is_not_implemented(a: object) -> bool:
    return a is NotImplemented


def type_qualified_name(o: object) -> str:
    return type(o).__qualname__


def type_module(o: object) -> str:
    return type(o).__module__


def _raw(o: object) -> "_RawData | None":
    return o if isinstance(o, _RawData) else None


def str_length(s: str) -> i64:
    raw = _raw(s)
    return i64(len(s) if raw is None else raw.length)


def str_kind(s: str) -> i64:
    raw = _raw(s)
    if raw is not None:
        return i64(raw.kind)
    top = max(map(ord, s), default=0)
    return i64(1 if top < 1 << 8 else 2 if top < 1 << 16 else 4)


def str_data(s: str) -> Ptr[u8]:
    raw = _raw(s)
    if raw is not None:
        return Ptr(u64(raw.start), u8)
    data = s.encode(CODECS[int(str_kind(s))], "surrogatepass")
    return Ptr(u64(_data.address(s, data)), u8)


def str_new(length: i64, kind: i64) -> str:
    raw = _RawData(int(i64(length) * i64(kind)), int(length), int(kind))
    return cast(str, raw)  # raw until str_finish


def str_finish(s: str) -> str:
    raw = cast(_RawData, s)
    text = raw.take().decode(CODECS[raw.kind], "surrogatepass")
    if str_kind(text) != raw.kind:
        raise AssertionError(f"{text!r} was made with kind {raw.kind}")
    return text


def str_hash(s: str) -> i64:
    return _hashes[id(s)][1] if id(s) in _hashes else i64(0)


def str_set_hash(s: str, hash_value: i64) -> None:
    _hashes[id(s)] = (s, i64(hash_value))


def bytes_length(b: bytes) -> i64:
    raw = _raw(b)
    return i64(len(b) if raw is None else raw.length)


def bytes_data(b: bytes) -> Ptr[u8]:
    raw = _raw(b)
    return Ptr(u64(_data.address(b, b) if raw is None else raw.start), u8)


def bytes_new(length: i64) -> bytes:
    return cast(bytes, _RawData(int(length), int(length), 1))  # raw until bytes_finish


def bytes_finish(b: bytes) -> bytes:
    return cast(_RawData, b).take()


def bytes_hash(b: bytes) -> i64:
    return _hashes[id(b)][1] if id(b) in _hashes else i64(0)


def bytes_set_hash(b: bytes, hash_value: i64) -> None:
    _hashes[id(b)] = (b, i64(hash_value))


def int_is_small(x: int) -> bool:
    return isinstance(x, int) and not isinstance(x, bool) and SMALL_MIN <= x <= SMALL_MAX


def int_is_bool(x: int) -> bool:
    return isinstance(x, bool)


def int_small(x: int) -> i64:
    assert int_is_small(x), f"{x} is no small int"
    return i64(x)


def int_from(value: i64) -> int:
    return int(i64(value))


def int_from_small(value: i64) -> int:
    assert SMALL_MIN <= int(i64(value)) <= SMALL_MAX, f"{value} is no small int"
    return int(value)


def _digit_count(x: int) -> int:
    return (abs(x).bit_length() + DIGIT_BITS - 1) // DIGIT_BITS


def big_size(x: int) -> i64:
    raw = _raw(x)
    if raw is not None:
        return i64(raw.length)
    assert not int_is_small(x), f"{x} is no bignum"
    return i64(_digit_count(x) if x > 0 else -_digit_count(x))


def big_data(x: int) -> Ptr[u64]:
    raw = _raw(x)
    if raw is not None:
        return Ptr(u64(raw.start), u64)
    assert not int_is_small(x), f"{x} is no bignum"
    data = abs(x).to_bytes(_digit_count(x) * 8, "little")
    return Ptr(u64(_data.address(x, data)), u64)


def big_new(size: i64) -> int:
    raw = _RawData(abs(int(i64(size))) * 8, int(size), 8)
    MEMORY.store(raw.start, b"\xdb" * raw.size_bytes)
    return cast(int, raw)  # raw until big_finish


def big_set_size(x: int, size: i64) -> None:
    raw = cast(_RawData, x)
    assert abs(int(size)) * 8 <= raw.size_bytes, f"{size} digits in {raw.size_bytes} bytes"
    raw.length = int(size)


def big_finish(x: int) -> int:
    raw = cast(_RawData, x)
    data = raw.take()[: abs(raw.length) * 8]
    value = int.from_bytes(data, "little")
    assert _digit_count(value) == abs(raw.length), f"{value} with {raw.length} digits"
    value = -value if raw.length < 0 else value
    assert not int_is_small(value), f"{value} fits a small int"
    return value


def tuple_length(t: tuple[object, ...]) -> i64:
    return i64(t.length if isinstance(t, _RawTuple) else len(t))


def tuple_new(length: i64) -> tuple[object, ...]:
    raw = _RawTuple(int(i64(length)))
    return cast("tuple[object, ...]", raw)  # raw until tuple_finish


def tuple_init(t: tuple[object, ...], index: i64, value: object) -> None:
    raw = cast(_RawTuple, t)
    assert 0 <= index < raw.length and int(index) not in raw.items, f"item {index} of {raw.length}"
    raw.items[int(index)] = value


def tuple_finish(t: tuple[object, ...]) -> tuple[object, ...]:
    raw = cast(_RawTuple, t)
    return tuple(raw.items[index] for index in range(raw.length))


def tuple_item(t: tuple[object, ...], index: i64) -> object:
    assert 0 <= index < len(t), f"item {index} of {len(t)}"
    return t[index]
