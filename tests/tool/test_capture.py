"""Recorded frames: the file's format, and the cable that a sandboxed program hangs on."""

import io
import os
import socket
import struct
import time

from gloamtool.launch.cable import RecordingCable
from gloamtool.launch.pcap import PcapWriter


def records(capture: bytes) -> list[tuple[int, bytes]]:
    """Time and frame of each record, read as the format's draft lays it out."""
    assert capture[:24] == struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 1 << 18, 1)
    found = []
    index = 24
    while index < len(capture):
        seconds, nanoseconds, size, original = struct.unpack_from("<IIII", capture, index)
        assert size == original
        index += 16 + size
        found.append((seconds * 10**9 + nanoseconds, capture[index - size : index]))
    assert index == len(capture)
    return found


def test_frames_are_records_with_nanoseconds() -> None:
    file = io.BytesIO()
    writer = PcapWriter(file)
    assert records(file.getvalue()) == []
    writer.write(b"first", 1_700_000_000_123_456_789)
    writer.write(b"", 5)
    assert records(file.getvalue()) == [(1_700_000_000_123_456_789, b"first"), (5, b"")]


def test_cable_carries_and_records_both_ways_and_what_was_sent_last() -> None:
    file = io.BytesIO()
    ours, tap = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    tap.setblocking(False)
    with ours, tap:
        with RecordingCable(tap.fileno(), PcapWriter(file)) as cable:
            ours.send(b"to the program")
            deadline = time.monotonic() + 10
            while True:
                assert time.monotonic() < deadline
                try:
                    assert os.read(cable.program.fileno(), 100) == b"to the program"
                    break
                except BlockingIOError:
                    time.sleep(0.001)
            for number in range(5):
                os.write(cable.program.fileno(), b"from the program %d" % number)
        answers = [ours.recv(100) for _ in range(5)]
    assert answers == [b"from the program %d" % number for number in range(5)]
    assert [frame for _, frame in records(file.getvalue())] == [b"to the program", *answers]
