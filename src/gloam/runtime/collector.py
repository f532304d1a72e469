"""Reference cycles: finds the objects that only each other hold, and lets them go.

Counts free everything but cycles, so nothing happens here until memory in use has doubled since the
last time (`heap.allocate_traced` then says that it has none). Classes that can be in a cycle are
known when the image is built; their objects lie in slabs of their own. Four walks over these:

1. For each reference from one traced object to another, the count of the other goes down by one.
   What is left of a count are references from elsewhere: stack, module variables, other objects.
2. Whatever has a count left is marked, and all that can be reached from it.
3. The counts go up again as they went down.
4. Objects without a mark are garbage. If one of them has something of the program to run first
   (`__finalise__`), the others wait, and everything is looked at again afterwards, since that code
   may have put an object back into use (PEP 442). Otherwise their references to each other are
   cleared, and then each is destroyed.

A mark is the low bit of the descriptor's address, which is a multiple of 4. Objects that were
reached but not looked through are in a list threaded through their count fields, which are 0 then;
so a collection needs no memory and no depth of stack. Garbage is in such a list as well, with the
bit for immortal objects set beside the link: what garbage holds of garbage counts nothing then.

A traced object is a cell whose first word has a descriptor in the upper half. Free cells hold the
address of the next one, whose upper half is below every descriptor.
"""
# ruff: noqa: PLW0603  # one collection at a time

from typing import Final

from gloam.machine import (
    Ptr,
    ask_hook,
    call_hook,
    has_cycles,
    i64,
    is_anything_dying,
    null,
    pointer,
    release_object,
    truncate_u32,
    u8,
    u16,
    u32,
    u64,
    wrapping_add,
    wrapping_sub,
)
from gloam.runtime import heap

# What `_visit` does with a reference.
_SUBTRACT: Final = i64(0)
_REACH: Final = i64(1)
_RESTORE: Final = i64(2)
_CLEAR: Final = i64(3)

# What `_walk` does with each object.
_SHOW: Final = i64(0)
_FIND_ROOTS: Final = i64(1)
_ASK: Final = i64(2)
_HOLD: Final = i64(3)
_DOOM: Final = i64(4)

_MARK: Final = u32(1)
_IMMORTAL: Final = u32(0x8000_0000)
_DESCRIPTORS_FROM: Final = u64(0x1_0000)
"""No class lies below this address, no heap above it times 2**32."""

# In a descriptor, and in its trace table: words of 4 bytes.
_TRACE: Final = i64(6)
_DESTROY_FUNCTION: Final = i64(4)
_SHOW_HOOK: Final = i64(0)
_FINALISE_HOOK: Final = i64(1)
_OFFSETS: Final = i64(4)  # in words of 2 bytes

_HELD_MAX: Final = i64(64)
"""Finalised in one round if memory is short."""
_ROUNDS_MAX: Final = i64(8)

is_enabled: bool = True
is_over: bool = False
"""The program has ended: objects are finalised, and nobody hears of their death any more."""
_is_running: bool = False
_does: i64 = i64(0)
_reached: u32 = u32(0)  # address >> 4 of the first object that is still to be looked through
_doomed: u32 = u32(0)  # address >> 4 of the first object of the garbage
_found: i64 = i64(0)
_asked: i64 = i64(0)  # garbage that has something to run first
_held: Ptr[u64] = null()
_held_count: i64 = i64(0)
_held_max: i64 = i64(0)


def allocate_again(size: i64) -> Ptr[u8]:
    """Plain memory, when there was none: after a collection. Null if that did not help."""
    collect()
    return heap.allocate(size)


def allocate_traced_again(size: i64) -> Ptr[u8]:
    """Memory for a traced object, when there was none or a collection was due."""
    if is_enabled:
        collect()
    heap.collected()
    return heap.allocate_traced(size)


def allocate_block(size: i64) -> Ptr[u8]:
    """`heap.allocate`, but memory that cycles hold counts as free."""
    block = heap.allocate(size)
    if has_cycles() and block.is_null():
        return allocate_again(size)
    return block


