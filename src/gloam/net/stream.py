"""TCP connections and listeners, as the layer above uses them, whatever carries them.

Whoever owns one is told when there is something to look at, and when what carries it is gone.
`stack_stream` is our own stack, `host_stream` the sockets of the host.
"""

from __future__ import annotations

from gloam.net.bind import BindError
from gloam.net.udp import SendError


class Owner:
    """Told of news. It is let go of at the end, so that the two do not keep each other."""

    def has_news(self) -> None:
        """Something has come, has left, or has ended."""
        raise NotImplementedError

    def abandon(self) -> None:
        """The interface closes, and all of its streams with it: no news will come any more."""
        raise NotImplementedError


class Stream:
    """A connection, from the request or the acceptance to `close` or `abort`."""

    def __init__(self) -> None:
        self.owner: Owner | None = None

    def local_address(self) -> tuple[int, int]:
        """IP address and port."""
        raise NotImplementedError

    def remote_address(self) -> tuple[int, int]:
        raise NotImplementedError

    def is_opening(self) -> bool:
        """Whether the handshake goes on."""
        raise NotImplementedError

    def failure(self) -> int:
        """Linux's errno number for why the connection ended early, or 0."""
        raise NotImplementedError

    def room(self) -> int:
        """How many bytes `write` takes now."""
        raise NotImplementedError

    def unsent(self) -> int:
        """Bytes that were taken and that the peer, or the host, has not."""
        raise NotImplementedError

    def write(self, data: bytes) -> None:
        """Queue at most `room()` bytes."""
        raise NotImplementedError

    def readable(self) -> int:
        """Bytes that have come."""
        raise NotImplementedError

    def read(self, limit: int) -> bytes:
        """Up to `limit` bytes that have come; b"" when there are none."""
        raise NotImplementedError

    def is_at_eof(self) -> bool:
        """Whether the peer has closed its side and everything is read."""
        raise NotImplementedError

    def shut_down(self) -> None:
        """Close our side, after what is queued."""
        raise NotImplementedError

    def close(self) -> None:
        """Close our side and read no more; a RST instead if something was not read."""
        raise NotImplementedError

    def abort(self) -> None:
        """End at once; what is queued is lost."""
        raise NotImplementedError

    def abandon(self) -> None:
        """Close, as a program's sockets are closed when it ends."""
        owner = self.owner
        self.close()
        if owner is not None:
            owner.abandon()


class StreamListener:
    """A port that takes connections."""

    def __init__(self) -> None:
        self.owner: Owner | None = None

    def local_address(self) -> tuple[int, int]:
        raise NotImplementedError

    def accept(self) -> Stream | None:
        """The oldest connection that waits."""
        raise NotImplementedError

    def close(self) -> None:
        """Take no more; connections that wait are reset."""
        raise NotImplementedError

    def abandon(self) -> None:
        owner = self.owner
        self.close()
        if owner is not None:
            owner.abandon()


class Streams:
    """What makes them."""

    def listen(self, ip: int, port: int, backlog: int) -> StreamListener | BindError:
        """A listener on our address, loopback, or all; port 0 asks for any free one."""
        raise NotImplementedError

    def connect(
        self, local_port: int, remote_ip: int, remote_port: int
    ) -> Stream | BindError | SendError:
        """A stream that is opening; local port 0 is any free one."""
        raise NotImplementedError
