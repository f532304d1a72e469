"""Memory: pages, slabs of equal cells, runs of pages, and the pool of I/O pages.

Layers, bottom up; each knows only the one below it:

- *Runs.* The region is cut into pages of 4 KiB. Free runs lie in bins by length and coalesce with
  their neighbours when they are freed. What is known of a run stands in a table beside the pages,
  so a page that was never used is never touched.
- *Slabs.* A page of equal cells for blocks of at most 2016 bytes. A slab has its own list of free
  cells; a size class allocates from one current slab, and a slab that empties gives its page back.
- *Blocks.* `allocate` and `free`: a cell, or a run of whole pages. The caller remembers the size.
- *I/O pages.* Whole pages for devices, from a pool of their own.

Pages are zero when they become slabs or I/O pages; blocks of whole pages have undefined contents.
Exhausted memory is a null pointer, never an exception: who asked decides. In a debug build a freed
block is filled with 0xDB and kept in quarantine, and leaving it checks that nobody wrote to it.
Knows nothing of types or reference counts; of the platform only how to die.
"""
# ruff: noqa: PLW0603  # the heap is one per image: its state is static data

from typing import Final

from gloam.device import platform
from gloam.machine import (
    DEBUG,
    Ptr,
    fill_memory,
    halt_forever,
    i64,
    leading_zeros,
    null,
    pointer,
    trailing_zeros,
    truncate_u32,
    u8,
    u32,
    u64,
    wrapping_add,
    wrapping_sub,
)

PAGE_SIZE: Final = i64(4096)
PAGE_SHIFT: Final = i64(12)
PAGE_MASK: Final = u64(0xFFFF_FFFF_FFFF_F000)

SMALL_SIZE_MAX: Final = i64(512)
CELL_SIZE_MAX: Final = i64(2016)
SLOT_COUNT: Final = i64(39)
"""Size classes; each has slabs of its own for plain blocks and for traced objects."""
TRACED: Final = i64(39)
"""Slot of the traced objects of size class 0."""
SLOTS_ALL: Final = i64(78)

# A slab begins with eight words; the rest are cells.
SLAB_HEADER_SIZE: Final = i64(64)
FREE_CELL: Final = i64(0)  # address of the first free cell, which holds the next; 0 at the end
USED: Final = i64(1)  # cells handed out
IS_FULL: Final = i64(2)  # 1 when the slab left its class for want of free cells
NEXT: Final = i64(3)  # neighbours among the slabs of the class with free cells
PREVIOUS: Final = i64(4)
SLOT: Final = i64(5)

# The table has four u32 for each page; those of the first and last page of a run count.
ENTRY: Final = i64(4)
LENGTH: Final = i64(0)
STATE: Final = i64(1)
LINK_NEXT: Final = i64(2)  # page numbers plus one, 0 for none
LINK_PREVIOUS: Final = i64(3)

STATE_FREE: Final = u32(0)
STATE_SLAB: Final = u32(1)
STATE_BLOCK: Final = u32(2)
STATE_IO: Final = u32(3)
STATE_RESERVE: Final = u32(4)
STATE_TRACED: Final = u32(5)  # a block that is one traced object

RESERVE_PAGES: Final = i64(8)
"""Kept for making a MemoryError and unwinding with it."""

# Lengths 1 to 15 have a bin each, the lengths from 2**k to 2**(k+1) - 1 above share one.
BIN_COUNT: Final = i64(64)
IO_POOL_MAX: Final = i64(64)

QUARANTINE_SIZE: Final = i64(64)
QUARANTINE_BLOCK_MAX: Final = i64(0x1_0000)
POISON: Final = u8(0xDB)
POISON_WORD: Final = u64(0xDBDB_DBDB_DBDB_DBDB)

COLLECT_AT_PAGES: Final = i64(256)
"""Below this many pages in use nobody looks for cycles."""

