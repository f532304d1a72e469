"""What weak references know of an object: its anchor, made when somebody first asks for it.

An object holds its anchor and weak references hold it too; the anchor holds nobody. It has the
object's address until the object dies, and those of the references that want to hear of that. An
address plus 1 is a word as code holds it, so reading one through a `Ptr[object]` gives the object
and a reference to it.
"""

from typing import Final

from gloam.machine import (
    Ptr,
    address_of,
    copy_memory,
    i64,
    null,
    reinterpret,
    set_draining,
    type_name,
    u8,
    u64,
    weak_anchor,
)
from gloam.runtime import collector, exceptions, heap
from gloam.runtime import object as objects

_TARGET: Final = i64(0)
_NOBODY: Final = u64(1)
"""An unset word."""
_WATCHERS_MIN: Final = i64(2)
_WORD: Final = i64(8)


class Watcher(objects.Object):
    """A weak reference, which may want to hear of the death of its object."""

    def __init__(self, anchor: "Anchor") -> None:
        self.anchor = anchor

    def target_died(self) -> None:
        raise NotImplementedError


class Anchor:
    def __init__(self, target: object) -> None:
        """Raises MemoryError."""
        block = collector.allocate_block(_WORD)
        if block.is_null():
            raise MemoryError
        self._target: Ptr[u64] = reinterpret(block)
        self._target[_TARGET] = address_of(target) + 1
        self._watchers: Ptr[u64] = null()
        self._count = i64(0)
        self._capacity = i64(0)

    def __drop__(self) -> None:
        block: Ptr[u8] = reinterpret(self._target)
        heap.free(block, _WORD)
        self._free_watchers()

    def _free_watchers(self) -> None:
        if self._capacity > 0:
            block: Ptr[u8] = reinterpret(self._watchers)
            heap.free(block, self._capacity * _WORD)

    def is_alive(self) -> bool:
        return self._target[_TARGET] != _NOBODY

    def get(self) -> object:
        """The object; None after its death."""
        if not self.is_alive():
            return None
        objects_there: Ptr[object] = reinterpret(self._target)
        return objects_there[_TARGET]

    def watch(self, watcher: Watcher) -> None:
        """Tell `watcher` of the death. It is not held: it has to call `unwatch` before its own."""
        if self._count == self._capacity:
            capacity = self._capacity * 2 if self._capacity > 0 else _WATCHERS_MIN
            block = collector.allocate_block(capacity * _WORD)
            if block.is_null():
                raise MemoryError
            fresh: Ptr[u64] = reinterpret(block)
            if self._count > 0:
                copy_memory(fresh, self._watchers, self._count)
            self._free_watchers()
            self._watchers = fresh
            self._capacity = capacity
        self._watchers[self._count] = address_of(watcher) + 1
        self._count += 1

    def unwatch(self, watcher: Watcher) -> None:
        word = address_of(watcher) + 1
        at = i64(0)
        while at < self._count and self._watchers[at] != word:
            at += 1
        while at + 1 < self._count:
            self._watchers[at] = self._watchers[at + 1]
            at += 1
        if at < self._count:
            self._count -= 1

    def target_dies(self) -> None:
        """From now on there is no object. The last watcher hears of it first, as in CPython."""
        self._target[_TARGET] = _NOBODY
        while self._count > 0 and not collector.is_over:
            self._count -= 1
            watchers: Ptr[object] = reinterpret(self._watchers)
            watcher = watchers[self._count]
            if isinstance(watcher, Watcher):
                try:
                    watcher.target_died()
                except BaseException as error:  # noqa: BLE001  # nobody is there to catch it
                    exceptions.ignored("weakref callback", error)


def anchor(o: object) -> Anchor:
    """The anchor of an object. Raises TypeError if its class has no weak references."""
    if not objects.is_value(o):
        found = weak_anchor(o)
        if isinstance(found, Anchor):
            return found
    raise TypeError(f"cannot create weak reference to '{type_name(o)}' object")


def new_anchor(o: object) -> Anchor:
    return Anchor(o)


def forget_garbage(of_dying: Anchor, run: bool) -> bool:
    """The collector has found the object: whether there was something to do, done if `run`."""
    if not of_dying.is_alive():
        return False
    if run:
        of_dying.target_dies()
    return True


def forget(of_dying: Anchor) -> None:
    """Called while an object is destroyed: code of the program may run."""
    if of_dying.is_alive():
        set_draining(u8(0))
        of_dying.target_dies()
        set_draining(u8(1))
