"""The turn of the loop: one poll point, sources, deadlines, order."""

from collections.abc import Callable

import pytest

from gloam.sched.loop import Loop, nanoseconds
from gloam.sched.source import Source
from support.fake_platform import Deadlock, FakePlatform, install_fake


class BareLoop(Loop):
    def report_error(self, message: str, error: BaseException) -> None:
        raise AssertionError(message) from error


class FakeSource(Source):
    def __init__(self) -> None:
        self.deadline = -1
        self.log: list[str] = []
        self.on_poll: Callable[[], None] = lambda: None

    def poll(self, now_ns: int) -> None:
        self.log.append("poll")
        self.on_poll()

    def flush(self, now_ns: int) -> None:
        self.log.append("flush")

    def next_deadline(self) -> int:
        return self.deadline

    def close(self) -> None:
        self.log.append("close")


@pytest.fixture
def machine() -> FakePlatform:
    return install_fake()


def test_waits_for_the_earlier_of_timer_and_source(machine: FakePlatform) -> None:
    loop, source = BareLoop(), FakeSource()
    loop.add_source(source)
    source.deadline = machine.now_ns + 5
    source.on_poll = lambda: setattr(source, "deadline", -1) if machine.waits else None
    loop.run_later(1, loop.stop)
    start = machine.now_ns
    loop.run_forever()
    assert machine.waits[0] == start + 5
    assert machine.waits[1:] == [nanoseconds((start + 1_000_000_000) / 1e9)]


def test_does_not_wait_while_something_is_ready(machine: FakePlatform) -> None:
    loop = BareLoop()
    loop.run_soon(lambda: loop.run_soon(loop.stop))
    loop.run_forever()
    assert machine.waits == []


def test_does_not_wait_for_a_deadline_that_has_passed(machine: FakePlatform) -> None:
    loop, source = BareLoop(), FakeSource()
    loop.add_source(source)
    source.deadline = 0
    turns = []

    def poll() -> None:
        turns.append(1)
        if len(turns) == 4:
            loop.run_soon(loop.stop)

    source.on_poll = poll
    loop.run_forever()
    assert machine.waits == []


def test_nothing_to_wait_for_waits_without_deadline(machine: FakePlatform) -> None:
    with pytest.raises(Deadlock):
        BareLoop().run_forever()
    assert machine.waits == [-1]


def test_what_a_source_schedules_runs_before_due_timers(machine: FakePlatform) -> None:
    loop, source = BareLoop(), FakeSource()
    loop.add_source(source)
    order: list[str] = []
    loop.run_later(0.5, lambda: order.append("timer"))
    loop.run_later(0.5, loop.stop)

    def poll() -> None:
        if machine.waits and not order:
            loop.run_soon(lambda: order.append("source"))

    source.on_poll = poll
    loop.run_forever()
    assert order == ["source", "timer"]


def test_output_of_a_turn_is_flushed_after_its_handles(machine: FakePlatform) -> None:
    loop, source = BareLoop(), FakeSource()
    loop.add_source(source)
    loop.run_soon(lambda: source.log.append("handle"))
    loop.run_soon(loop.stop)
    loop.run_forever()
    assert source.log == ["poll", "handle", "flush"]


def test_removed_source_is_left_alone_and_close_closes_the_others(machine: FakePlatform) -> None:
    loop, kept, removed = BareLoop(), FakeSource(), FakeSource()
    loop.add_source(kept)
    loop.add_source(removed)
    loop.remove_source(removed)
    loop.close()
    assert (kept.log, removed.log) == (["close"], [])


def test_waking_time_is_never_early() -> None:
    for when in (0.1, 1.0, 123456.789, 1e6 + 1e-7):
        assert nanoseconds(when) / 1e9 >= when
        assert nanoseconds(when) - when * 1e9 <= 2
    assert nanoseconds(-1.0) == 0
    assert nanoseconds(float("inf")) > 2**62
