"""set and frozenset: CPython's open-addressing table, probe for probe.

The order in which a set gives its items can be seen, and for ints, whose hashes are CPython's too,
programs see the same order as there. So each operation adds, resizes and reuses places exactly as
CPython 3.11 does; where one is written in a roundabout way, this is why.

One block holds for each of the `mask + 1` places (a power of two) an item, its hash and its state.
Items are objects, whatever the set's item type: the classes are generic for the checker only.

Law: `used` places are ACTIVE, `fill - used` are DUMMY (deleted), at least two fifths are EMPTY.
"""

from typing import Final, Generic, TypeVar, cast

from gloam.machine import (
    Ptr,
    i64,
    null,
    reinterpret,
    same_object,
    truncate_i64,
    truncate_u64,
    type_name,
    u8,
    u64,
    visit_items,
    wrapping_add,
    wrapping_mul,
    wrapping_shl,
)
from gloam.runtime import collector, heap
from gloam.runtime import dict as dicts
from gloam.runtime import object as objects
from gloam.runtime import str as text_methods
from gloam.runtime.iterator import Iterator, iterate
from gloam.runtime.limits import ONE
from gloam.runtime.object import END, Object

T_co = TypeVar("T_co", covariant=True)

_EMPTY: Final = u8(0)
_ACTIVE: Final = u8(1)
_DUMMY: Final = u8(2)
_LINEAR_PROBES: Final = i64(9)
_SLOTS_MIN: Final = i64(8)
_SLOTS_MAX: Final = i64(0x4000_0000)
_PLACE_BYTES: Final = i64(17)
_GROWS_SLOWLY_FROM: Final = i64(50_000)


