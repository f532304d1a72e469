"""The event loop with asyncio's methods.

One class carries the name that programs annotate with: there is one loop implementation.
Only `create_datagram_endpoint`, `create_connection` and `create_server` reach the network stack,
and only the last two TCP: a program without them has neither in its image.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from socket import (
    AF_INET,
    AF_UNSPEC,
    EAI_FAMILY,
    EAI_SOCKTYPE,
    IPPROTO_TCP,
    IPPROTO_UDP,
    SOCK_DGRAM,
    SOCK_STREAM,
    gaierror,
)
from typing import Any, Final, TypeVar

from gloam.device import platform
from gloam.dns import code as dns_code
from gloam.net.address import is_loopback
from gloam.net.bind import BindError
from gloam.net.network import Network
from gloam.net.stream import Stream, Streams
from gloam.net.udp import SendError
from gloam.net.wire.octets import ip_text
from gloam.sched import loop as sched_loop
from gloam.sched.context import Context, copy_context, switch_to
from gloam.sched.handle import Handle, TimerHandle
from gloam.sched.loop import Loop

from .datagram import EndpointTransport, os_error, resolve
from .futures import Completion, DoneCallback, Future
from .names import Names, literal
from .protocols import DatagramProtocol, Protocol
from .server import Server
from .stream_transport import Connecting, StreamTransport, failed_connect
from .tasks import Task, sleep
from .transports import DatagramTransport, Transport

T = TypeVar("T")
P = TypeVar("P", bound=DatagramProtocol)
S = TypeVar("S", bound=Protocol)


CONFIGURATION_TIMEOUT_S: Final = 30
NO_ADDRESS: Final = 101


class AbstractEventLoop(Loop):
    def __init__(self) -> None:
        super().__init__()
        self._network: Network | None = None
        self._names: Names | None = None
        self._exception_handler: Callable[[AbstractEventLoop, dict[str, object]], object] | None = (
            None
        )

    def create_future(self) -> Future[T]:
        """A future of what the context says: `done: Future[int] = loop.create_future()`."""
        return Future(loop=self)

    def create_task(
        self,
        coro: Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> Task[T]:
        """Drive `coro` from the next turn on, in `context` or a copy of the current one."""
        self.check_open()
        return Task(coro, loop=self, name=name, context=context)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """Call `callback(*args)` in the next turn, after what was scheduled before it."""
        return self.run_soon(bound_call(callback, args, context))

    def call_later(
        self,
        delay: float | int,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> TimerHandle:
        """Call `callback(*args)` in `delay` seconds."""
        return self.run_later(delay, bound_call(callback, args, context))

    def call_at(
        self,
        when: float | int,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> TimerHandle:
        """Call `callback(*args)` at the time `when` of the loop's clock."""
        return self.run_at(when, bound_call(callback, args, context))

    def run_until_complete(self, future: Coroutine[Any, Any, T] | Future[T]) -> T:
        """Run until the future or coroutine is done; its result."""
        self.check_open()
        task: Future[T]
        if isinstance(future, Future):
            task = future
        else:
            task = Task(future, loop=self)
        stopper = _Stopper(self)
        task.add_listener(stopper)
        try:
            self.run_forever()
        finally:
            task.remove_listener(stopper)
        if not task.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return task.result()

    def set_exception_handler(
        self, handler: Callable[[AbstractEventLoop, dict[str, object]], object] | None
    ) -> None:
        """Have `handler(loop, context)` called instead of the message on standard error."""
        self._exception_handler = handler

    def default_exception_handler(self, context: dict[str, object]) -> None:
        """Say on standard error what happened."""
        message = context.get("message")
        exception = context.get("exception")
        text = f"{message}\n" if exception is None else f"{message}\n{exception!r}\n"
        platform.current.write_error(text.encode())

    def call_exception_handler(self, context: dict[str, object]) -> None:
        """Report a problem: `context` has "message" and maybe "exception"."""
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def report_error(self, message: str, error: BaseException) -> None:
        self.call_exception_handler({"message": message, "exception": error})

    def close(self) -> None:
        super().close()
        self._network = None
        self._names = None

    async def create_datagram_endpoint(
        self,
        protocol_factory: Callable[[], P],
        local_addr: tuple[str, int] | None = None,
        remote_addr: tuple[str, int] | None = None,
        *,
        allow_broadcast: bool | None = None,
    ) -> tuple[DatagramTransport, P]:
        """Bind a UDP port; the transport and the protocol, already told of it.

        Raises OSError if the port is taken, the address is not ours, or there is no network.
        """
        if local_addr is None and remote_addr is None:
            raise ValueError("unexpected address family")
        remote = None
        remote_ip = 0
        if remote_addr is not None:
            remote_ip = (await self._addresses(remote_addr[0]))[0]
            remote = (ip_text(remote_ip), remote_addr[1])
        local_ip = 0
        local_port = 0
        if local_addr is not None:
            local_ip = resolve(local_addr[0])
            local_port = local_addr[1]
        network = await self._ready_network(is_loopback(remote_ip) or is_loopback(local_ip))
        endpoint = network.bind(
            self, local_ip, local_port, is_loopback(remote_ip), allow_broadcast is True
        )
        if isinstance(endpoint, BindError):
            raise os_error(endpoint.value)
        if remote is not None:
            endpoint.connect(remote_ip, remote[1])
        protocol = protocol_factory()
        transport = EndpointTransport(self, endpoint, protocol, remote)
        waiter = _Opened(loop=self)
        self.run_soon(waiter.open)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def create_connection(
        self,
        protocol_factory: Callable[[], S],
        host: str | None = None,
        port: int | None = None,
        *,
        local_addr: tuple[str, int] | None = None,
    ) -> tuple[Transport, S]:
        """Connect to a TCP server; the transport and the protocol, already told of it.

        Raises OSError: ConnectionRefusedError, TimeoutError, or another with its errno.
        """
        if host is None or port is None:
            raise ValueError("host and port was not specified and no sock specified")
        local_port = 0 if local_addr is None else local_addr[1]
        stream = await self._connect_first(await self._addresses(host), port, local_port)
        protocol = protocol_factory()
        transport = StreamTransport(self, stream, protocol, None)
        waiter = _Opened(loop=self)
        self.run_soon(waiter.open)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def _connect_first(self, ips: list[int], port: int, local_port: int) -> Stream:
        """A stream to the first of the addresses that takes one."""
        errors: list[OSError] = []
        for ip in ips:
            try:
                return await self._connect(ip, port, local_port)
            except OSError as error:
                errors.append(error)
        texts = [str(error) for error in errors]
        for text in texts:
            if text != texts[0]:
                raise OSError(f"Multiple exceptions: {', '.join(texts)}")
        raise errors[0]

    async def _connect(self, ip: int, port: int, local_port: int) -> Stream:
        stream = (await self._streams(ip)).connect(local_port, ip, port)
        if isinstance(stream, (BindError, SendError)):
            code: int = stream.value
            raise os_error(code)
        connecting = Connecting(self, stream)
        stream.owner = connecting
        try:
            await connecting
        except BaseException:
            stream.abort()
            raise
        finally:
            stream.owner = None
        code = stream.failure()
        if code != 0:
            stream.abort()
            raise failed_connect(code, (ip_text(ip), port))
        return stream

    async def create_server(
        self,
        protocol_factory: Callable[[], Protocol],
        host: str | None = None,
        port: int | None = None,
        *,
        backlog: int = 100,
        reuse_address: bool | None = None,
        reuse_port: bool | None = None,
        start_serving: bool = True,
    ) -> Server:
        """Listen on a TCP port, with a protocol of its own for each connection.

        A host of None or "" means every address. `reuse_address` is how it is anyway; several
        programs cannot share a port here, so `reuse_port` has nothing to do.
        """
        if port is None:
            raise ValueError("Neither host/port nor sock were specified")
        ip = 0 if host is None or host == "" else resolve(host)
        listener = (await self._streams(ip)).listen(ip, port, backlog)
        if isinstance(listener, BindError):
            code: int = listener.value
            text = str(os_error(code).strerror).lower()
            raise OSError(
                code,
                f"error while attempting to bind on address {(ip_text(ip), port)!r}: {text}",
            )
        server = Server(self, [listener], protocol_factory)
        if start_serving:
            server.serve()
            await sleep(0)
        return server

    async def getaddrinfo(
        self,
        host: str | None,
        port: int | None,
        *,
        family: int = 0,
        type: int = 0,
        proto: int = 0,
        flags: int = 0,
    ) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        """The IPv4 addresses of a name, in socket's form; numbers where CPython has enums.

        Ports are numbers, and `flags` are not looked at. Raises socket.gaierror.
        """
        if family not in (AF_UNSPEC, AF_INET):
            raise gaierror(EAI_FAMILY, "ai_family not supported")
        kinds: list[tuple[int, int]] = []
        for each in ((SOCK_STREAM, IPPROTO_TCP), (SOCK_DGRAM, IPPROTO_UDP)):
            if type in (0, each[0]) and proto in (0, each[1]):
                kinds.append(each)
        if not kinds:
            raise gaierror(EAI_SOCKTYPE, "ai_socktype not supported")
        found: list[tuple[int, int, int, str, tuple[str, int]]] = []
        for ip in await self._addresses("127.0.0.1" if host is None else host):
            address = (ip_text(ip), 0 if port is None else port)
            for kind in kinds:
                found.append((AF_INET, kind[0], kind[1], "", address))
        return found

    async def _addresses(self, host: str) -> list[int]:
        """The IPv4 addresses of a host, at least one. Raises gaierror."""
        ip = literal(host)
        if ip >= 0:
            return [ip]
        network = await self._ready_network(False)
        if self._names is None:
            self._names = Names(self, network)
        data = await self._names.addresses(host, dns_code.A)
        return [int.from_bytes(each, "big") for each in data]

    async def _streams(self, ip: int) -> Streams:
        network = await self._ready_network(is_loopback(ip))
        streams = network.streams(self, ip)
        if streams is None:
            raise OSError(101, "Network is unreachable: this target has TCP with --tap only")
        return streams

    async def _ready_network(self, is_local: bool) -> Network:
        """The network, once it has an address; at once if only loopback addresses matter.

        Raises OSError if no DHCP server has given one for CONFIGURATION_TIMEOUT_S.
        """
        if self._network is None:
            self._network = Network(self)
        network = self._network
        if is_local or network.is_configured():
            return network
        waiter = _Opened(loop=self)
        network.when_configured(waiter.open)
        timer = self.run_later(CONFIGURATION_TIMEOUT_S, waiter.open)
        try:
            await waiter
        finally:
            timer.cancel()
        if not network.is_configured():
            raise OSError(NO_ADDRESS, "Network is unreachable: no DHCP server gave an address")
        return network


def bound_call(
    callback: Callable[..., object], args: tuple[Any, ...], context: Context | None
) -> Callable[[], object]:
    """Calls `callback(*args)` in `context` or a copy of the current one."""
    own = copy_context() if context is None else context

    def call() -> None:
        previous = switch_to(own)
        try:
            callback(*args)
        finally:
            switch_to(previous)

    return call


class _Stopper(DoneCallback):
    """Stops the loop when the completion it listens to is done."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def completed(self, completion: Completion) -> None:
        # These two have left `run_forever` already; the stop would hit the next run.
        if not isinstance(completion.failure(), (SystemExit, KeyboardInterrupt)):
            self._loop.stop()


class _Opened(Future[None]):
    """Finished by the first call of `open`."""

    def open(self) -> None:
        if not self.done():
            self.set_result(None)


def get_running_loop() -> AbstractEventLoop:
    """The loop that runs the current code; RuntimeError outside of one."""
    loop = sched_loop.running
    if not isinstance(loop, AbstractEventLoop):
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop() -> AbstractEventLoop:
    """The running loop; there is no other current loop here."""
    return get_running_loop()


def new_event_loop() -> AbstractEventLoop:
    return AbstractEventLoop()
