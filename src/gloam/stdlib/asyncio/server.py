"""Server: listens on a port and makes a protocol and a transport for each connection."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from gloam.net.stream import Owner, StreamListener
from gloam.sched.loop import Loop

from .exceptions import CancelledError
from .futures import Future
from .protocols import Protocol
from .stream_transport import ConnectionCount, StreamTransport, TransportSocket, address_text


class Server(Owner, ConnectionCount):
    """Made by `loop.create_server`."""

    def __init__(
        self, loop: Loop, listeners: list[StreamListener], factory: Callable[[], Protocol]
    ) -> None:
        self._loop = loop
        self._listeners: list[StreamListener] | None = listeners
        self._factory: Callable[[], Protocol] | None = factory
        self._is_serving = False
        self._is_scheduled = False
        self._connections = 0
        self._waiters: list[Future[None]] = []
        self._serving_forever: Future[None] | None = None

    @property
    def sockets(self) -> tuple[TransportSocket, ...]:
        if self._listeners is None:
            return ()
        found: list[TransportSocket] = []
        for listener in self._listeners:
            found.append(TransportSocket(address_text(listener.local_address()), None))
        return tuple(found)

    def get_loop(self) -> Loop:
        return self._loop

    def is_serving(self) -> bool:
        return self._is_serving

    def close(self) -> None:
        """Take no more connections; those that are open go on."""
        listeners = self._listeners
        if listeners is None:
            return
        self._listeners = None
        self._factory = None
        self._is_serving = False
        for listener in listeners:
            listener.close()
        if self._serving_forever is not None and not self._serving_forever.done():
            self._serving_forever.cancel()
        if self._connections == 0:
            self._wake()

    async def wait_closed(self) -> None:
        """Wait until the server and all of its connections are closed.

        Returns at once when `close` was called before: CPython 3.11 does so too.
        """
        if self._listeners is None:
            return
        waiter = Future[None](loop=self._loop)
        self._waiters.append(waiter)
        await waiter

    async def start_serving(self) -> None:
        """Take connections, if that was put off."""
        self.serve()

    async def serve_forever(self) -> None:
        """Take connections until this is cancelled, which closes the server."""
        if self._serving_forever is not None:
            raise RuntimeError("server is already being awaited on serve_forever()")
        if self._listeners is None:
            raise RuntimeError("server is closed")
        self.serve()
        forever = Future[None](loop=self._loop)
        self._serving_forever = forever
        try:
            await forever
        except CancelledError:
            self.close()
            await self.wait_closed()
            raise
        finally:
            self._serving_forever = None

    async def __aenter__(self) -> Server:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()
        await self.wait_closed()

    def serve(self) -> None:
        """Hear of connections from now on, those included that came before."""
        if self._is_serving or self._listeners is None:
            return
        self._is_serving = True
        for listener in self._listeners:
            listener.owner = self
        self.has_news()

    # ------------------------------------------------------------ for the network and transports

    def has_news(self) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._loop.run_soon(self._accept)

    def abandon(self) -> None:
        self._listeners = None
        self._factory = None
        self._is_serving = False

    def attach(self) -> None:
        self._connections += 1

    def detach(self) -> None:
        self._connections -= 1
        if self._connections == 0 and self._listeners is None:
            self._wake()

    def _accept(self) -> None:
        self._is_scheduled = False
        listeners = self._listeners
        factory = self._factory
        if listeners is None or factory is None:
            return
        for listener in listeners:
            stream = listener.accept()
            while stream is not None:
                StreamTransport(self._loop, stream, factory(), self)
                stream = listener.accept()

    def _wake(self) -> None:
        waiters = self._waiters
        self._waiters = []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