def collect() -> i64:
    """Let go of all cycles that nobody can reach; how many objects were found in them.

    Does nothing while objects are being destroyed: their counts mean something else then.
    """
    global _is_running
    if not has_cycles() or _is_running or is_anything_dying():
        return i64(0)
    _is_running = True
    total = i64(0)
    rounds = i64(0)
    while rounds < _ROUNDS_MAX:
        rounds += 1
        total += _find()
        if _asked == 0:
            break
    _is_running = False
    heap.collected()
    return total


def _find() -> i64:
    """One round; how many objects it destroyed."""
    global _asked, _found
    _asked = i64(0)
    _found = i64(0)
    _walk(_SHOW, _SUBTRACT)
    _walk(_FIND_ROOTS, _REACH)
    _walk(_SHOW, _RESTORE)
    _walk(_ASK, _SUBTRACT)
    if _asked > 0:
        _finalise()
        return i64(0)
    _walk(_DOOM, _SUBTRACT)
    _clear_doomed()
    _destroy_doomed()
    return _found


def finalise_all() -> None:
    """At the program's end: run what all objects that still live have to run before they die."""
    global _is_running, _asked, is_over
    is_over = True
    _is_running = True
    rounds = i64(0)
    while rounds < _ROUNDS_MAX:
        rounds += 1
        _asked = i64(0)
        _walk(_ASK, _SUBTRACT)
        if _asked == 0:
            break
        _finalise()
    _is_running = False


def _finalise() -> None:
    """Run what objects without a mark have to run, while all of them are whole: as many as asked,
    or as there is memory to remember."""
    global _held, _held_count, _held_max
    _held_max = _asked
    memory = heap.allocate(_held_max * 8)
    if memory.is_null():
        _held_max = _HELD_MAX
        memory = heap.allocate(_HELD_MAX * 8)
    _held = pointer(memory.address())
    _held_count = i64(0)
    _walk(_HOLD, _SUBTRACT)
    at = i64(0)
    while at < _held_count:
        o = _held[at]
        ask_hook(_finalise_hook(_trace(_descriptor(o))), o, True)
        at += 1
    at = i64(0)
    while at < _held_count:
        release_object(_held[at])
        at += 1
    if not memory.is_null():
        heap.free(memory, _held_max * 8)


def _clear_doomed() -> None:
    """Let go of what the garbage holds; for garbage itself that changes nothing."""
    global _does
    _does = _CLEAR
    link = _doomed
    while link != 0:
        o = u64(link) << 4
        _show(o)
        header: Ptr[u32] = pointer(o)
        link = header[0] ^ _IMMORTAL


def _destroy_doomed() -> None:
    global _doomed
    while _doomed != 0:
        o = u64(_doomed) << 4
        header: Ptr[u32] = pointer(o)
        _doomed = header[0] ^ _IMMORTAL
        header[0] = _IMMORTAL
        descriptor: Ptr[u32] = pointer(_descriptor(o))
        call_hook(u64(descriptor[_DESTROY_FUNCTION]), o)


# Walks.


def _walk(action: i64, does: i64) -> None:
    """Do something with each traced object."""
    global _does
    _does = does
    page = i64(0)
    while page < heap.page_count():
        size = heap.traced_cell_size(page)
        if size > 0:
            _walk_run(page, size, action)
        page += heap.run_length(page)


def _walk_run(page: i64, size: i64, action: i64) -> None:
    o = heap.first_cell(page)
    end = heap.run_end(page)
    while o + u64(size) <= end:
        word: Ptr[u64] = pointer(o)
        header: Ptr[u32] = pointer(o)
        if word[0] >> 32 >= _DESCRIPTORS_FROM and header[0] < _IMMORTAL:
            _act(action, o, header)
        o += u64(size)


