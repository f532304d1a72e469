"""Promise: whatever segments a peer sends, at whatever times, nothing is raised, memory stays
within the named limits, every segment of ours is well-formed, and an honest connection goes on.

    python fuzz/fuzz_tcp.py [--seed N] [--rounds N]

A round is a fresh stack with a listener, connections both ways, and one honest connection to a
second port. The hostile peer knows the true sequence numbers half of the time (as one on the path
would) and mixes in segments that are mutated, truncated, or noise. A failure prints its seed.
"""

from __future__ import annotations

import argparse
import random
import struct
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from gloam.net.tcp.connection import Connection
from gloam.net.tcp.engine import CONNECTIONS_MAX, HALF_OPEN_MAX, REPLIES_MAX
from gloam.net.tcp.reassembly import RUNS_MAX
from gloam.net.tcp.scoreboard import RECORDS_MAX
from gloam.net.tcp.state import State
from gloam.net.tcp.time_wait import REMAINS_MAX
from gloam.net.wire.tcp import parse_options
from support import packets
from support.tcp_bench import MILLISECOND, PORT, SECOND, TcpBench

SEGMENTS_PER_ROUND = 400
HONEST_PORT = 8
HONEST_PEER = 50_000
FLAGS = ("", "A", "PA", "FA", "S", "SA", "R", "RA", "F", "FSRPA", "SFA", "SR")
OPTIONS = (
    b"",
    b"",
    bytes.fromhex("020405b4"),
    bytes.fromhex("02040000"),
    bytes.fromhex("0204000101030e01"),
    bytes.fromhex("0101080affffffff00000000"),
    bytes.fromhex("0101080a0000000000000000"),
    bytes.fromhex("01010402"),
    bytes.fromhex("0101050affffffff00000001"),
    bytes.fromhex("0402080a000000010000000001030307020405b4"),
    bytes.fromhex("08010101"),
)


