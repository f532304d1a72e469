"""Whether an address that we could have is somebody's already (RFC 5227, 2.1).

ARP messages and `now_ns` go in, probes into the transmit queue; the verdict waits in `poll_result`.
The probes follow each other faster than the RFC's seconds: they go out when a server has just
granted the address, over a wire, and a program waits for it. Conflicts that show later are the ARP
engine's: it defends the address.
"""

from __future__ import annotations

from typing import Final

from gloam.device.net import Frame
from gloam.net.transmit import TransmitQueue
from gloam.net.wire import arp, ethernet
from gloam.net.wire.arp import ArpMessage, Operation

PROBES: Final = 3
PROBE_INTERVAL_NS: Final = 50_000_000

NO_DEADLINE: Final = -1


class AddressCheck:
    def __init__(self, mac: int, queue: TransmitQueue) -> None:
        self._mac = mac
        self._queue = queue
        self._ip = 0
        """0 while nothing is being checked."""
        self._probes_left = 0
        self._deadline_ns = NO_DEADLINE
        self._result: bool | None = None

    def start(self, ip: int, now_ns: int) -> None:
        """Ask the link; the result comes within PROBES * PROBE_INTERVAL_NS."""
        self._ip = ip
        self._probes_left = PROBES
        self._result = None
        self._probe(now_ns)

    def poll_result(self) -> bool | None:
        """Whether the address is free, once it is known."""
        result = self._result
        self._result = None
        return result

    def receive(self, message: ArpMessage) -> bool:
        """Take a message that shows another claim to the address; False for any other."""
        if self._ip == 0 or message.sender_mac == self._mac:
            return False
        is_probe = message.operation is Operation.REQUEST and message.sender_ip == 0
        if message.sender_ip != self._ip and not (is_probe and message.target_ip == self._ip):
            return False
        self._end(is_free=False)
        return True

    def next_deadline(self) -> int:
        return self._deadline_ns

    def handle_timeout(self, now_ns: int) -> None:
        if self._deadline_ns == NO_DEADLINE or now_ns < self._deadline_ns:
            return
        if self._probes_left == 0:
            self._end(is_free=True)
        else:
            self._probe(now_ns)

    def _probe(self, now_ns: int) -> None:
        """Ask with sender 0.0.0.0, which changes nobody's cache (RFC 5227, 2.1.1)."""
        self._probes_left -= 1
        self._deadline_ns = now_ns + PROBE_INTERVAL_NS
        message = ArpMessage(Operation.REQUEST, self._mac, 0, 0, self._ip)
        header = ethernet.emit_header(ethernet.BROADCAST, self._mac, ethernet.TYPE_ARP)
        self._queue.push(Frame(header + arp.emit(message)))

    def _end(self, *, is_free: bool) -> None:
        self._ip = 0
        self._deadline_ns = NO_DEADLINE
        self._result = is_free