_current: Ptr[u64] = null()  # by slot: the slab that allocations of the class come from
_available: Ptr[u64] = null()  # by slot: first of the other slabs with free cells
_bins: Ptr[u32] = null()  # by bin: first free run, page number plus one
_bins_used: u64 = u64(0)  # bit n is set when bin n is not empty
_table: Ptr[u32] = null()
_base: u64 = u64(0)  # address of page 0
_page_count: i64 = i64(0)
_fresh: i64 = i64(0)  # pages from here on are known to be zero: nobody has used them
_io_free: u32 = u32(0)  # first page in the I/O pool, plus one
_io_free_count: i64 = i64(0)
_dead: u64 = u64(0)
_quarantine: Ptr[u64] = null()  # a ring of addresses and sizes
_quarantine_next: i64 = i64(0)
_reserve: i64 = i64(-1)  # the first page of the reserve, -1 if there is none
_reserve_is_due: bool = False  # used up: to be kept again when there is ample memory
_pages_used: i64 = i64(0)  # all that is in runs
_collect_at: i64 = COLLECT_AT_PAGES  # with so many in use, a collection is due


def initialise(start: u64, size: u64, is_zeroed: bool = True) -> None:
    """Make the heap of `size` bytes at `start`; they belong to the heap from now on.

    Unless they are zero already, a page is zeroed at its first use too, not only when it is reused.
    The control tables at the start have to be zero either way.
    """
    global _current, _available, _bins, _quarantine, _table, _base, _page_count
    global _bins_used, _fresh, _io_free, _io_free_count, _dead, _quarantine_next
    global _reserve, _reserve_is_due, _pages_used, _collect_at
    control = (start + 15) & ~u64(15)
    no_slab = control
    _current = pointer(control + 64)
    _available = _current + SLOTS_ALL
    _quarantine = _available + SLOTS_ALL
    bins = _quarantine + QUARANTINE_SIZE * 2
    _bins = pointer(bins.address())
    _table = _bins + BIN_COUNT
    table = _table.address()
    end = (start + size) & PAGE_MASK
    pages = (end - table) // u64(4096 + 16)
    _base = (table + pages * 16 + 4095) & PAGE_MASK
    _page_count = i64((end - _base) // 4096)
    _bins_used = u64(0)
    _fresh = i64(0) if is_zeroed else _page_count
    _io_free = u32(0)
    _io_free_count = i64(0)
    _dead = u64(0)
    _quarantine_next = i64(0)
    _reserve = i64(-1)
    _reserve_is_due = False
    _pages_used = i64(0)
    _collect_at = i64(4) if DEBUG else COLLECT_AT_PAGES
    slot = i64(0)
    while slot < SLOTS_ALL:
        _current[slot] = no_slab  # a slab without cells: the first allocation takes the slow path
        slot += 1
    _bin_insert(i64(0), _page_count)


# Blocks.


def allocate(size: i64) -> Ptr[u8]:
    """A block of at least `size` bytes on a 16-byte boundary, or null: no block has a size below 0,
    which a length near 2**63 gives with the head of its object."""
    if size <= SMALL_SIZE_MAX:
        if size < 0:
            return null()
        return _take((size + 15) >> 4)
    if size <= CELL_SIZE_MAX:
        return _take(_slot_of(size))
    return _take_run(size, STATE_BLOCK)


def allocate_traced(size: i64) -> Ptr[u8]:
    """Memory for an object that may be part of a cycle. Null also when a collection is due."""
    if size <= SMALL_SIZE_MAX:
        return _take(TRACED + ((size + 15) >> 4))
    if size <= CELL_SIZE_MAX:
        return _take(TRACED + _slot_of(size))
    if _pages_used >= _collect_at:
        return null()
    return _take_run(size, STATE_TRACED)


def free(block: Ptr[u8], size: i64) -> None:
    """Give back a block; `size` is what allocate was called with."""
    if DEBUG and size <= QUARANTINE_BLOCK_MAX:
        _quarantine_block(block, size)
    else:
        _release_block(block.address(), size)


def rounded_size(size: i64) -> i64:
    """How many bytes a block of `size` really has; sizes that round alike are interchangeable."""
    if size <= CELL_SIZE_MAX:
        return _cell_size(_slot_of(size))
    return _page_span(size) << PAGE_SHIFT


def _take(slot: i64) -> Ptr[u8]:
    slab: Ptr[u64] = pointer(_current[slot])
    cell = slab[FREE_CELL]
    if cell == 0:
        return _take_from_next_slab(slot)
    link: Ptr[u64] = pointer(cell)
    slab[FREE_CELL] = link[0]
    slab[USED] = wrapping_add(slab[USED], u64(1))  # no check on the hot path
    return pointer(cell)


def _take_run(size: i64, state: u32) -> Ptr[u8]:
    if size > _page_count << PAGE_SHIFT:
        return null()
    page = _run_acquire(_page_span(size), state)
    if page < 0:
        return null()
    return pointer(_page_address(page))


def _release_block(address: u64, size: i64) -> None:
    if size > CELL_SIZE_MAX:
        _run_release(_page_number(address), _page_span(size))
        return
    slab: Ptr[u64] = pointer(address & PAGE_MASK)
    cell: Ptr[u64] = pointer(address)
    cell[0] = slab[FREE_CELL]
    slab[FREE_CELL] = address
    used = wrapping_sub(slab[USED], u64(1))
    slab[USED] = used
    if used == 0 or slab[IS_FULL] != 0:
        _slab_changed(slab)


def out_of_memory() -> None:
    """Where an operation that cannot raise MemoryError ends: says so and leaves the program."""
    platform.current.write_error(b"gloam: fatal: out of memory\n")
    platform.current.exit(134)
    halt_forever()


# Slabs.


def _slot_of(size: i64) -> i64:
    """The size class: units of 16 bytes up to 512, then what fits a page 7, 6, 5, 4, 3, 2 times."""
    if size <= SMALL_SIZE_MAX:
        return (size + 15) >> 4
    if size <= 576:
        return i64(33)
    if size <= 672:
        return i64(34)
    if size <= 800:
        return i64(35)
    if size <= 1008:
        return i64(36)
    if size <= 1344:
        return i64(37)
    return i64(38)


def _cell_size(slot: i64) -> i64:
    if slot >= TRACED:
        slot -= TRACED
    if slot <= 32:
        return i64(16) if slot == 0 else slot << 4
    if slot == 33:
        return i64(576)
    if slot == 34:
        return i64(672)
    if slot == 35:
        return i64(800)
    if slot == 36:
        return i64(1008)
    if slot == 37:
        return i64(1344)
    return CELL_SIZE_MAX


def _take_from_next_slab(slot: i64) -> Ptr[u8]:
    """Retire the exhausted current slab of a class and take a cell from another."""
    exhausted: Ptr[u64] = pointer(_current[slot])
    address = _available[slot]
    if address == 0:
        address = _slab_new(slot)
        if address == 0:
            return null()
    else:
        _slab_unlink(address, slot)
    exhausted[IS_FULL] = u64(1)
    _current[slot] = address
    slab: Ptr[u64] = pointer(address)
    cell = slab[FREE_CELL]
    link: Ptr[u64] = pointer(cell)
    slab[FREE_CELL] = link[0]
    slab[USED] = wrapping_add(slab[USED], u64(1))
    return pointer(cell)


def _slab_new(slot: i64) -> u64:
    """The address of a slab with all cells free, linked in ascending order; 0 without memory."""
    if slot >= TRACED and _pages_used >= _collect_at:
        return u64(0)
    page = _run_acquire_zeroed(i64(1), STATE_SLAB)
    if page < 0:
        return u64(0)
    address = _page_address(page)
    size = _cell_size(slot)
    slab: Ptr[u64] = pointer(address)
    slab[FREE_CELL] = address + u64(SLAB_HEADER_SIZE)
    slab[SLOT] = u64(slot)
    offset = SLAB_HEADER_SIZE
    while offset + size * 2 <= PAGE_SIZE:
        cell: Ptr[u64] = pointer(address + u64(offset))
        cell[0] = address + u64(offset + size)
        offset += size
    return address


def _slab_changed(slab: Ptr[u64]) -> None:
    """A cell was freed that was the last one used, or the first one free again."""
    slot = i64(slab[SLOT])
    address = slab.address()
    if slab[IS_FULL] != 0:
        slab[IS_FULL] = u64(0)
        _slab_link(address, slot)
    if slab[USED] == 0 and _current[slot] != address:
        _slab_unlink(address, slot)
        _run_release(_page_number(address), i64(1))


def _slab_link(address: u64, slot: i64) -> None:
    slab: Ptr[u64] = pointer(address)
    follower = _available[slot]
    slab[NEXT] = follower
    slab[PREVIOUS] = u64(0)
    if follower != 0:
        next_slab: Ptr[u64] = pointer(follower)
        next_slab[PREVIOUS] = address
    _available[slot] = address


def _slab_unlink(address: u64, slot: i64) -> None:
    slab: Ptr[u64] = pointer(address)
    follower = slab[NEXT]
    leader = slab[PREVIOUS]
    if leader == 0:
        _available[slot] = follower
    else:
        previous_slab: Ptr[u64] = pointer(leader)
        previous_slab[NEXT] = follower
    if follower != 0:
        next_slab: Ptr[u64] = pointer(follower)
        next_slab[PREVIOUS] = leader


# Runs of pages.


def _page_address(page: i64) -> u64:
    return _base + (u64(page) << 12)


def _page_number(address: u64) -> i64:
    return i64((address - _base) >> 12)


def _page_span(size: i64) -> i64:
    return (size + (PAGE_SIZE - 1)) >> PAGE_SHIFT


def _bin_of(length: i64) -> i64:
    if length < 16:
        return length
    return i64(12 + 63) - leading_zeros(u64(length))


def _describe(page: i64, length: i64, state: u32) -> None:
    """Enter a run into the table."""
    first = page * ENTRY
    last = (page + length - 1) * ENTRY
    _table[first + LENGTH] = u32(length)
    _table[first + STATE] = state
    _table[last + LENGTH] = u32(length)
    _table[last + STATE] = state


def _bin_insert(page: i64, length: i64) -> None:
    global _bins_used
    _describe(page, length, STATE_FREE)
    bin_index = _bin_of(length)
    follower = _bins[bin_index]
    entry = page * ENTRY
    _table[entry + LINK_NEXT] = follower
    _table[entry + LINK_PREVIOUS] = u32(0)
    if follower != 0:
        _table[(i64(follower) - 1) * ENTRY + LINK_PREVIOUS] = u32(page + 1)
    _bins[bin_index] = u32(page + 1)
    _bins_used = _bins_used | u64(1) << u64(bin_index)


def _bin_remove(page: i64, length: i64) -> None:
    global _bins_used
    entry = page * ENTRY
    follower = _table[entry + LINK_NEXT]
    leader = _table[entry + LINK_PREVIOUS]
    if follower != 0:
        _table[(i64(follower) - 1) * ENTRY + LINK_PREVIOUS] = leader
    if leader != 0:
        _table[(i64(leader) - 1) * ENTRY + LINK_NEXT] = follower
        return
    bin_index = _bin_of(length)
    _bins[bin_index] = follower
    if follower == 0:
        _bins_used = _bins_used & ~(u64(1) << u64(bin_index))


def _run_find(length: i64) -> i64:
    """The first page of a free run of at least `length` pages, -1 if there is none.

    In a shared bin the first run that is long enough; in a bin above, any run is.
    """
    bin_index = _bin_of(length)
    candidate = _bins[bin_index]
    while candidate != 0:
        page = i64(candidate) - 1
        if i64(_table[page * ENTRY + LENGTH]) >= length:
            return page
        candidate = _table[page * ENTRY + LINK_NEXT]
    longer = _bins_used >> u64(bin_index) >> 1
    if longer == 0:
        return i64(-1)
    return i64(_bins[bin_index + 1 + trailing_zeros(longer)]) - 1


def _run_acquire(length: i64, state: u32) -> i64:
    """The first of `length` pages with undefined contents, -1 without memory."""
    global _fresh, _pages_used
    page = _run_find(length)
    if page < 0:
        return page
    _pages_used += length
    found = i64(_table[page * ENTRY + LENGTH])
    _bin_remove(page, found)
    if found > length:
        _bin_insert(page + length, found - length)
    _describe(page, length, state)
    if page + length > _fresh:  # noqa: PLR1730  # max() is not for raw integers
        _fresh = page + length
    return page


def _run_acquire_zeroed(length: i64, state: u32) -> i64:
    fresh = _fresh
    page = _run_acquire(length, state)
    if page < 0 or page >= fresh:
        return page
    stale = length if page + length <= fresh else fresh - page
    fill_memory(pointer(_page_address(page)), u8(0), stale << PAGE_SHIFT)
    return page


def _run_release(page: i64, length: i64) -> None:
    global _pages_used
    _pages_used -= length
    if page > 0 and _table[(page - 1) * ENTRY + STATE] == STATE_FREE:
        before = i64(_table[(page - 1) * ENTRY + LENGTH])
        page -= before
        length += before
        _bin_remove(page, before)
    following = page + length
    if following < _page_count and _table[following * ENTRY + STATE] == STATE_FREE:
        after = i64(_table[following * ENTRY + LENGTH])
        length += after
        _bin_remove(following, after)
    _bin_insert(page, length)
    if _reserve_is_due and length >= RESERVE_PAGES * 4:
        keep_reserve()


# Traced objects, for the collector.


def page_count() -> i64:
    return _page_count


def run_length(page: i64) -> i64:
    """Pages of the run that begins at `page`."""
    return i64(_table[page * ENTRY + LENGTH])


def traced_cell_size(page: i64) -> i64:
    """Bytes of each traced object in the run that begins here; 0 if there are none."""
    state = _table[page * ENTRY + STATE]
    if state == STATE_SLAB:
        slab: Ptr[u64] = pointer(_page_address(page))
        slot = i64(slab[SLOT])
        return _cell_size(slot) if slot >= TRACED else i64(0)
    if state == STATE_TRACED:
        return i64(_table[page * ENTRY + LENGTH]) << PAGE_SHIFT
    return i64(0)


def first_cell(page: i64) -> u64:
    """Address of the first traced object in a run."""
    if _table[page * ENTRY + STATE] == STATE_SLAB:
        return _page_address(page) + u64(SLAB_HEADER_SIZE)
    return _page_address(page)


def run_end(page: i64) -> u64:
    return _page_address(page + run_length(page))


def collected() -> None:
    """What is in use now was looked through: the next collection is due when it has doubled.

    Much earlier in a debug build, so that what a collection must not meet is met in tests.
    """
    global _collect_at
    if DEBUG:
        _collect_at = _pages_used + (_pages_used >> 3) + 4
        return
    _collect_at = _pages_used * 2
    if _collect_at < COLLECT_AT_PAGES:  # noqa: PLR1730  # max() is not for raw integers
        _collect_at = COLLECT_AT_PAGES


# The reserve.


def keep_reserve() -> None:
    """Set pages aside for the moment when there are no others."""
    global _reserve, _reserve_is_due
    _reserve_is_due = False
    _reserve = _run_acquire(RESERVE_PAGES, STATE_RESERVE)


def use_reserve() -> None:
    """Memory has run out: whoever reports that may use the pages that were set aside."""
    global _reserve, _reserve_is_due
    page = _reserve
    if page >= 0:
        _reserve = i64(-1)
        _run_release(page, RESERVE_PAGES)
        _reserve_is_due = True


# I/O pages.


def io_page_acquire() -> Ptr[u8]:
    """A page for a device, or null. It may hold what an earlier device access left in it."""
    global _io_free, _io_free_count
    if _io_free != 0:
        page = i64(_io_free) - 1
        _io_free = _table[page * ENTRY + LINK_NEXT]
        _io_free_count -= 1
        return pointer(_page_address(page))
    return io_pages_acquire(i64(1))


def io_page_release(page: Ptr[u8]) -> None:
    """Back to the pool; beyond IO_POOL_MAX, back to the heap."""
    global _io_free, _io_free_count
    if _io_free_count >= IO_POOL_MAX:
        io_pages_release(page, i64(1))
        return
    number = _page_number(page.address())
    _table[number * ENTRY + LINK_NEXT] = _io_free
    _io_free = u32(number + 1)
    _io_free_count += 1


def io_pages_acquire(count: i64) -> Ptr[u8]:
    """Zeroed adjacent pages for a device (rings), or null."""
    page = _run_acquire_zeroed(count, STATE_IO)
    if page < 0:
        return null()
    return pointer(_page_address(page))


def io_pages_release(pages: Ptr[u8], count: i64) -> None:
    _run_release(_page_number(pages.address()), count)


# The work list of dead objects. Freeing an object pushes those that it held last, so freeing a long
# chain needs no stack. A dead object's reference count is free to be the link: address / 16.


def dead_push(o: u64) -> None:
    global _dead
    header: Ptr[u32] = pointer(o)
    header[0] = truncate_u32(_dead >> 4)
    _dead = o


def dead_pop() -> u64:
    """The dead object that was pushed last, its reference count 0 again; 0 when there is none."""
    global _dead
    o = _dead
    if o == 0:
        return o
    header: Ptr[u32] = pointer(o)
    _dead = u64(header[0]) << 4
    header[0] = u32(0)
    return o


# Figures.


def live_objects() -> i64:
    """Blocks allocated and not freed. Walks the table: for checks, not for every turn."""
    return _live(False)


def live_bytes() -> i64:
    """Bytes in the blocks of live_objects, rounded as rounded_size does."""
    return _live(True)


def free_pages() -> i64:
    return _page_count - _pages_used


def io_pages_in_use() -> i64:
    return _count_pages(STATE_IO) - _io_free_count


def _count_pages(state: u32) -> i64:
    total = i64(0)
    page = i64(0)
    while page < _page_count:
        length = i64(_table[page * ENTRY + LENGTH])
        if _table[page * ENTRY + STATE] == state:
            total += length
        page += length
    return total


def _live(in_bytes: bool) -> i64:
    total = i64(0)
    page = i64(0)
    while page < _page_count:
        length = i64(_table[page * ENTRY + LENGTH])
        state = _table[page * ENTRY + STATE]
        if state == STATE_SLAB:
            slab: Ptr[u64] = pointer(_page_address(page))
            used = i64(slab[USED])
            total += used * _cell_size(i64(slab[SLOT])) if in_bytes else used
        elif state != STATE_FREE and state != STATE_IO and state != STATE_RESERVE:
            total += length << PAGE_SHIFT if in_bytes else i64(1)
        page += length
    return total - _quarantined(in_bytes)


# Debug builds: quarantine.


def _quarantined(in_bytes: bool) -> i64:
    total = i64(0)
    index = i64(0)
    while index < QUARANTINE_SIZE:
        if _quarantine[index * 2] != 0:
            total += rounded_size(i64(_quarantine[index * 2 + 1])) if in_bytes else i64(1)
        index += 1
    return total


def _quarantine_block(block: Ptr[u8], size: i64) -> None:
    """Poison a freed block and really free the one that has been here longest."""
    global _quarantine_next
    words: Ptr[u64] = pointer(block.address())
    bytes_rounded = rounded_size(size)
    if words[0] == POISON_WORD and words[1] == POISON_WORD:  # or a block that nobody wrote to
        assert not _is_quarantined(block.address()), "heap: freed twice"
    fill_memory(block, POISON, bytes_rounded)
    entry = _quarantine_next * 2
    oldest = _quarantine[entry]
    oldest_size = i64(_quarantine[entry + 1])
    _quarantine[entry] = block.address()
    _quarantine[entry + 1] = u64(size)
    _quarantine_next = (_quarantine_next + 1) % QUARANTINE_SIZE
    if oldest != 0:
        _check_poison(oldest, rounded_size(oldest_size))
        freed: Ptr[u64] = pointer(oldest)
        freed[0] = u64(0)
        _release_block(oldest, oldest_size)


def _is_quarantined(address: u64) -> bool:
    index = i64(0)
    while index < QUARANTINE_SIZE:
        if _quarantine[index * 2] == address:
            return True
        index += 1
    return False


def _check_poison(address: u64, size: i64) -> None:
    words: Ptr[u64] = pointer(address)
    index = i64(0)
    while index < size >> 3:
        assert words[index] == POISON_WORD, "heap: written after it was freed"
        index += 1
