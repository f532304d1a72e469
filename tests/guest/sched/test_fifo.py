from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from gloam.sched.fifo import Fifo


@given(st.lists(st.one_of(st.integers(), st.none())))
def test_behaves_like_a_deque(operations: list[int | None]) -> None:
    ours: Fifo[int] = Fifo()
    theirs: deque[int] = deque()
    for operation in operations:
        if operation is not None:
            ours.push(operation)
            theirs.append(operation)
        elif theirs:
            assert ours.pop() == theirs.popleft()
        assert len(ours) == len(theirs)
    while theirs:
        assert ours.pop() == theirs.popleft()


def test_clear_empties_both_halves() -> None:
    queue: Fifo[int] = Fifo()
    for number in range(3):
        queue.push(number)
    queue.pop()
    queue.push(4)
    queue.clear()
    assert len(queue) == 0
