"""The allocator over simulated memory, against a model that knows every live block."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import Ptr, fill_memory, i64, pointer, u8, u32, u64
from gloam.machine.simulation import map_region
from gloam.runtime import heap

REGION_SIZE = 1 << 19


def start_heap(size: int = REGION_SIZE) -> None:
    heap.initialise(map_region(size), u64(size))


@pytest.fixture(params=[False, True], ids=["release", "debug"])
def debug(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(heap, "DEBUG", request.param)
    start_heap()
    return bool(request.param)


def block_at(address: int) -> Ptr[u8]:
    block: Ptr[u8] = pointer(u64(address))
    return block


def allocate(size: int) -> int:
    return int(heap.allocate(i64(size)).address())


def free(address: int, size: int) -> None:
    heap.free(block_at(address), i64(size))


class Model:
    """Live blocks by address, each filled with a byte of its own."""

    def __init__(self) -> None:
        self.blocks: dict[int, tuple[int, int]] = {}

    def allocate(self, size: int, mark: int) -> None:
        address = allocate(size)
        if address == 0:
            return
        assert address % 16 == 0
        for start, (length, _) in self.blocks.items():
            assert address + size <= start or start + length <= address
        fill_memory(block_at(address), u8(mark), i64(size))
        self.blocks[address] = (size, mark)

    def free(self, choice: int) -> None:
        if not self.blocks:
            return
        address = sorted(self.blocks)[choice % len(self.blocks)]
        size, mark = self.blocks.pop(address)
        block = block_at(address)
        for index in (0, size // 2, size - 1):
            assert block[i64(index)] == mark
        free(address, size)


sizes = st.one_of(st.integers(1, 64), st.integers(1, 2100), st.integers(2000, 40_000))
operations = st.lists(
    st.one_of(
        st.tuples(st.just("allocate"), sizes),
        st.tuples(st.just("free"), st.integers(0, 1000)),
    ),
    max_size=60,
)


@given(operations, st.booleans())
@settings(max_examples=40, deadline=None)
def test_blocks_never_overlap_and_all_memory_comes_back(
    steps: list[tuple[str, int]], poisoned: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heap, "DEBUG", poisoned)
        start_heap()
        model = Model()
        for number, (operation, argument) in enumerate(steps):
            if operation == "allocate":
                model.allocate(argument, number % 200)
            else:
                model.free(argument)
            assert heap.live_objects() == len(model.blocks)
        while model.blocks:
            model.free(0)
        assert heap.live_objects() == 0
        assert heap.live_bytes() == 0


def test_random_churn_of_small_blocks(debug: bool) -> None:
    choose = random.Random(1)
    model = Model()
    for step in range(1500):
        if choose.random() < 0.6:
            model.allocate(choose.choice((16, 24, 100, 512)), step % 200)
        else:
            model.free(choose.randrange(1000))
    while model.blocks:
        model.free(choose.randrange(1000))
    assert heap.live_objects() == 0


def test_an_empty_slab_gives_its_page_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "DEBUG", False)
    start_heap()
    before = heap.free_pages()
    blocks = [allocate(512) for _ in range(70)]
    assert heap.free_pages() == before - 10
    for address in blocks:
        free(address, 512)
    assert heap.free_pages() == before - 1  # the current slab of the class stays


def test_cells_freed_in_a_full_slab_are_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "DEBUG", False)
    start_heap()
    blocks = [allocate(512) for _ in range(21)]  # three slabs, all full
    before = heap.free_pages()
    for address in (blocks[3], blocks[9]):
        free(address, 512)
    assert {allocate(512), allocate(512)} == {blocks[3], blocks[9]}
    assert heap.free_pages() == before
    for address in blocks:
        free(address, 512)
    assert heap.free_pages() == before + 2
    again = [allocate(512) for _ in range(21)]
    assert len(set(again)) == 21
    assert heap.free_pages() == before


def test_freed_runs_coalesce_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "DEBUG", False)
    pages = 3 * 5
    for order in ((0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1)):
        start_heap((pages + 2) * 4096)
        assert heap.free_pages() >= pages
        blocks = [allocate(5 * 4096) for _ in range(3)]
        assert 0 not in blocks
        assert allocate(5 * 4096) == 0
        for index in order:
            free(blocks[index], 5 * 4096)
        assert allocate(pages * 4096) != 0
        while allocate(4096) != 0:
            pass
        assert heap.free_pages() == 0
        assert heap.live_bytes() == heap._page_count * 4096


def test_exhausted_memory_is_null(debug: bool) -> None:
    assert allocate(REGION_SIZE) == 0
    assert allocate(1 << 62) == 0
    blocks = 0
    while allocate(2016) != 0:
        blocks += 1
    assert blocks == heap.live_objects()
    assert heap.free_pages() == 0
    assert heap.io_page_acquire().is_null()


def test_counters_tell_blocks_and_bytes(debug: bool) -> None:
    small = allocate(20)
    large = allocate(5000)
    assert heap.live_objects() == 2
    assert heap.live_bytes() == 32 + 8192
    free(small, 20)
    free(large, 5000)
    assert heap.live_objects() == 0
    assert heap.live_bytes() == 0


@pytest.mark.parametrize(
    ("size", "rounded"),
    list(
        zip(
            (1, 16, 17, 512, 513, 577, 700, 801, 1009, 1345, 2016, 2017, 4096, 4097),
            (16, 16, 32, 512, 576, 672, 800, 1008, 1344, 2016, 2016, 4096, 4096, 8192),
            strict=True,
        )
    ),
)
def test_size_classes(size: int, rounded: int) -> None:
    assert heap.rounded_size(i64(size)) == rounded


def test_a_write_after_free_is_found_when_the_block_leaves_quarantine() -> None:
    start_heap()
    address = allocate(48)
    free(address, 48)
    block_at(address)[40] = u8(1)
    others = [allocate(32) for _ in range(64)]
    with pytest.raises(AssertionError, match="written after it was freed"):
        for other in others:
            free(other, 32)


def test_freeing_twice_is_found() -> None:
    start_heap()
    address = allocate(48)
    free(address, 48)
    with pytest.raises(AssertionError, match="freed twice"):
        free(address, 48)


def test_an_untouched_large_block_may_be_freed_after_reuse() -> None:
    start_heap()
    for _ in range(200):
        free(allocate(3000), 3000)


def test_an_untouched_block_from_the_middle_of_a_freed_one_may_be_freed() -> None:
    start_heap()
    free(allocate(16384), 16384)
    for _ in range(64):  # out of quarantine, its pages still full of poison
        free(allocate(32), 32)
    blocks = [allocate(4096) for _ in range(4)]
    for address in blocks:
        free(address, 4096)


def test_poison_moved_to_the_front_of_a_block_is_no_second_free() -> None:
    start_heap()
    free(allocate(48), 48)
    for _ in range(64):
        free(allocate(32), 32)
    address = allocate(48)
    fill_memory(block_at(address), u8(0xDB), i64(48))
    free(address, 48)
    with pytest.raises(AssertionError, match="freed twice"):
        free(address, 48)


def test_a_recycled_page_is_zero_when_it_becomes_an_io_page(debug: bool) -> None:
    address = allocate(8192)
    fill_memory(block_at(address), u8(0xEE), i64(8192))
    heap._release_block(u64(address), i64(8192))
    pages = heap.io_pages_acquire(i64(2))
    assert pages.address() == address
    assert all(pages[i64(index)] == 0 for index in range(0, 8192, 64))


def test_io_pages_are_page_aligned_pooled_and_counted(debug: bool) -> None:
    before = heap.free_pages()
    pages = [heap.io_page_acquire() for _ in range(80)]
    assert all(page.address() % 4096 == 0 for page in pages)
    assert len({int(page.address()) for page in pages}) == 80
    assert heap.io_pages_in_use() == 80
    for page in pages:
        heap.io_page_release(page)
    assert heap.io_pages_in_use() == 0
    assert heap.free_pages() == before - heap.IO_POOL_MAX
    assert heap.io_page_acquire().address() in {page.address() for page in pages}
    assert heap.live_objects() == 0


def test_dead_objects_are_a_stack_linked_through_their_counts(debug: bool) -> None:
    objects = [allocate(16) for _ in range(5)]
    assert heap.dead_pop() == 0
    for address in objects:
        heap.dead_push(u64(address))
    for address in reversed(objects):
        assert heap.dead_pop() == address
        header: Ptr[u32] = pointer(u64(address))
        assert header[0] == 0
    assert heap.dead_pop() == 0


def test_memory_that_firmware_has_used_is_zeroed_on_first_use(debug: bool) -> None:
    region = map_region(REGION_SIZE)
    fill_memory(pointer(region), u8(0xA5), i64(REGION_SIZE))
    fill_memory(pointer(region), u8(0), i64(8192))
    heap.initialise(region, u64(REGION_SIZE), False)
    pages = heap.io_pages_acquire(i64(2))
    assert {int(pages[i64(offset)]) for offset in range(0, 8192, 8)} == {0}
    seen = set()
    while (address := allocate(48)) != 0:
        assert address not in seen
        assert int(region) <= address <= int(region) + REGION_SIZE - 48
        seen.add(address)
    assert len(seen) > REGION_SIZE // 48 // 2


def test_the_reserve_is_there_when_nothing_else_is_and_comes_back(debug: bool) -> None:
    heap.keep_reserve()
    blocks = []
    while address := allocate(4096):
        blocks.append(address)
    assert heap.free_pages() == 0
    heap.use_reserve()
    assert [allocate(4096) != 0 for _ in range(int(heap.RESERVE_PAGES))] == [True] * 8
    assert allocate(4096) == 0
    heap.use_reserve()
    assert allocate(4096) == 0
    for address in blocks:
        free(address, 4096)
    heap.use_reserve()
    assert heap.free_pages() > len(blocks) - 8 - heap.QUARANTINE_SIZE, "kept again, and used again"
