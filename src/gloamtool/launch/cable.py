"""A cable between a TAP device and a sandboxed program that records every frame.

The program gets one end of a socket pair where it expects the TAP descriptor: one read or write is
one frame there too. A thread carries the frames, so a capture costs the program a little time and
the sandbox nothing.
"""

import os
import selectors
import socket
import threading
import time
from contextlib import suppress
from typing import Final

from gloamtool.launch.pcap import PcapWriter

_FRAME_SIZE_MAX: Final = 65_553
_BUFFER_SIZE: Final = 1 << 20


class RecordingCable:
    """Carries frames from entering the context until leaving it. `tap_fd` stays the caller's."""

    def __init__(self, tap_fd: int, writer: PcapWriter) -> None:
        self._tap_fd = tap_fd
        self._writer = writer
        self._ours, self.program = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for end in (self._ours, self.program):
            end.setblocking(False)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_SIZE)
        self._stop_rx, self._stop_tx = socket.socketpair()
        self._thread = threading.Thread(target=self._carry, daemon=True)

    def __enter__(self) -> "RecordingCable":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_tx.close()
        self._thread.join()
        for each in (self._ours, self.program, self._stop_rx):
            each.close()

    def _carry(self) -> None:
        with selectors.DefaultSelector() as selector:
            for source in (self._stop_rx, self._ours.fileno(), self._tap_fd):
                selector.register(source, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._stop_rx:
                        # What the program sent last is still in the socket.
                        while self._carry_frame(self._ours.fileno(), self._tap_fd):
                            pass
                        return
                    target = self._ours.fileno() if key.fd == self._tap_fd else self._tap_fd
                    self._carry_frame(key.fd, target)

    def _carry_frame(self, source: int, target: int) -> bool:
        """Move one frame, recording it. A full target loses it, as a cable would; False at the end.

        A TAP interface that is down takes and gives nothing (EIO); it may come up again.
        """
        try:
            frame = os.read(source, _FRAME_SIZE_MAX)
        except OSError:
            return False
        if not frame:
            return False
        self._writer.write(frame, time.time_ns())
        with suppress(OSError):
            os.write(target, frame)
        return True
