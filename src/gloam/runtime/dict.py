"""dict: CPython's compact ordered layout. A table of indices, and entries in insertion order.

One block holds, for a table of `slots` places (a power of two), the indices (i32), then hashes,
keys and values of the entries, of which there are at most two thirds of the slots. A place is
EMPTY, was DELETED, or is the number of an entry. A deleted entry keeps its number until the table
is rebuilt; its hash is DELETED_HASH and its key and value are raw memory.

`Dict[K, V]` is builtins.dict when compiled. `AnyDict` is what all dicts share, whatever their keys
and values are represented as: the table, and everything that treats keys and values as objects.

Law: `used` live entries among the first `filled`; every live entry is reachable from its hash; at
least a third of the places is EMPTY, so every probe ends.
"""

from typing import Final, Generic, TypeVar, cast

from gloam.machine import (
    Ptr,
    copy_memory,
    i32,
    i64,
    null,
    reinterpret,
    same_object,
    truncate_i64,
    truncate_u64,
    tuple_item,
    tuple_length,
    u8,
    u64,
    visit_items,
    wrapping_add,
    wrapping_mul,
)
from gloam.runtime import collector, heap
from gloam.runtime import object as objects
from gloam.runtime import set as sets
from gloam.runtime import str as text_methods
from gloam.runtime.iterator import Iterator
from gloam.runtime.limits import ONE, ZERO
from gloam.runtime.object import END

K = TypeVar("K")
V = TypeVar("V")

_EMPTY: Final = i32(-1)
_DELETED: Final = i32(-2)
_DELETED_HASH: Final = i64(-1)
"""No object hashes to -1."""
_KEYS: Final = i64(0)
_VALUES: Final = i64(1)
_ITEMS: Final = i64(2)
_NO_DEFAULT: Final = "\0no default"
"""Stands for an argument that was not given: this very object, compared by identity."""
_SLOTS_MIN: Final = i64(8)
_SLOTS_MAX: Final = i64(0x4000_0000)


def _capacity(slots: i64) -> i64:
    """How many entries a table has: two thirds, so that a probe always meets an EMPTY place."""
    return slots * 2 // 3


def _block_size(slots: i64) -> i64:
    return slots * 4 + _capacity(slots) * 24


class _Table:
    """A block before it becomes a dict's own: the pointers into it."""

    def __init__(self, slots: i64) -> None:
        if slots > _SLOTS_MAX:
            raise MemoryError
        block = collector.allocate_block(_block_size(slots))
        if block.is_null():
            raise MemoryError
        self.slots = slots
        self.block = block