class AnySet(objects.Object):
    """What set and frozenset share: the table, and everything that leaves it as it is."""

    def __init__(self) -> None:
        self.used = i64(0)
        self.fill = i64(0)
        self.mask = i64(-1)
        """-1 while there is no block: an empty set has none until something is added."""
        self.finger = i64(0)
        """Where pop() goes on looking."""
        self.changes = i64(0)
        """Counts insertions, deletions and resizes, so that a lookup notices them."""
        self.items: Ptr[object] = null()
        self.hashes: Ptr[i64] = null()
        self.states: Ptr[u8] = null()

    def __drop__(self) -> None:
        self.release()

    def __trace__(self) -> None:
        at = i64(0)
        while at <= self.mask:
            if self.states[at] == _ACTIVE:
                visit_items(self.items + at, ONE)
            at += 1

    def fresh(self) -> "AnySet":
        """A new empty set of the same class."""
        raise NotImplementedError

    # Memory.

    def _allocate(self, slots: i64) -> None:
        """Take a block of EMPTY places; the old one, if any, is the caller's."""
        if slots > _SLOTS_MAX:
            raise MemoryError
        block = collector.allocate_block(slots * _PLACE_BYTES)
        if block.is_null():
            raise MemoryError
        self.items = reinterpret(block)
        self.hashes = reinterpret(block + slots * 8)
        self.states = block + slots * 16
        self.mask = slots - 1
        at = i64(0)
        while at < slots:
            self.states[at] = _EMPTY
            at += 1

    def _need_table(self) -> None:
        if self.mask < 0:
            self._allocate(_SLOTS_MIN)

    def release(self) -> None:
        """Become empty. The items go last: that can run code that looks at this set."""
        items = self.items
        states = self.states
        mask = self.mask
        self.used = i64(0)
        self.fill = i64(0)
        self.mask = i64(-1)
        self.finger = i64(0)
        self.changes += 1
        at = i64(0)
        while at <= mask:
            if states[at] == _ACTIVE:
                items.take(at)
            at += 1
        if mask >= 0:
            block: Ptr[u8] = reinterpret(items)
            heap.free(block, (mask + 1) * _PLACE_BYTES)

    def _resize(self, minimum: i64) -> None:
        """Move the items into the smallest table with more than `minimum` places."""
        slots = _SLOTS_MIN
        while slots <= minimum:
            slots += slots
        items = self.items
        hashes = self.hashes
        states = self.states
        mask = self.mask
        self._allocate(slots)
        self.fill = self.used
        self.changes += 1
        at = i64(0)
        while at <= mask:
            if states[at] == _ACTIVE:
                self._insert_clean(items.take(at), hashes[at])
            at += 1
        if mask >= 0:
            block: Ptr[u8] = reinterpret(items)
            heap.free(block, (mask + 1) * _PLACE_BYTES)

    def _grow(self) -> None:
        if self.used > _GROWS_SLOWLY_FROM:
            self._resize(self.used * 2)
        else:
            self._resize(self.used * 4)

    def _insert_clean(self, item: object, hash_value: i64) -> None:
        """Put an item that is not there into a table without DUMMY places; counts nothing."""
        place = self._first_empty(hash_value)
        self.items.init(place, item)
        self.hashes[place] = hash_value
        self.states[place] = _ACTIVE

    def _first_empty(self, hash_value: i64) -> i64:
        mask = self.mask
        perturb = truncate_u64(hash_value)
        start = truncate_i64(perturb & u64(mask))
        while True:
            at = start
            last = start
            if start + _LINEAR_PROBES <= mask:
                last = start + _LINEAR_PROBES
            while at <= last:
                if self.states[at] == _EMPTY:
                    return at
                at += 1
            perturb = perturb >> 5
            start = _next_start(start, perturb, mask)

    # Lookup.

    def find(self, key: object, hash_value: i64) -> i64:
        """The place of `key`, or -1."""
        while True:
            changes = self.changes
            place = self._probe(key, hash_value)
            if changes == self.changes:
                return place
            # Comparing items ran code that changed this set: look again.

    def _probe(self, key: object, hash_value: i64) -> i64:
        mask = self.mask
        if mask < 0:
            return i64(-1)
        changes = self.changes
        perturb = truncate_u64(hash_value)
        start = truncate_i64(perturb & u64(mask))
        while True:
            at = start
            last = start
            if start + _LINEAR_PROBES <= mask:
                last = start + _LINEAR_PROBES
            while at <= last:
                state = self.states[at]
                if state == _EMPTY:
                    return i64(-1)
                if state == _ACTIVE and self.hashes[at] == hash_value:
                    candidate = self.items[at]
                    if same_object(candidate, key) or objects.eq(candidate, key):
                        return at
                    if changes != self.changes:
                        return i64(-1)
                at += 1
            perturb = perturb >> 5
            start = _next_start(start, perturb, mask)

    def __contains__(self, item: object) -> bool:
        return self.find(item, objects.hash(item)) >= 0

    # Adding: for sets that are being made, and for those that may change.

    def insert(self, item: object, hash_value: i64) -> None:
        """Add an item unless an equal one is there."""
        self._need_table()
        if self.find(item, hash_value) >= 0:
            return
        mask = self.mask
        free = i64(-1)
        perturb = truncate_u64(hash_value)
        start = truncate_i64(perturb & u64(mask))
        place = i64(-1)
        while place < 0:
            at = start
            last = start
            if start + _LINEAR_PROBES <= mask:
                last = start + _LINEAR_PROBES
            while at <= last and place < 0:
                state = self.states[at]
                if state == _EMPTY:
                    place = at
                elif state == _DUMMY:
                    free = at
                at += 1
            perturb = perturb >> 5
            start = _next_start(start, perturb, mask)
        is_reused = free >= 0
        if is_reused:
            place = free
        self.items.init(place, item)
        self.hashes[place] = hash_value
        self.states[place] = _ACTIVE
        self.used += 1
        self.changes += 1
        if not is_reused:
            self.fill += 1
            if self.fill * 5 >= mask * 3:
                self._grow()

    def put(self, item: object) -> None:
        self.insert(item, objects.hash(item))

    def put_all(self, source: object) -> None:
        """Add the items of any iterable."""
        if isinstance(source, AnySet):
            self.merge(source)
            return
        if isinstance(source, dicts.AnyDict):
            self._make_room(source.used)
        iterator = iterate(source)
        while True:
            item = iterator.__advance__()
            if same_object(item, END):
                return
            self.put(item)

    def _make_room(self, count: i64) -> None:
        self._need_table()
        if (self.fill + count) * 5 >= self.mask * 3:
            self._resize((self.used + count) * 2)

    def merge(self, other: "AnySet") -> None:
        if same_object(self, other) or other.used == 0:
            return
        self._make_room(other.used)
        if self.fill == 0 and self.mask == other.mask and other.fill == other.used:
            self._copy_table(other)
            return
        is_clean = self.fill == 0
        if is_clean:
            self.fill = other.used
            self.used = other.used
            self.changes += 1
        at = i64(0)
        while at <= other.mask:
            if other.states[at] == _ACTIVE:
                if is_clean:
                    self._insert_clean(other.items[at], other.hashes[at])
                else:
                    self.insert(other.items[at], other.hashes[at])
            at += 1

    def _copy_table(self, other: "AnySet") -> None:
        at = i64(0)
        while at <= other.mask:
            if other.states[at] == _ACTIVE:
                self.items.init(at, other.items[at])
                self.hashes[at] = other.hashes[at]
                self.states[at] = _ACTIVE
            at += 1
        self.fill = other.fill
        self.used = other.used
        self.changes += 1

    def remove_at(self, place: i64) -> object:
        """Delete the item of an ACTIVE place."""
        self.states[place] = _DUMMY
        self.used -= 1
        self.changes += 1
        return self.items.take(place)

    def remove_key(self, item: object, hash_value: i64) -> bool:
        """Delete an item; False if it is not there."""
        place = self.find(item, hash_value)
        if place < 0:
            return False
        self.remove_at(place)
        return True

    # Iteration.

    def next_index(self, position: i64) -> i64:
        """The first ACTIVE place at `position` or after it, or -1."""
        while position <= self.mask:
            if self.states[position] == _ACTIVE:
                return position
            position += 1
        return i64(-1)

    def key_at(self, place: i64) -> object:
        return self.items[place]

    def check_size(self, expected: i64) -> None:
        """Raise if the set has not the size it had when a loop over it began."""
        if self.used != expected:
            raise RuntimeError("Set changed size during iteration")

    def __iter__(self) -> object:
        return SetIterator(self)

    # As an object.

    def __len__(self) -> i64:
        return self.used

    def __bool__(self) -> bool:
        return self.used != 0

    def list_repr(self) -> str:
        """The items as in a display, with braces."""
        parts: list[str] = []
        at = self.next_index(i64(0))
        while at >= 0:
            parts.append(objects.repr(self.items[at]))
            at = self.next_index(at + 1)
        inside = text_methods.join_list(", ", parts)
        return "{" + inside + "}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnySet):
            if isinstance(other, dicts.SetView):
                return other.__eq__(self)
            return NotImplemented
        return self.used == other.used and self._is_within(other)

    def _is_within(self, other: "AnySet") -> bool:
        at = self.next_index(i64(0))
        while at >= 0:
            if other.find(self.items[at], self.hashes[at]) < 0:
                return False
            at = self.next_index(at + 1)
        return True

    def __le__(self, other: object) -> bool:
        if not isinstance(other, AnySet):
            if isinstance(other, dicts.SetView):
                return other.__ge__(self)
            return NotImplemented
        return self.used <= other.used and self._is_within(other)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, AnySet):
            if isinstance(other, dicts.SetView):
                return other.__gt__(self)
            return NotImplemented
        return self.used < other.used and self._is_within(other)

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, AnySet):
            if isinstance(other, dicts.SetView):
                return other.__le__(self)
            return NotImplemented
        return other.used <= self.used and other._is_within(self)

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, AnySet):
            if isinstance(other, dicts.SetView):
                return other.__lt__(self)
            return NotImplemented
        return other.used < self.used and other._is_within(self)

    def issubset(self, other: object) -> bool:
        return self.__le__(as_set(other))

    def issuperset(self, other: object) -> bool:
        return self.__ge__(as_set(other))

    def isdisjoint(self, other: object) -> bool:
        iterator = iterate(other)
        while True:
            item = iterator.__advance__()
            if same_object(item, END):
                return True
            if self.__contains__(item):
                return False

    # New sets.

    def copy(self) -> "AnySet":
        return self.duplicate()

    def duplicate(self) -> "AnySet":
        """A new set with the same items, also of a frozenset."""
        result = self.fresh()
        result.merge(self)
        return result

    def union(self, *others: object) -> "AnySet":
        result = self.duplicate()
        for other in others:
            if not same_object(self, other):
                result.put_all(other)
        return result

    def intersection(self, *others: object) -> "AnySet":
        result = self
        for other in others:
            result = result.common(other)
        if same_object(result, self):
            return self.copy()
        return result

    def common(self, other: object) -> "AnySet":
        """The items that are in `other`, too."""
        if same_object(self, other):
            return self.copy()
        result = self.fresh()
        if isinstance(other, AnySet):
            small: AnySet = other
            large: AnySet = self
            if other.used > self.used:
                small = self
                large = other
            at = small.next_index(i64(0))
            while at >= 0:
                if large.find(small.items[at], small.hashes[at]) >= 0:
                    result.insert(small.items[at], small.hashes[at])
                at = small.next_index(at + 1)
            return result
        iterator = iterate(other)
        while True:
            item = iterator.__advance__()
            if same_object(item, END):
                return result
            hash_value = objects.hash(item)
            if self.find(item, hash_value) >= 0:
                result.insert(item, hash_value)

    def difference(self, *others: object) -> "AnySet":
        result = self
        for other in others:
            if same_object(result, self):
                result = self.without(other)
            else:
                result.take_away(other)
        if same_object(result, self):
            return self.copy()
        return result

    def without(self, other: object) -> "AnySet":
        """The items that are not in `other`."""
        size = i64(-1)
        if isinstance(other, (AnySet, dicts.AnyDict)):
            size = other.used
        if size < 0 or self.used // 4 > size:
            result = self.duplicate()
            result.take_away(other)
            return result
        result = self.fresh()
        at = self.next_index(i64(0))
        while at >= 0:
            item = self.items[at]
            hash_value = self.hashes[at]
            found = i64(-1)
            if isinstance(other, (AnySet, dicts.AnyDict)):
                found = other.find(item, hash_value)
            if found < 0:
                result.insert(item, hash_value)
            at = self.next_index(at + 1)
        return result

    def take_away(self, other: object) -> None:
        """Delete what is in `other`."""
        if same_object(self, other):
            self.release()
            return
        if isinstance(other, AnySet):
            source = other
            if other.used // 8 > self.used:
                source = self.common(other)
            at = source.next_index(i64(0))
            while at >= 0:
                self.remove_key(source.items[at], source.hashes[at])
                at = source.next_index(at + 1)
        else:
            iterator = iterate(other)
            while True:
                item = iterator.__advance__()
                if same_object(item, END):
                    break
                self.remove_key(item, objects.hash(item))
        if self.mask >= 0 and self.fill - self.used > self.mask // 4:
            self._grow()

    def symmetric_difference(self, other: object) -> "AnySet":
        result = self.fresh()
        result.put_all(other)
        result.toggle(self)
        return result

    def toggle(self, other: object) -> None:
        """Delete what is in `other` as well, add what is only there."""
        if same_object(self, other):
            self.release()
            return
        source = as_set(other)
        at = source.next_index(i64(0))
        while at >= 0:
            item = source.items[at]
            hash_value = source.hashes[at]
            if not self.remove_key(item, hash_value):
                self.insert(item, hash_value)
            at = source.next_index(at + 1)

    def __or__(self, other: object) -> "AnySet":
        return self.union(other)

    def __and__(self, other: object) -> "AnySet":
        return self.common(other)

    def __sub__(self, other: object) -> "AnySet":
        return self.without(other)

    def __xor__(self, other: object) -> "AnySet":
        return self.symmetric_difference(other)


