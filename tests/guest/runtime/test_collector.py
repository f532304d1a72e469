"""The collector over simulated memory: random graphs of objects against plain reachability."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import Ptr, i64, pointer, u16, u32, u64
from gloam.machine.simulation import map_region
from gloam.runtime import collector, heap
from support.simulated_heap import start_heap

REGION_SIZE = 1 << 20
DESTROY, SHOW, FINALISE = 0x20_0001, 0x20_0002, 0x20_0003  # "addresses" of functions
LARGE = 3000
"""Bytes of an object that needs a run of pages."""


def words32(address: int) -> Ptr[u32]:
    found: Ptr[u32] = pointer(u64(address))
    return found


def words64(address: int) -> Ptr[u64]:
    found: Ptr[u64] = pointer(u64(address))
    return found


@dataclass
class Heap:
    """Objects with `fields` references and as many words; the last half of them in a block that a
    hook shows. Counts are kept as compiled code keeps them."""

    fields: int = 2
    live: set[int] = field(default_factory=set)
    finalisable: dict[int, list[int]] = field(default_factory=dict)
    """Objects that have something to run, and whom that puts back into use."""
    destroyed: list[int] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        heap.initialise(map_region(REGION_SIZE), u64(REGION_SIZE))
        self.descriptor = int(map_region(64))
        table = int(map_region(64))
        words32(self.descriptor)[i64(6)] = u32(table)
        words32(self.descriptor)[i64(4)] = u32(DESTROY)
        words32(table)[i64(0)] = u32(SHOW)
        words32(table)[i64(1)] = u32(FINALISE)
        offsets: Ptr[u16] = pointer(u64(table))
        for index in range(self.fields):
            offsets[i64(4 + index)] = u16(8 + 8 * index + index % 2)  # every other one a word
        offsets[i64(4 + self.fields)] = u16(0)
        self.plain = int(map_region(64))  # a class that is in no cycle

    def make(self, *, is_plain: bool = False, is_large: bool = False) -> int:
        size = LARGE if is_large else 16 + 16 * self.fields
        heap.collected()  # none is due
        memory = heap.allocate(i64(size)) if is_plain else heap.allocate_traced(i64(size))
        o = int(memory.address())
        assert o != 0
        words32(o)[i64(0)] = u32(1)
        words32(o)[i64(1)] = u32(self.plain if is_plain else self.descriptor)
        for index in range(2 * self.fields):
            words64(o)[i64(1 + index)] = u64(index % 2)  # null, or an unset word
        self.live.add(o)
        return o

    def store(self, o: int, index: int, value: int) -> None:
        """Move a reference into an unset slot."""
        words64(o)[i64(1 + index)] = u64(value + index % 2)

    def held(self, o: int) -> list[int]:
        values = [int(words64(o)[i64(1 + index)]) for index in range(2 * self.fields)]
        return [v - index % 2 for index, v in enumerate(values) if v > 1]

    def count(self, o: int) -> int:
        return int(words32(o)[i64(0)])

    # What compiled code does.

    def release(self, o: u64) -> None:
        header = words32(int(o))
        if header[i64(0)] >= 1 << 31:
            return
        header[i64(0)] -= 1
        if header[i64(0)] == 0:
            self.destroy(int(o))

    def destroy(self, o: int) -> None:
        assert o in self.live, "destroyed twice"
        self.live.remove(o)
        self.destroyed.append(o)
        self.events.append("destroy")
        for value in self.held(o) if self.is_traced(o) else []:
            assert value in self.live, "a reference to freed memory"
            self.release(u64(value))
        heap.free(pointer(u64(o)), i64(LARGE if o % 4096 == 0 else 16 + 16 * self.fields))

    def is_traced(self, o: int) -> bool:
        return int(words32(o)[i64(1)]) & ~1 == self.descriptor

    def call_hook(self, function: u64, o: u64) -> None:
        if function == DESTROY:
            self.destroy(int(o))
            return
        assert function == SHOW
        for index in range(self.fields, 2 * self.fields):
            place = words64(int(o)) + i64(1 + index)
            if index % 2:
                collector.visit_words(place, i64(1))
            else:
                collector.visit_references(place, i64(1))

    def ask_hook(self, function: u64, o: u64, run: bool) -> bool:
        assert function == FINALISE
        assert int(words32(int(o))[i64(1)]) == self.descriptor or not run, "run with a mark"
        if int(o) not in self.finalisable:
            return False
        if run:
            self.events.append("finalise")
            for other in self.finalisable.pop(int(o)):
                words32(other)[i64(0)] += 1
        return True


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(collector, "has_cycles", lambda: True)
    yield
    start_heap()  # other tests find as much memory as before


def collect(objects: Heap) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collector, "call_hook", objects.call_hook)
        patch.setattr(collector, "ask_hook", objects.ask_hook)
        patch.setattr(collector, "release_object", objects.release)
        return int(collector.collect())


def reachable(objects: Heap, roots: set[int]) -> set[int]:
    found: set[int] = set()
    work = list(roots)
    while work:
        o = work.pop()
        if o not in found:
            found.add(o)
            if objects.is_traced(o):
                work += objects.held(o)
    return found


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[str], list[tuple[int, int, int]], set[int]]:
    """Kinds of the objects, references (from, slot, to), and who is held from elsewhere."""
    kinds = draw(st.lists(st.sampled_from(["traced", "traced", "large", "plain"]), max_size=12))
    index = st.integers(0, max(len(kinds) - 1, 0))
    references = draw(st.lists(st.tuples(index, st.integers(0, 3), index), max_size=24))
    return kinds, references if kinds else [], set(draw(st.lists(index, max_size=4)))


def build(
    objects: Heap, graph: tuple[list[str], list[tuple[int, int, int]], set[int]]
) -> tuple[list[int], set[int]]:
    kinds, references, roots = graph
    made = [objects.make(is_plain=k == "plain", is_large=k == "large") for k in kinds]
    used: set[tuple[int, int]] = set()
    for source, slot, target in references:
        if kinds[source] != "plain" and (source, slot) not in used:
            used.add((source, slot))
            words32(made[target])[i64(0)] += 1
            objects.store(made[source], slot, made[target])
    held = {made[root] for root in roots if root < len(made)}
    return made, held


def let_go(objects: Heap, made: list[int], held: set[int]) -> None:
    """Give up the references that making the objects gave, but those of `held`."""
    for o in made:
        if o not in held:
            objects.release(u64(o))


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_exactly_what_nobody_reaches_goes(
    graph: tuple[list[str], list[tuple[int, int, int]], set[int]],
) -> None:
    objects = Heap()
    made, held = build(objects, graph)
    expected = reachable(objects, held)
    let_go(objects, made, held)
    before = len(objects.destroyed)
    found = collect(objects)
    assert objects.live == expected
    assert found <= len(objects.destroyed) - before
    for o in expected:
        references = sum(objects.held(x).count(o) for x in expected if objects.is_traced(x))
        assert objects.count(o) == references + (o in held)
        assert int(words32(o)[i64(1)]) in (objects.descriptor, objects.plain), "a mark is left"
    assert int(heap.live_objects()) == len(expected)


@given(graphs(), st.data())
@settings(max_examples=100, deadline=None)
def test_finalisers_run_first_and_once_and_may_revive(
    graph: tuple[list[str], list[tuple[int, int, int]], set[int]], data: st.DataObject
) -> None:
    objects = Heap()
    made, held = build(objects, graph)
    if not made:
        return
    some = st.lists(st.sampled_from(made), max_size=3, unique=True)
    asking = [o for o in data.draw(some) if objects.is_traced(o)]
    let_go(objects, made, held)
    asking = [o for o in asking if o in objects.live]
    garbage = objects.live - reachable(objects, held)
    revived: set[int] = set()
    for o in asking:
        others = [x for x in data.draw(some) if x in reachable(objects, {o})]
        objects.finalisable[o] = others
        if o in garbage:
            revived.update(others)
    objects.events.clear()
    collect(objects)
    assert objects.live == reachable(objects, held | revived)
    assert "finalise" not in objects.events[len(set(asking) & garbage) :]
    assert set(objects.finalisable) == set(asking) - garbage


def test_a_long_list_needs_no_stack() -> None:
    objects = Heap()
    first = last = objects.make()
    for _ in range(600):
        node = objects.make()
        objects.store(last, 0, node)
        last = node
    words32(first)[i64(0)] += 1
    objects.store(last, 1, first)
    assert collect(objects) == 0
    words32(first)[i64(0)] -= 1
    assert collect(objects) == 601
    assert int(heap.live_objects()) == 0


def test_nothing_is_collected_while_objects_die(monkeypatch: pytest.MonkeyPatch) -> None:
    objects = Heap()
    o = objects.make()
    objects.store(o, 0, o)
    monkeypatch.setattr(collector, "is_anything_dying", lambda: True)
    assert collect(objects) == 0
    monkeypatch.setattr(collector, "is_anything_dying", lambda: False)
    assert collect(objects) == 1


def test_traced_memory_runs_out_when_a_collection_is_due() -> None:
    objects = Heap()
    count = 0
    while not heap.allocate_traced(i64(2000)).is_null():
        count += 1
    assert heap.free_pages() > 0, "there is memory left"
    assert not heap.allocate(i64(2000)).is_null()
    heap.collected()
    assert count > 0
    assert objects.make() != 0