class AnyDict(objects.Object):
    """A dict of unknown keys and values."""

    def __init__(self) -> None:
        self.used = i64(0)
        self.filled = i64(0)
        self.slots = i64(0)
        # Places that may still become non-EMPTY before the table must be rebuilt.
        self.usable = i64(0)
        # Counts insertions, deletions and rebuilds, so that a lookup notices them.
        self.changes = i64(0)
        self.indices: Ptr[i32] = null()
        self.hashes: Ptr[i64] = null()

    def key_object(self, entry: i64) -> object:
        """The key of a live entry."""
        raise NotImplementedError

    def value_object(self, entry: i64) -> object:
        """The value of a live entry."""
        raise NotImplementedError

    def keys_object(self) -> object:
        """`keys()`, `values()` and `items()` of a dict of unknown keys and values."""
        raise NotImplementedError

    def values_object(self) -> object:
        raise NotImplementedError

    def items_object(self) -> object:
        raise NotImplementedError

    def missing_object(self, key: object) -> object:
        """What `d[key]` is for a key that is not there."""
        raise KeyError(key)

    def get_object(self, key: object, default: object) -> object:
        entry = self.find(key, objects.hash(key))
        if entry < 0:
            return default
        return self.value_object(entry)

    # Lookup.

    def find(self, key: object, hash_value: i64) -> i64:
        """The entry of `key`, or -1."""
        raise NotImplementedError

    def _place_of(self, entry: i64) -> i64:
        """Where the table holds the number of this live entry."""
        mask = u64(self.slots - 1)
        perturb = truncate_u64(self.hashes[entry])
        place = perturb & mask
        while i64(self.indices[truncate_i64(place)]) != entry:
            perturb = perturb >> 5
            place = wrapping_add(wrapping_mul(place, u64(5)), wrapping_add(perturb, u64(1))) & mask
        return truncate_i64(place)

    def _free_place(self, hash_value: i64) -> i64:
        """The first place for a key of this hash that holds no entry."""
        mask = u64(self.slots - 1)
        perturb = truncate_u64(hash_value)
        place = perturb & mask
        while self.indices[truncate_i64(place)] >= 0:
            perturb = perturb >> 5
            place = wrapping_add(wrapping_mul(place, u64(5)), wrapping_add(perturb, u64(1))) & mask
        return truncate_i64(place)

    def _link(self, entry: i64) -> None:
        """Enter an entry whose hash is stored into the table."""
        self.indices[self._free_place(self.hashes[entry])] = i32(entry)

    def __contains__(self, key: object) -> bool:
        return self.find(key, objects.hash(key)) >= 0

    # Iteration.

    def next_index(self, position: i64) -> i64:
        """The first live entry at `position` or after it, or -1."""
        while position < self.filled:
            if self.hashes[position] != _DELETED_HASH:
                return position
            position += 1
        return i64(-1)

    def previous_index(self, position: i64) -> i64:
        """The last live entry at `position` or before it, or -1."""
        while position >= 0:
            if self.hashes[position] != _DELETED_HASH:
                return position
            position -= 1
        return i64(-1)

    def check_size(self, expected: i64) -> None:
        """Raise if the dict has not the size it had when a loop over it began."""
        if self.used != expected:
            raise RuntimeError("dictionary changed size during iteration")

    def check_left(self, left: i64) -> None:
        """Raise if a loop has a key before it although it has had as many as there were."""
        if left == 0:
            raise RuntimeError("dictionary keys changed during iteration")

    def __iter__(self) -> object:
        return DictIterator(self, _KEYS)

    def __reversed__(self) -> object:
        return ReversedDict(self, _KEYS)

    def part(self, entry: i64, what: i64) -> object:
        """Key, value or both of a live entry."""
        if what == _KEYS:
            return self.key_object(entry)
        if what == _VALUES:
            return self.value_object(entry)
        return (self.key_object(entry), self.value_object(entry))

    # As an object.

    def __len__(self) -> i64:
        return self.used

    def __bool__(self) -> bool:
        return self.used != 0

    def __hash__(self) -> int:
        return objects.unhashable(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnyDict):
            return NotImplemented
        if self.used != other.used:
            return False
        entry = self.next_index(i64(0))
        while entry >= 0:
            found = other.find(self.key_object(entry), self.hashes[entry])
            if found < 0:
                return False
            if not objects.item_eq(self.value_object(entry), other.value_object(found)):
                return False
            entry = self.next_index(entry + 1)
        return True

    def __repr__(self) -> str:
        if not objects.enter_repr(self):
            return "{...}"
        try:
            parts: list[str] = []
            entry = self.next_index(i64(0))
            while entry >= 0:
                key = objects.repr(self.key_object(entry))
                parts.append(key + ": " + objects.repr(self.value_object(entry)))
                entry = self.next_index(entry + 1)
        finally:
            objects.leave_repr()
        inside = text_methods.join_list(", ", parts)
        return "{" + inside + "}"


class DictIterator(Iterator):
    """Over the keys, values or items of a dict, which must keep its size."""

    def __init__(self, mapping: AnyDict, what: i64) -> None:
        self._mapping: AnyDict | None = mapping
        self._what = what
        self._expected = mapping.used
        self._left = mapping.used
        self._entry = i64(0)

    def __advance__(self) -> object:
        mapping = self._mapping
        if mapping is None:
            return END
        mapping.check_size(self._expected)
        entry = mapping.next_index(self._entry)
        if entry < 0:
            self._mapping = None
            return END
        mapping.check_left(self._left)
        self._left -= 1
        self._entry = entry + 1
        return mapping.part(entry, self._what)


class ReversedDict(Iterator):
    def __init__(self, mapping: AnyDict, what: i64) -> None:
        self._mapping: AnyDict | None = mapping
        self._what = what
        self._expected = mapping.used
        self._entry = mapping.filled - 1

    def __advance__(self) -> object:
        mapping = self._mapping
        if mapping is None:
            return END
        mapping.check_size(self._expected)
        entry = mapping.previous_index(self._entry)
        if entry < 0:
            self._mapping = None
            return END
        self._entry = entry - 1
        return mapping.part(entry, self._what)