class Round:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.bench = TcpBench()
        self.engine = self.bench.tcp.engine
        self.listener = self.bench.listen(self.random.choice((1, 4, 100)))
        self.held: list[Connection] = []
        # The honest peer: what it has sent and got so far.
        self.honest = self._open_honest()
        self.honest_sent = 0
        self.honest_got = 0

    def _open_honest(self) -> Connection:
        bench = self.bench
        listener = bench.listen(port=HONEST_PORT)
        self._as_honest()
        bench.send("S", 0)
        bench.sent()
        bench.send("A", 1, 1)
        connection = listener.accept()
        assert connection is not None
        self.honest_iss = bench.iss
        return connection

    def _as_honest(self) -> None:
        self.bench.peer_port = HONEST_PEER
        self.bench.our_port = HONEST_PORT

    def run(self) -> None:
        for _ in range(SEGMENTS_PER_ROUND):
            self.attack()
            self.act()
            self.drain()
            self.check_limits()
        self.check_honest()
        self.check_end()

    # ------------------------------------------------------------ the attacker

    def attack(self) -> None:
        pick = self.random
        bench = self.bench
        connections = [c for c in self.engine.connections() if c is not self.honest]
        if connections and pick.random() < 0.7:
            target = pick.choice(connections)
            bench.our_port = target.flow.local_port
            bench.peer_port = target.flow.remote_port
            near = target.receiver.nxt, target.sender.una
        else:
            bench.our_port = pick.choice((PORT, PORT, PORT, 9))
            bench.peer_port = pick.choice((PORT, 1_000 + pick.randrange(600)))
            near = pick.getrandbits(32), pick.getrandbits(32)
        payload = bytes(pick.choice((0, 0, 1, 3, 100, 1460)))
        options = pick.choice(OPTIONS)
        if pick.random() < 0.3:
            options = self.sack_of(near[1])
        bench.raw(
            pick.choice(FLAGS),
            (near[0] + self.offset()) & 0xFFFF_FFFF,
            (near[1] + self.offset()) & 0xFFFF_FFFF,
            payload,
            window=pick.choice((0, 1, 100, 8_000, 65_535)),
            options=options,
        )
        if pick.random() < 0.05:
            self.noise()

    def offset(self) -> int:
        pick = self.random
        return pick.choice(
            (0, 0, 0, 1, -1, 2, 10, 1460, -1460, 65_535, 1 << 31, pick.getrandbits(32))
        )

    def sack_of(self, una: int) -> bytes:
        pick = self.random
        count = pick.randint(1, 4)
        edges = [
            (una + pick.choice((0, 1, 1460, 2920, 5000, self.offset()))) for _ in range(2 * count)
        ]
        blocks = b"".join((edge & 0xFFFF_FFFF).to_bytes(4, "big") for edge in edges)
        return bytes([1, 1, 5, 2 + 8 * count]) + blocks

    def noise(self) -> None:
        body = self.random.randbytes(self.random.randrange(60))
        self.bench.stack.receive_frame(packets.ethernet(packets.ipv4(body, 6)), self.bench.now)

    # ------------------------------------------------------------ our side

    def act(self) -> None:
        """What a program and its loop do in between."""
        pick = self.random
        bench = self.bench
        accepted = self.listener.accept()
        if accepted is not None:
            self.held.append(accepted)
        if pick.random() < 0.1:
            made = bench.tcp.connect(0, 0x0A09_0001, pick.choice((PORT, 80)), bench.now)
            if isinstance(made, Connection):
                self.held.append(made)
        if self.held:
            self.use(pick.choice(self.held))
        if pick.random() < 0.5:
            bench.now += pick.choice((1, MILLISECOND, 50 * MILLISECOND, SECOND, 70 * SECOND))
            bench.stack.handle_timeout(bench.now)
        while self.engine.poll_event() is not None or self.engine.poll_listener() is not None:
            pass

    def use(self, connection: Connection) -> None:
        choice = self.random.randrange(8)
        if choice < 3:
            size = min(connection.room(), self.random.choice((1, 100, 5_000, 300_000)))
            if size > 0:
                self.engine.write(connection, bytes(size))
        elif choice < 5:
            self.engine.read(connection, self.random.choice((1, 1_000, 1 << 20)))
        elif choice == 5:
            self.engine.shut_down(connection)
        else:
            self.held.remove(connection)
            if choice == 6:
                self.engine.close(connection, self.bench.now)
            else:
                self.engine.abort(connection)

    def drain(self) -> None:
        for frame in self.bench.frames():
            check_sent(frame)

    # ------------------------------------------------------------ what has to hold

    def check_limits(self) -> None:
        # The limits are promises about private state, so the check looks at it.
        engine = self.engine
        connections = engine.connections()
        assert len(connections) <= CONNECTIONS_MAX
        assert 0 <= engine._half_open <= HALF_OPEN_MAX
        assert len(engine._replies) <= REPLIES_MAX
        assert len(engine._time_wait) <= REMAINS_MAX
        assert 0 <= engine._memory.used <= engine._memory._limit
        waiting = 0
        for connection in connections:
            board = connection.sender.board
            records = board._records[board._head :]
            assert len(records) <= RECORDS_MAX
            size = connection.sender.nxt - connection.sender.una
            if connection.state not in (State.CLOSED, State.TIME_WAIT):
                assert board.flight + board.held + board.lost == size, (vars(board), size)
            assert min(board.flight, board.held, board.lost) >= 0
            assert len(connection.receiver._reassembly._runs) <= RUNS_MAX
            waiting += connection.receiver.readable() + connection.receiver._reassembly.size
            deadline = connection.next_deadline()
            assert deadline == -1 or deadline > 0
        assert waiting <= engine._memory.used

    def check_honest(self) -> None:
        """The honest peer says something and hears the answer, whatever went on."""
        bench = self.bench
        if self.honest.state is not State.ESTABLISHED:
            raise AssertionError(f"the honest connection is {self.honest.state}")
        bench.iss = self.honest_iss
        self._as_honest()
        bench.send("A", 1, 1, b"hello")
        assert self.engine.read(self.honest, 100) == b"hello"
        self.engine.write(self.honest, b"world")
        frames = [
            frame for frame in bench.frames() if frame[36:38] == struct.pack("!H", HONEST_PEER)
        ]
        assert any(frame.endswith(b"world") for frame in frames), frames
        bench.send("A", 6, 6)
        assert self.honest.sender.una == self.honest.sender.nxt

    def check_end(self) -> None:
        """When its users are gone and time has passed, nothing is left."""
        self.engine.close_listener(self.listener)
        for connection in self.engine.connections():
            self.engine.close(connection, self.bench.now)
            self.engine.read(connection, 1 << 30)
        for connection in self.held:
            self.engine.close(connection, self.bench.now)
        self.drain()
        for _ in range(60):
            self.bench.now += 30 * SECOND
            self.bench.stack.handle_timeout(self.bench.now)
            self.drain()
        assert self.engine.connections() == []
        assert self.engine._memory.used == 0
        assert len(self.engine._time_wait) == 0
        assert len(self.engine._deadlines) == 0


def check_sent(frame: bytes) -> None:
    """An independent reading of a frame of ours."""
    assert frame[23] == 6
    segment = frame[34:]
    pseudo = frame[26:34] + struct.pack("!HH", 6, len(segment))
    assert packets.internet_checksum(pseudo + segment) == 0
    size = (segment[12] >> 4) * 4
    assert 20 <= size <= min(60, len(segment))
    assert len(frame) <= 1514
    assert parse_options(segment, 20, size) is not None
    assert segment[13] & 0x3F not in (0, 0x3F)


def run_rounds(seed: int, rounds: int) -> int:
    """Run rounds with the seeds from `seed` on; the number of segments fed."""
    for number in range(seed, seed + rounds):
        try:
            Round(number).run()
        except BaseException:
            print(f"fuzz_tcp: failed in the round with --seed {number} --rounds 1")
            raise
    return rounds * SEGMENTS_PER_ROUND


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--rounds", type=int, default=2_500)
    options = parser.parse_args()
    start = time.monotonic()
    segments = run_rounds(options.seed, options.rounds)
    seconds = time.monotonic() - start
    print(
        f"fuzz_tcp: {segments} segments from seed {options.seed} in {seconds:.0f} s, promise kept"
    )


if __name__ == "__main__":
    main()
