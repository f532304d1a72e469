"""Whole hosts on a virtual link: seeded loss, delay, reordering, duplication, corruption, rate.

There is no other clock than `now_ns`, which jumps from event to event. A failure is repeated by its
seed. One of our stacks can also face something else that takes and gives frames.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from gloam.net.address import parse_hint
from gloam.net.stack import NO_DEADLINE, Stack
from gloam.net.tcp_host import TcpHost
from support.offload import cut

SECOND = 1_000_000_000
MILLISECOND = 1_000_000
STILL_STEPS_MAX = 20_000
"""So many steps at one moment are a loop."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a link does to each frame, the same both ways."""

    delay_ns: int = MILLISECOND
    loss: float = 0.0
    reorder: float = 0.0
    """Share of frames that skip the delay of others by up to four times."""
    duplicate: float = 0.0
    corrupt: float = 0.0
    bits_per_second: int = 0
    """0 for no limit."""
    queue_bytes: int = 256 << 10
    """In front of a limited rate; what does not fit is lost."""


@dataclass
class Direction:
    conditions: Conditions
    random: random.Random
    free_ns: int = 0
    carried: int = 0
    lost: int = 0

    def arrivals(self, frame: bytes, now_ns: int) -> list[tuple[int, bytes]]:
        """When which frames come out at the other end."""
        conditions = self.conditions
        self.carried += 1
        leave_ns = now_ns
        if conditions.bits_per_second:
            waiting_ns = max(self.free_ns - now_ns, 0)
            if waiting_ns * conditions.bits_per_second > conditions.queue_bytes * 8 * SECOND:
                self.lost += 1
                return []
            size_ns = len(frame) * 8 * SECOND // conditions.bits_per_second
            self.free_ns = max(self.free_ns, now_ns) + size_ns
            leave_ns = self.free_ns
        if self.random.random() < conditions.loss:
            self.lost += 1
            return []
        found = [(leave_ns + conditions.delay_ns, frame)]
        if self.random.random() < conditions.reorder:
            late_ns = self.random.randrange(4 * conditions.delay_ns + MILLISECOND)
            found = [(leave_ns + conditions.delay_ns + late_ns, frame)]
        if self.random.random() < conditions.duplicate:
            found.append((found[0][0] + self.random.randrange(2 * MILLISECOND), frame))
        if self.random.random() < conditions.corrupt:
            index = self.random.randrange(len(frame))
            flipped = frame[index] ^ 1 << self.random.randrange(8)
            damaged = frame[:index] + bytes([flipped]) + frame[index + 1 :]
            found[0] = (found[0][0], damaged)
        return found


@dataclass
class Host:
    """A stack, and what its program does whenever something may have changed."""

    stack: Stack
    tcp: TcpHost
    direction: Direction
    step: Callable[[int], None] = field(default=lambda now_ns: None)


class Simulation:
    """Two hosts, 10.9.0.1 and 10.9.0.2, and the link between them."""

    def __init__(self, seed: int, conditions: Conditions, *, offloads: bool = False) -> None:
        """With `offloads` the hosts' devices cut segments."""
        self._offloads = offloads
        self.now_ns = 1_000 * SECOND
        self.hosts = [self._host(seed, number, conditions) for number in (0, 1)]
        self._arrivals: list[tuple[int, int, int, bytes]] = []
        self._count = 0
        self.capture: list[tuple[int, int, bytes]] | None = None

    def _host(self, seed: int, number: int, conditions: Conditions) -> Host:
        rng = random.Random(seed * 2 + number)
        mac = 0x0200_0000_0001 + number
        hint = parse_hint(f"10.9.0.{number + 1}/24")
        stack = Stack(mac, 1500, hint, rng.randbytes(16), self._offloads)
        return Host(stack, stack.open_tcp(), Direction(conditions, rng))

    def run(self, is_done: Callable[[], bool], limit_ns: int) -> bool:
        """Run until `is_done()`; False if that took longer than `limit_ns`."""
        end_ns = self.now_ns + limit_ns
        still = 0
        while True:
            self._transmit()
            if is_done():
                return True
            next_ns = self._next_ns()
            if next_ns == NO_DEADLINE or next_ns > end_ns:
                self.now_ns = end_ns
                return is_done()
            still = still + 1 if next_ns <= self.now_ns else 0
            assert still < STILL_STEPS_MAX, f"no progress at {self.now_ns}"
            self.now_ns = max(next_ns, self.now_ns)
            self._receive()
            for host in self.hosts:
                deadline = host.stack.next_deadline()
                if deadline != NO_DEADLINE and deadline <= self.now_ns:
                    host.stack.handle_timeout(self.now_ns)

    def _transmit(self) -> None:
        for number, host in enumerate(self.hosts):
            host.step(self.now_ns)
            while (sent := host.stack.poll_transmit(self.now_ns)) is not None:
                for frame in cut(sent):
                    self._carry(frame, number)

    def _carry(self, frame: bytes, number: int) -> None:
        if self.capture is not None:
            self.capture.append((self.now_ns, number, frame))
        for when_ns, arrived in self.hosts[number].direction.arrivals(frame, self.now_ns):
            self._count += 1
            heapq.heappush(self._arrivals, (when_ns, self._count, 1 - number, arrived))

    def _receive(self) -> None:
        while self._arrivals and self._arrivals[0][0] <= self.now_ns:
            _, _, number, frame = heapq.heappop(self._arrivals)
            self.hosts[number].stack.receive_frame(frame, self.now_ns)

    def _next_ns(self) -> int:
        times = [host.stack.next_deadline() for host in self.hosts]
        if self._arrivals:
            times.append(self._arrivals[0][0])
        return min((time for time in times if time != NO_DEADLINE), default=NO_DEADLINE)
