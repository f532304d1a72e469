"""A UDP relay between two ports of 127.0.0.1, so that a program's port can be renumbered.

Each client gets its own socket towards the program, as behind a NAT; the least recently seen goes
when there are too many.
"""

import selectors
import socket
import threading
from contextlib import suppress
from typing import Final

from gloamtool.failure import UserError
from gloamtool.launch.ports import LOOPBACK, PortForward

CLIENTS_MAX: Final = 256
_DATAGRAM_SIZE_MAX: Final = 65535

_Address = tuple[str, int]


class UdpRelay:
    """Relays `forward` in a thread from entering the context until leaving it."""

    def __init__(self, forward: PortForward) -> None:
        self._target: _Address = (LOOPBACK, forward.guest)
        self._front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._front.bind((LOOPBACK, forward.host))
        except OSError as error:
            self._front.close()
            raise UserError(
                f"-p {forward.host}:{forward.guest}/udp: {LOOPBACK}:{forward.host} "
                f"cannot be bound ({error.strerror}); choose another host port"
            ) from None
        # Clients by address, least recently seen first, and the address behind each socket.
        self._sockets: dict[_Address, socket.socket] = {}
        self._stop_rx, self._stop_tx = socket.socketpair()
        self._thread = threading.Thread(target=self._relay, daemon=True)

    def __enter__(self) -> "UdpRelay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_tx.close()
        self._thread.join()
        for each in (self._front, self._stop_rx, *self._sockets.values()):
            each.close()

    def _relay(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._stop_rx, selectors.EVENT_READ)
            selector.register(self._front, selectors.EVENT_READ, None)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._stop_rx:
                        return
                    if key.fileobj is self._front:
                        self._forth(selector)
                    else:
                        self._back(key.data)

    def _forth(self, selector: selectors.BaseSelector) -> None:
        data, client = self._front.recvfrom(_DATAGRAM_SIZE_MAX)
        outgoing = self._sockets.pop(client, None)
        if outgoing is None:
            if len(self._sockets) == CLIENTS_MAX:
                oldest = self._sockets.pop(next(iter(self._sockets)))
                selector.unregister(oldest)
                oldest.close()
            outgoing = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            outgoing.connect(self._target)
            selector.register(outgoing, selectors.EVENT_READ, client)
        self._sockets[client] = outgoing
        # Refused: as on a network, a datagram to a port that nobody has bound is lost.
        with suppress(ConnectionRefusedError):
            outgoing.send(data)

    def _back(self, client: _Address) -> None:
        incoming = self._sockets.get(client)
        if incoming is None:  # evicted in this very turn
            return
        with suppress(ConnectionRefusedError):
            self._front.sendto(incoming.recv(_DATAGRAM_SIZE_MAX), client)