class Dict(AnyDict, Generic[K, V]):
    """A dict whose keys and values are represented as K and V."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: Ptr[K] = null()
        self._values: Ptr[V] = null()

    def __drop__(self) -> None:
        self.clear()

    def __trace__(self) -> None:
        entry = i64(0)
        while entry < self.filled:
            if self.hashes[entry] != _DELETED_HASH:
                visit_items(self._keys + entry, ONE)
                visit_items(self._values + entry, ONE)
            entry += 1

    def key_object(self, entry: i64) -> object:
        return self._keys[entry]

    def value_object(self, entry: i64) -> object:
        return self._values[entry]

    def key_at(self, entry: i64) -> K:
        """The key of a live entry, for loops."""
        return self._keys[entry]

    def value_at(self, entry: i64) -> V:
        """The value of a live entry, for loops."""
        return self._values[entry]

    # Lookup.

    def find(self, key: object, hash_value: i64) -> i64:
        """The entry of `key`, or -1."""
        while True:
            changes = self.changes
            entry = self._probe(key, hash_value)
            if changes == self.changes:
                return entry
            # Comparing keys ran code that changed this dict: look again.

    def _probe(self, key: object, hash_value: i64) -> i64:
        if self.used == 0:
            return i64(-1)
        mask = u64(self.slots - 1)
        perturb = truncate_u64(hash_value)
        place = perturb & mask
        changes = self.changes
        while True:
            index = self.indices[truncate_i64(place)]
            if index == _EMPTY:
                return i64(-1)
            if index != _DELETED:
                entry = i64(index)
                if self.hashes[entry] == hash_value:
                    candidate = self._keys[entry]
                    if same_object(candidate, key) or objects.eq(candidate, key):
                        return entry
                    if changes != self.changes:
                        return i64(-1)
            perturb = perturb >> 5
            place = wrapping_add(wrapping_mul(place, u64(5)), wrapping_add(perturb, u64(1))) & mask

    def __contains__(self, key: object) -> bool:
        return self.find(key, objects.hash(key)) >= 0

    # Memory.

    def _adopt(self, table: _Table) -> None:
        """Take over a fresh table: all places EMPTY, no entries yet."""
        capacity = _capacity(table.slots)
        indices: Ptr[i32] = reinterpret(table.block)
        hashes: Ptr[i64] = reinterpret(table.block + table.slots * 4)
        keys: Ptr[K] = reinterpret(hashes + capacity)
        values: Ptr[V] = reinterpret(hashes + capacity * 2)
        place = i64(0)
        while place < table.slots:
            indices[place] = _EMPTY
            place += 1
        self.slots = table.slots
        self.indices = indices
        self.hashes = hashes
        self._keys = keys
        self._values = values
        self.filled = i64(0)
        self.usable = capacity

    def _rebuild(self, slots: i64) -> None:
        """Move the live entries into a table of `slots` places."""
        table = _Table(slots)
        old_slots = self.slots
        old_filled = self.filled
        old_indices = self.indices
        old_hashes = self.hashes
        old_keys = self._keys
        old_values = self._values
        self._adopt(table)
        self.changes = self.changes + 1
        entry = i64(0)
        while entry < old_filled:
            if old_hashes[entry] != _DELETED_HASH:
                self.hashes[self.filled] = old_hashes[entry]
                copy_memory(self._keys + self.filled, old_keys + entry, i64(1))
                copy_memory(self._values + self.filled, old_values + entry, i64(1))
                self._link(self.filled)
                self.filled += 1
                self.usable -= 1
            entry += 1
        if old_slots > 0:
            block: Ptr[u8] = reinterpret(old_indices)
            heap.free(block, _block_size(old_slots))

    def _make_room(self) -> None:
        """See that one more entry fits: room for three times the live ones, as in CPython."""
        if self.usable > 0:
            return
        slots = _SLOTS_MIN
        while slots <= self.used * 3 and slots < _SLOTS_MAX:
            slots += slots
        if _capacity(slots) <= self.used:
            raise MemoryError
        self._rebuild(slots)

    def clear(self) -> None:
        # Detach first: releasing a key or value can run code that looks at this dict.
        slots = self.slots
        filled = self.filled
        indices = self.indices
        hashes = self.hashes
        keys = self._keys
        values = self._values
        self.used = i64(0)
        self.filled = i64(0)
        self.slots = i64(0)
        self.usable = i64(0)
        self.changes = self.changes + 1
        entry = i64(0)
        while entry < filled:
            if hashes[entry] != _DELETED_HASH:
                keys.take(entry)
                values.take(entry)
            entry += 1
        if slots > 0:
            block: Ptr[u8] = reinterpret(indices)
            heap.free(block, _block_size(slots))

    # Items.

    def __getitem__(self, key: K) -> V:
        entry = self.find(key, objects.hash(key))
        if entry < 0:
            return self.__missing__(key)
        return self._values[entry]

    def __missing__(self, key: K) -> V:
        """What `d[key]` is for a key that is not there."""
        raise KeyError(key)

    def missing_object(self, key: object) -> object:
        return self.__missing__(cast(K, key))  # cast: it was looked up as a key

    def __setitem__(self, key: K, value: V) -> None:
        self.put(key, value)

    def put(self, key: K, value: V) -> None:
        """`d[key] = value` whatever a class below makes of that."""
        hash_value = objects.hash(key)
        entry = self.find(key, hash_value)
        if entry >= 0:
            self._values[entry] = value
        else:
            self._insert(key, hash_value, value)

    def _insert(self, key: K, hash_value: i64, value: V) -> None:
        """Add an entry for a key that is not there."""
        self._make_room()
        entry = self.filled
        self.hashes[entry] = hash_value
        self._keys.init(entry, key)
        self._values.init(entry, value)
        self._link(entry)
        self.filled += 1
        self.usable -= 1
        self.used += 1
        self.changes = self.changes + 1

    def __delitem__(self, key: K) -> None:
        self.del_item(key)

    def del_item(self, key: K) -> None:
        self._remove(self._existing(key))

    def _existing(self, key: K) -> i64:
        entry = self.find(key, objects.hash(key))
        if entry < 0:
            raise KeyError(key)
        return entry

    def _remove(self, entry: i64) -> V:
        """Delete a live entry; its value is the result."""
        self.indices[self._place_of(entry)] = _DELETED
        self.hashes[entry] = _DELETED_HASH
        self.used -= 1
        self.changes = self.changes + 1
        value = self._values.take(entry)
        # Last, because releasing the key can run code that changes this dict.
        self._keys.take(entry)
        return value

    def discard_key(self, key: K) -> None:
        """Delete a key if it is there."""
        entry = self.find(key, objects.hash(key))
        if entry >= 0:
            self._remove(entry)

    def get(self, key: K, default: object = None) -> object:
        entry = self.find(key, objects.hash(key))
        if entry < 0:
            return default
        return self._values[entry]

    def setdefault(self, key: K, default: V) -> V:
        hash_value = objects.hash(key)
        entry = self.find(key, hash_value)
        if entry >= 0:
            return self._values[entry]
        self._insert(key, hash_value, default)
        return default

    def pop(self, key: K, default: object = _NO_DEFAULT) -> object:
        entry = self.find(key, objects.hash(key))
        if entry >= 0:
            return self._remove(entry)
        if same_object(default, _NO_DEFAULT):
            raise KeyError(key)
        return default

    def popitem(self) -> tuple[K, V]:
        if self.used == 0:
            raise KeyError("popitem(): dictionary is empty")
        entry = self.filled - 1
        while self.hashes[entry] == _DELETED_HASH:
            entry -= 1
        key = self._keys[entry]
        value = self._remove(entry)
        # The number can be given again, but its place in the table stays used up.
        self.filled = entry
        return key, value

    # Whole dicts.

    def update_same(self, other: "Dict[K, V]") -> None:
        """update() with a dict whose keys and values are represented alike."""
        entry = other.next_index(ZERO)
        while entry >= 0:
            self.put(other._keys[entry], other._values[entry])
            entry = other.next_index(entry + 1)

    def __or__(self, other: "Dict[K, V]") -> "Dict[K, V]":
        result = self.copy()
        result.update_same(other)
        return result

    def __ior__(self, other: "Dict[K, V]") -> "Dict[K, V]":
        self.update_same(other)
        return self

    def copy(self) -> "Dict[K, V]":
        result: Dict[K, V] = Dict()
        entry = self.next_index(ZERO)
        while entry >= 0:
            result._insert(self._keys[entry], self.hashes[entry], self._values[entry])
            entry = self.next_index(entry + 1)
        return result

    def keys_object(self) -> object:
        return DictKeys(self)

    def values_object(self) -> object:
        return DictValues(self)

    def items_object(self) -> object:
        return DictItems(self)

    def keys(self) -> "DictKeys[K, V]":
        return DictKeys(self)

    def values(self) -> "DictValues[K, V]":
        return DictValues(self)

    def items(self) -> "DictItems[K, V]":
        return DictItems(self)


class SetView(objects.Object):
    """keys() and items(): views that are sets as well. Operators make real sets."""

    def __and__(self, other: object) -> object:
        return sets.view_and(self, other)

    def __or__(self, other: object) -> object:
        result = sets.new_set(self)
        result.put_all(other)
        return result

    def __sub__(self, other: object) -> object:
        result = sets.new_set(self)
        result.take_away(other)
        return result

    def __xor__(self, other: object) -> object:
        result = sets.new_set(self)
        result.toggle(other)
        return result

    def isdisjoint(self, other: object) -> bool:
        return sets.as_set(self).isdisjoint(other)

    def __eq__(self, other: object) -> bool:
        if not sets.is_set(other):
            return NotImplemented
        return objects.length(self) == objects.length(other) and sets.is_within(self, other)

    def __le__(self, other: object) -> bool:
        if not sets.is_set(other):
            return NotImplemented
        return objects.length(self) <= objects.length(other) and sets.is_within(self, other)

    def __lt__(self, other: object) -> bool:
        if not sets.is_set(other):
            return NotImplemented
        return objects.length(self) < objects.length(other) and sets.is_within(self, other)

    def __ge__(self, other: object) -> bool:
        if not sets.is_set(other):
            return NotImplemented
        return objects.length(self) >= objects.length(other) and sets.is_within(other, self)

    def __gt__(self, other: object) -> bool:
        if not sets.is_set(other):
            return NotImplemented
        return objects.length(self) > objects.length(other) and sets.is_within(other, self)

    def __hash__(self) -> int:
        return objects.unhashable(self)


class DictKeys(SetView, Generic[K, V]):
    """d.keys(): sees later changes of the dict. A loop over it is a loop over `mapping`."""

    def __init__(self, mapping: Dict[K, V]) -> None:
        self.mapping = mapping

    def __iter__(self) -> object:
        return DictIterator(self.mapping, _KEYS)

    def __reversed__(self) -> object:
        return ReversedDict(self.mapping, _KEYS)

    def __len__(self) -> i64:
        return self.mapping.used

    def __bool__(self) -> bool:
        return self.mapping.used != 0

    def __contains__(self, key: object) -> bool:
        return self.mapping.__contains__(key)

    def __repr__(self) -> str:
        parts: list[str] = []
        entry = self.mapping.next_index(ZERO)
        while entry >= 0:
            parts.append(objects.repr(self.mapping.key_at(entry)))
            entry = self.mapping.next_index(entry + 1)
        return "dict_keys([" + text_methods.join_list(", ", parts) + "])"


class DictValues(objects.Object, Generic[K, V]):
    """d.values()."""

    def __init__(self, mapping: Dict[K, V]) -> None:
        self.mapping = mapping

    def __iter__(self) -> object:
        return DictIterator(self.mapping, _VALUES)

    def __reversed__(self) -> object:
        return ReversedDict(self.mapping, _VALUES)

    def __len__(self) -> i64:
        return self.mapping.used

    def __bool__(self) -> bool:
        return self.mapping.used != 0

    def __contains__(self, value: object) -> bool:
        entry = self.mapping.next_index(ZERO)
        while entry >= 0:
            if objects.item_eq(self.mapping.value_at(entry), value):
                return True
            entry = self.mapping.next_index(entry + 1)
        return False

    def __repr__(self) -> str:
        parts: list[str] = []
        entry = self.mapping.next_index(ZERO)
        while entry >= 0:
            parts.append(objects.repr(self.mapping.value_at(entry)))
            entry = self.mapping.next_index(entry + 1)
        return "dict_values([" + text_methods.join_list(", ", parts) + "])"


class DictItems(SetView, Generic[K, V]):
    """d.items()."""

    def __init__(self, mapping: Dict[K, V]) -> None:
        self.mapping = mapping

    def __iter__(self) -> object:
        return DictIterator(self.mapping, _ITEMS)

    def __reversed__(self) -> object:
        return ReversedDict(self.mapping, _ITEMS)

    def __len__(self) -> i64:
        return self.mapping.used

    def __bool__(self) -> bool:
        return self.mapping.used != 0

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, tuple) or tuple_length(item) != 2:
            return False
        key = tuple_item(item, ZERO)
        value = tuple_item(item, ONE)
        entry = self.mapping.find(key, objects.hash(key))
        return entry >= 0 and objects.item_eq(self.mapping.value_at(entry), value)

    def __repr__(self) -> str:
        parts: list[str] = []
        entry = self.mapping.next_index(ZERO)
        while entry >= 0:
            key = objects.repr(self.mapping.key_at(entry))
            value = objects.repr(self.mapping.value_at(entry))
            parts.append("(" + key + ", " + value + ")")
            entry = self.mapping.next_index(entry + 1)
        return "dict_items([" + text_methods.join_list(", ", parts) + "])"