def _next_start(start: i64, perturb: u64, mask: i64) -> i64:
    wide = wrapping_add(wrapping_mul(truncate_u64(start), u64(5)), wrapping_add(perturb, u64(1)))
    return truncate_i64(wide & u64(mask))


def as_set(items: object) -> AnySet:
    """The items of any iterable as a set; a set is taken as it is."""
    if isinstance(items, AnySet):
        return items
    result: Set[object] = Set()
    result.put_all(items)
    return result


class SetIterator(Iterator):
    def __init__(self, items: AnySet) -> None:
        self._items: AnySet | None = items
        self._expected = items.used
        self._at = i64(0)

    def __advance__(self) -> object:
        items = self._items
        if items is None:
            return END
        items.check_size(self._expected)
        at = items.next_index(self._at)
        if at < 0:
            self._items = None
            return END
        self._at = at + 1
        return items.key_at(at)


class Set(AnySet, Generic[T_co]):
    """builtins.set."""

    def fresh(self) -> AnySet:
        result: Set[T_co] = Set()
        return result

    def __hash__(self) -> int:
        return objects.unhashable(self)

    def __repr__(self) -> str:
        if self.used == 0:
            return f"{type_name(self)}()"
        if not objects.enter_repr(self):
            return f"{type_name(self)}(...)"
        try:
            inside = self.list_repr()
        finally:
            objects.leave_repr()
        return inside if type_name(self) == "set" else f"{type_name(self)}({inside})"

    def add(self, item: object) -> None:
        self.put(item)

    def clear(self) -> None:
        self.release()

    def discard(self, item: object) -> None:
        self.remove_key(item, objects.hash(item))

    def remove(self, item: object) -> None:
        if not self.remove_key(item, objects.hash(item)):
            raise KeyError(item)

    def pop(self) -> object:
        if self.used == 0:
            raise KeyError("pop from an empty set")
        at = truncate_i64(truncate_u64(self.finger) & u64(self.mask))
        while self.states[at] != _ACTIVE:
            at += 1
            if at > self.mask:
                at = i64(0)
        self.finger = at + 1
        return self.remove_at(at)

    def update(self, *others: object) -> None:
        for other in others:
            self.put_all(other)

    def intersection_update(self, *others: object) -> None:
        self._become(self.intersection(*others))

    def difference_update(self, *others: object) -> None:
        for other in others:
            self.take_away(other)

    def symmetric_difference_update(self, other: object) -> None:
        self.toggle(other)

    def _become(self, other: AnySet) -> None:
        """Exchange the tables, and let the other die with this one's."""
        used, fill, mask = self.used, self.fill, self.mask
        items, hashes, states = self.items, self.hashes, self.states
        self.used = other.used
        self.fill = other.fill
        self.mask = other.mask
        self.items = other.items
        self.hashes = other.hashes
        self.states = other.states
        self.changes += 1
        other.used = used
        other.fill = fill
        other.mask = mask
        other.items = items
        other.hashes = hashes
        other.states = states

    def __ior__(self, other: object) -> "Set[T_co]":
        self.put_all(other)
        return self

    def __iand__(self, other: object) -> "Set[T_co]":
        self._become(self.common(other))
        return self

    def __isub__(self, other: object) -> "Set[T_co]":
        self.take_away(other)
        return self

    def __ixor__(self, other: object) -> "Set[T_co]":
        self.toggle(other)
        return self


