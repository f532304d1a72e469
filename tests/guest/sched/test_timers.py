import heapq

from hypothesis import given
from hypothesis import strategies as st

from gloam.sched.handle import TimerHandle
from gloam.sched.timers import CLEAN_SIZE_MIN, TimerHeap


class Peer:
    """An entry for CPython's heapq, ordered by time alone as asyncio's handles are."""

    def __init__(self, when: float, number: int) -> None:
        self.when = when
        self.number = number

    def __lt__(self, other: "Peer") -> bool:
        return self.when < other.when


def handle(when: float) -> TimerHandle:
    return TimerHandle(when, lambda: None)


OPERATIONS = st.lists(st.one_of(st.integers(0, 5), st.none()), max_size=80)


@given(OPERATIONS)
def test_order_is_that_of_heapq_even_for_equal_times(operations: list[int | None]) -> None:
    ours, theirs = TimerHeap(), list[Peer]()
    handles: list[TimerHandle] = []
    for operation in operations:
        if operation is not None:
            timer = handle(float(operation))
            heapq.heappush(theirs, Peer(float(operation), len(handles)))
            handles.append(timer)
            ours.push(timer)
        elif theirs:
            assert ours.first() is handles[theirs[0].number]
            assert ours.pop() is handles[heapq.heappop(theirs).number]
    while theirs:
        assert ours.pop() is handles[heapq.heappop(theirs).number]
    assert ours.first() is None


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=300))
def test_cancelled_timers_never_come_first(plan: list[tuple[int, bool]]) -> None:
    heap = TimerHeap()
    live = []
    for when, is_cancelled in plan:
        timer = handle(float(when))
        heap.push(timer)
        if is_cancelled:
            timer.cancel()
        else:
            live.append(float(when))
    seen = []
    while (first := heap.first()) is not None:
        assert heap.pop() is first
        seen.append(first.when())
    assert seen == sorted(live)
    assert len(heap) == 0


def test_heap_of_cancelled_timers_stays_small() -> None:
    heap = TimerHeap()
    heap.push(handle(1.0))
    for number in range(10_000):
        timer = handle(2.0 + number)
        heap.push(timer)
        timer.cancel()
        timer.cancel()
        heap.first()
        assert len(heap) <= CLEAN_SIZE_MIN + 1


def test_timer_cancelled_after_it_left_is_not_counted() -> None:
    heap = TimerHeap()
    timers = [handle(float(number)) for number in range(CLEAN_SIZE_MIN + 3)]
    for timer in timers:
        heap.push(timer)
    for _ in range(2):
        heap.pop().cancel()
    for timer in timers[2:52]:
        timer.cancel()
    # 50 of 101 are cancelled, which is not more than half: only those in front go.
    assert heap.first() is timers[52]
    assert len(heap) == CLEAN_SIZE_MIN + 1 - 50


def test_clear_cancels_everything() -> None:
    heap = TimerHeap()
    timer = handle(1.0)
    heap.push(timer)
    heap.clear()
    assert timer.cancelled()
    assert heap.first() is None