def _act(action: i64, o: u64, header: Ptr[u32]) -> None:
    global _asked, _held_count, _found, _doomed
    is_marked = header[1] & _MARK != 0
    if action == _SHOW:
        _show(o)
    elif action == _FIND_ROOTS:
        if header[0] != 0 and not is_marked:
            header[1] = header[1] | _MARK
            _show(o)
            _look_through_reached()
    elif action == _ASK:
        if not is_marked and _asks(o):
            _asked += 1
    elif action == _HOLD:
        if is_marked:
            header[1] = header[1] ^ _MARK
        elif _held_count < _held_max and not _held.is_null() and _asks(o):
            header[0] += 1
            _held[_held_count] = o
            _held_count += 1
    elif is_marked:
        header[1] = header[1] ^ _MARK
    else:
        header[0] = _IMMORTAL | _doomed
        _doomed = truncate_u32(o >> 4)
        _found += 1


def _look_through_reached() -> None:
    global _reached
    while _reached != 0:
        o = u64(_reached) << 4
        header: Ptr[u32] = pointer(o)
        _reached = header[0]
        header[0] = u32(0)
        _show(o)


# Objects.


def _descriptor(o: u64) -> u64:
    header: Ptr[u32] = pointer(o)
    return u64(header[1] & ~_MARK)


def _trace(descriptor: u64) -> u64:
    """Address of the trace table; 0 for a class whose objects are in no cycle."""
    words: Ptr[u32] = pointer(descriptor)
    return u64(words[_TRACE])


def _finalise_hook(trace: u64) -> u64:
    hooks: Ptr[u32] = pointer(trace)
    return u64(hooks[_FINALISE_HOOK])


def _asks(o: u64) -> bool:
    """Whether the program has something to run before `o` may die."""
    trace = _trace(_descriptor(o))
    if trace == 0:
        return False
    hook = _finalise_hook(trace)
    return hook != 0 and ask_hook(hook, o, False)


def _show(o: u64) -> None:
    """Visit each reference that `o` holds."""
    trace = _trace(_descriptor(o))
    if trace == 0:  # a list that took on items of a simpler type
        return
    offsets: Ptr[u16] = pointer(trace)
    at = _OFFSETS
    while offsets[at] != 0:
        offset = u64(offsets[at])
        if offset & 1 == 0:
            _visit_reference(o + offset)
        else:
            _visit_word(o + offset - 1)
        at += 1
    hooks: Ptr[u32] = pointer(trace)
    if hooks[_SHOW_HOOK] != 0:
        call_hook(u64(hooks[_SHOW_HOOK]), o)


def visit_references(items: Ptr[u64], count: i64) -> None:
    """Visit the references in a block."""
    at = i64(0)
    while at < count:
        _visit_reference((items + at).address())
        at += 1


def visit_words(items: Ptr[u64], count: i64) -> None:
    """Visit the words in a block that are references, plus 1; small ints are even."""
    at = i64(0)
    while at < count:
        _visit_word((items + at).address())
        at += 1


def _visit_reference(place: u64) -> None:
    slot: Ptr[u64] = pointer(place)
    o = slot[0]
    if o != 0 and _visit(o):
        slot[0] = u64(0)
        release_object(o)


def _visit_word(place: u64) -> None:
    slot: Ptr[u64] = pointer(place)
    word = slot[0]
    if word & 1 != 0 and word != 1 and _visit(word - 1):
        slot[0] = u64(1)
        release_object(word - 1)


def _visit(o: u64) -> bool:
    """What this walk does with an object that another one holds. True: let go of it."""
    global _reached
    if _does == _CLEAR:
        return True
    header: Ptr[u32] = pointer(o)
    count = header[0]
    if count >= _IMMORTAL or _trace(_descriptor(o)) == 0:
        return False
    if _does == _SUBTRACT:
        header[0] = wrapping_sub(count, u32(1))
    elif _does == _RESTORE:
        header[0] = wrapping_add(count, u32(1))
    elif count == 0 and header[1] & _MARK == 0:
        header[1] = header[1] | _MARK
        header[0] = _reached
        _reached = truncate_u32(o >> 4)
    return False