class FrozenSet(AnySet, Generic[T_co]):
    """builtins.frozenset."""

    def fresh(self) -> AnySet:
        result: FrozenSet[T_co] = FrozenSet()
        return result

    def copy(self) -> AnySet:
        return self

    def __hash__(self) -> int:
        mixed = u64(0)
        at = self.next_index(i64(0))
        while at >= 0:
            mixed = mixed ^ _shuffle(truncate_u64(self.hashes[at]))
            at = self.next_index(at + 1)
        mixed = mixed ^ wrapping_mul(u64(self.used + 1), u64(1927868237))
        mixed = mixed ^ (mixed >> 11) ^ (mixed >> 25)
        mixed = wrapping_add(wrapping_mul(mixed, u64(69069)), u64(907133923))
        value = truncate_i64(mixed)
        if value == -1:
            return 590923713
        return int(value)

    def __repr__(self) -> str:
        if self.used == 0:
            return "frozenset()"
        return f"frozenset({self.list_repr()})"


def _shuffle(value: u64) -> u64:
    return wrapping_mul((value ^ u64(89869747)) ^ wrapping_shl(value, u64(16)), u64(3644798167))


def new_set(items: object) -> Set[object]:
    """set(items)."""
    result: Set[object] = Set()
    result.put_all(items)
    return result


