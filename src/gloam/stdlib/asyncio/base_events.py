"""The event loop with asyncio's methods.

One class carries the name that programs annotate with: there is one loop implementation.
Only `create_datagram_endpoint`, `create_connection` and `create_server` reach the network stack,
and only the last two TCP: a program without them has neither in its image.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from socket import (
    AF_INET,
    AF_INET6,
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
from gloam.net.bind import BindError
from gloam.net.family import ANY, ANY_SIX, any_of, is_any, is_local, is_six, unmapped
from gloam.net.network import Network
from gloam.net.stream import Stream, StreamListener, Streams
from gloam.net.udp import SendError
from gloam.sched import loop as sched_loop
from gloam.sched.context import Context, copy_context, switch_to
from gloam.sched.handle import Handle, TimerHandle
from gloam.sched.loop import Loop

from .datagram import EndpointTransport, resolve
from .error_text import os_error
from .futures import Completion, DoneCallback, Future
from .names import Names, family_of, literal, socket_address
from .protocols import DatagramProtocol, Protocol
from .server import Server
from .stream_transport import News, StreamTransport, failed_connect
from .tasks import Task, sleep
from .transports import DatagramTransport, Transport

T = TypeVar("T")
P = TypeVar("P", bound=DatagramProtocol)
S = TypeVar("S", bound=Protocol)


CONFIGURATION_TIMEOUT_S: Final = 30
SIX_TIMEOUT_S: Final = 5
"""Routers are asked at once and answer in half a second (RFC 4861, 6.2.6), where there are any."""
NO_ADDRESS: Final = 101
ATTEMPT_DELAY_S: Final = 0.25
"""From one attempt to connect to the next (RFC 8305, 5)."""


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
        family: int = 0,
        allow_broadcast: bool | None = None,
    ) -> tuple[DatagramTransport, P]:
        """Bind a UDP port; the transport and the protocol, already told of it.

        The local address "::" takes IPv4's datagrams too, from senders like ::ffff:192.0.2.1.
        Raises OSError if the port is taken, the address is not ours, or there is no network.
        """
        if local_addr is None and remote_addr is None:
            raise ValueError("unexpected address family")
        local_ip = -1
        local_port = 0
        if local_addr is not None:
            local_ip = resolve(local_addr[0], family)
            local_port = local_addr[1]
            family = family_of(local_ip)
        remote = None
        remote_ip = 0
        if remote_addr is not None:
            remote_ip = (await self._addresses(remote_addr[0], family))[0]
            remote = socket_address(remote_ip, remote_addr[1])
        if local_ip < 0:
            local_ip = any_of(remote_ip)
        goal = local_ip if is_any(remote_ip) or is_local(local_ip) else remote_ip
        network = await self._ready_network(goal)
        endpoint = network.bind(
            self,
            local_ip,
            local_port,
            is_local(remote_ip),
            allow_broadcast is True,
            is_dual=local_ip == ANY_SIX and remote is None,
        )
        if isinstance(endpoint, BindError):
            raise os_error(endpoint.value)
        if remote_addr is not None:
            endpoint.connect(remote_ip, remote_addr[1])
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
        family: int = 0,
        local_addr: tuple[str, int] | None = None,
        happy_eyeballs_delay: float | None = None,
    ) -> tuple[Transport, S]:
        """Connect to a TCP server; the transport and the protocol, already told of it.

        Of several addresses the first to answer is taken; the next is tried when one has failed, or
        after `happy_eyeballs_delay` seconds (RFC 8305), of which None is the usual number. Raises
        OSError: ConnectionRefusedError, TimeoutError, or another with its errno.
        """
        if host is None or port is None:
            raise ValueError("host and port was not specified and no sock specified")
        local_port = 0 if local_addr is None else local_addr[1]
        ips = await self._addresses(host, family)
        delay = ATTEMPT_DELAY_S if happy_eyeballs_delay is None else happy_eyeballs_delay
        stream = await self._connect_first(ips, port, local_port, delay)
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

    async def _connect_first(
        self, ips: list[int], port: int, local_port: int, delay_s: float
    ) -> Stream:
        """A stream to the first of the addresses that takes one."""
        network = await self._ready_network(ips[0])
        errors: list[OSError] = []
        opening: list[Stream] = []
        index = 0
        try:
            while index < len(ips) or opening:
                if index < len(ips):
                    index += 1
                    try:
                        opening.append(self._open(network, ips[index - 1], port, local_port))
                    except OSError as error:
                        errors.append(error)
                        continue
                await self._news_of(opening, delay_s if index < len(ips) else -1.0)
                for stream in opening.copy():
                    if stream.is_opening():
                        continue
                    opening.remove(stream)
                    code = stream.failure()
                    if code == 0:
                        return stream
                    address = socket_address(stream.remote_address()[0], port)
                    stream.abort()
                    errors.append(failed_connect(code, address))
        finally:
            for stream in opening:
                stream.abort()
        texts = [str(error) for error in errors]
        for text in texts:
            if text != texts[0]:
                raise OSError(f"Multiple exceptions: {', '.join(texts)}")
        raise errors[0]

    def _open(self, network: Network, ip: int, port: int, local_port: int) -> Stream:
        """A stream that is opening."""
        stream = self._streams(network, ip).connect(local_port, ip, port)
        if isinstance(stream, (BindError, SendError)):
            code: int = stream.value
            raise os_error(code)
        return stream

    async def _news_of(self, opening: list[Stream], delay_s: float) -> None:
        """Wait until a handshake has ended; at most `delay_s`, if that is not negative."""
        for stream in opening:
            if not stream.is_opening():
                return
        news = News(self, opening)
        for stream in opening:
            stream.owner = news
        timer = self.run_later(delay_s, news.wake) if delay_s >= 0 else None
        try:
            await news
        finally:
            if timer is not None:
                timer.cancel()
            for stream in opening:
                stream.owner = None

    async def create_server(
        self,
        protocol_factory: Callable[[], Protocol],
        host: str | None = None,
        port: int | None = None,
        *,
        family: int = 0,
        backlog: int = 100,
        reuse_address: bool | None = None,
        reuse_port: bool | None = None,
        start_serving: bool = True,
    ) -> Server:
        """Listen on a TCP port, with a protocol of its own for each connection.

        A host of None or "" means every address, of both IP versions; "::" those of IPv6 alone.
        `reuse_address` is how it is anyway; several programs cannot share a port here, so
        `reuse_port` has nothing to do.
        """
        if port is None:
            raise ValueError("Neither host/port nor sock were specified")
        if host is None or host == "":
            goal = ANY if family == AF_INET else ANY_SIX
            network = await self._ready_network(goal)
            ips = [ANY_SIX] if family == AF_INET6 else [ANY]
            if family == AF_UNSPEC and network.has_six():
                ips.append(ANY_SIX)
        else:
            ips = [resolve(host, family)]
            network = await self._ready_network(ips[0])
        listeners: list[StreamListener] = []
        for ip in ips:
            listener = self._streams(network, ip).listen(ip, port, backlog)
            if isinstance(listener, BindError):
                for other in listeners:
                    other.close()
                code: int = listener.value
                text = str(os_error(code).strerror).lower()
                address = socket_address(ip, port)
                raise OSError(
                    code, f"error while attempting to bind on address {address!r}: {text}"
                )
            listeners.append(listener)
        server = Server(self, listeners, protocol_factory)
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
    ) -> list[tuple[int, int, int, str, tuple[Any, ...]]]:
        """The addresses of a name, in socket's form; numbers where CPython has enums.

        Ports are numbers, and `flags` are not looked at. Raises socket.gaierror.
        """
        if family not in (AF_UNSPEC, AF_INET, AF_INET6):
            raise gaierror(EAI_FAMILY, "ai_family not supported")
        kinds: list[tuple[int, int]] = []
        for each in ((SOCK_STREAM, IPPROTO_TCP), (SOCK_DGRAM, IPPROTO_UDP)):
            if type in (0, each[0]) and proto in (0, each[1]):
                kinds.append(each)
        if not kinds:
            raise gaierror(EAI_SOCKTYPE, "ai_socktype not supported")
        found: list[tuple[int, int, int, str, tuple[Any, ...]]] = []
        for ip in await self._addresses("localhost" if host is None else host, family):
            address = socket_address(ip, 0 if port is None else port)
            for kind in kinds:
                found.append((family_of(ip), kind[0], kind[1], "", address))
        return found

    async def _addresses(self, host: str, family: int) -> list[int]:
        """The addresses of a host, at least one, best first. Raises gaierror."""
        ip = literal(host, family)
        if ip >= 0:
            return [unmapped(ip)]
        network = await self._ready_network(ANY_SIX)
        if not network.name_servers():
            network = await self._ready_network(ANY)
        if self._names is None:
            self._names = Names(self, network)
        names = self._names
        if family == AF_INET or (family == AF_UNSPEC and not network.has_six()):
            return await names.addresses(host, dns_code.A)
        if family == AF_INET6:
            return await names.addresses(host, dns_code.AAAA)
        six = self.create_task(names.addresses(host, dns_code.AAAA))
        four: list[int] = []
        trouble: gaierror | None = None
        try:
            four = await names.addresses(host, dns_code.A)
        except gaierror as error:
            trouble = error
        except BaseException:
            six.cancel()
            raise
        try:
            return _mixed(network, await six, four)
        except gaierror:
            if trouble is not None:
                raise trouble from None
            return four

    def _streams(self, network: Network, ip: int) -> Streams:
        return network.streams(self, ip)

    async def _ready_network(self, ip: int) -> Network:
        """The network, once it has an address to reach `ip` from; see Network.is_ready.

        Raises OSError if no DHCP server or router has given one in time.
        """
        if self._network is None:
            self._network = Network(self)
        network = self._network
        is_far = is_six(ip) and not is_any(ip)
        end = self.time() + (SIX_TIMEOUT_S if is_far else CONFIGURATION_TIMEOUT_S)
        while not network.is_ready(ip):
            left = end - self.time()
            if left <= 0 or (is_far and not network.has_six()):
                source = "router" if is_far else "DHCP server"
                raise OSError(NO_ADDRESS, f"Network is unreachable: no {source} gave an address")
            waiter = _Opened(loop=self)
            network.when_changed(waiter.open)
            timer = self.run_later(left, waiter.open)
            try:
                await waiter
            finally:
                timer.cancel()
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


def _mixed(network: Network, six: list[int], four: list[int]) -> list[int]:
    """The addresses of both versions in turns, the better version first (RFC 8305, 4)."""
    if not six or not four:
        return six + four
    first, second = (six, four) if network.prefers_six(six[0]) else (four, six)
    mixed: list[int] = []
    for index in range(max(len(first), len(second))):
        mixed += first[index : index + 1]
        mixed += second[index : index + 1]
    return mixed


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