def new_frozenset(items: object) -> object:
    """frozenset(items)."""
    if isinstance(items, FrozenSet):
        return items
    result: FrozenSet[object] = FrozenSet()
    result.put_all(items)
    return result


def from_constants(items: tuple[object, ...]) -> Set[object]:
    """A display of three or more constants. CPython makes a frozenset of them, makes another one
    from what that one gives, and merges it into a set."""
    first: FrozenSet[object] = FrozenSet()
    first.put_all(items)
    second: FrozenSet[object] = FrozenSet()
    at = first.next_index(i64(0))
    while at >= 0:
        second.insert(first.items[at], first.hashes[at])
        at = first.next_index(at + 1)
    result: Set[object] = Set()
    result.merge(second)
    return result


# ---------------------------------------------------------------- with views of dicts


def is_set(a: object) -> bool:
    """Whether `a` compares as a set."""
    return isinstance(a, (AnySet, dicts.SetView))


def contains(a: object, item: object) -> bool:
    """`item in a`, for a set or a view."""
    if isinstance(a, AnySet):
        return a.__contains__(item)
    return cast(Object, a).__contains__(item)  # cast: compiled, every object is an Object


def is_within(a: object, b: object) -> bool:
    """Whether all items of `a` are in `b`; both are sets or views."""
    iterator = iterate(a)
    while True:
        item = iterator.__advance__()
        if same_object(item, END):
            return True
        if not contains(b, item):
            return False


def view_and(view: object, other: object) -> object:
    """`view & other`; CPython's rules of which one is walked."""
    if isinstance(other, Set) and objects.length(view) <= other.used:
        return other.common(view)
    if isinstance(other, dicts.SetView) and objects.length(other) > objects.length(view):
        view, other = other, view
    result: Set[object] = Set()
    iterator = iterate(other)
    while True:
        item = iterator.__advance__()
        if same_object(item, END):
            return result
        if contains(view, item):
            result.put(item)
