"""The platform of a sandboxed Linux process: a dozen system calls on descriptors that it was given.

It opens nothing itself. What the launcher passed is in the environment (environment.py).
"""

from typing import Final

from gloam.boot.process.environment import Environment, host_sockets, mac_address
from gloam.device.datagram import HostDatagram
from gloam.device.net import NetDevice
from gloam.device.platform import Platform
from gloam.device.stream import HostAccepted
from gloam.drivers.buffer import bytes_from
from gloam.drivers.host import linux
from gloam.drivers.host.datagram import HostUdp
from gloam.drivers.host.poll import PollSet
from gloam.drivers.host.stream import HostTcp
from gloam.drivers.host.tap import Tap
from gloam.machine import (
    bytes_data,
    halt_forever,
    i64,
    u16,
    u32,
    u64,
    volatile_load64,
    volatile_store16,
    volatile_store32,
    volatile_store64,
)
from gloam.runtime.heap import io_page_acquire

_OUTPUT: Final = u64(1)
_ERRORS: Final = u64(2)
_CLOCK_REALTIME: Final = u64(0)
_CLOCK_MONOTONIC: Final = u64(1)
_NS_PER_SECOND: Final = 1_000_000_000

# Layout of the page that calls share: a timespec, random bytes, then poll entries.
_TIMESPEC: Final = u64(0)
_RANDOM: Final = u64(0x100)
_RANDOM_SIZE_MAX: Final = 256
_POLL: Final = u64(0x400)

_TAP_PREFIX: Final = "tap:"
_OFFLOAD_SUFFIX: Final = ",offload"
_MAC_DEFAULT: Final = "52:54:00:12:34:56"


class ProcessPlatform(Platform):
    def __init__(self, environment: Environment, has_ip6: bool) -> None:
        """Raises MemoryError."""
        super().__init__(has_ip6)
        self._environment = environment
        page = io_page_acquire()
        if page.is_null():
            raise MemoryError("no page for system calls")
        self._page = page.address()
        self._network: NetDevice | None = None
        self._udp: HostUdp | None = None
        self._tcp: HostTcp | None = None
        self._polled: PollSet | None = None

    def write_console(self, data: bytes) -> None:
        self._write(_OUTPUT, data)

    def write_error(self, data: bytes) -> None:
        self._write(_ERRORS, data)

    def monotonic_ns(self) -> int:
        return self._clock_ns(_CLOCK_MONOTONIC)

    def wall_ns(self) -> int:
        return self._clock_ns(_CLOCK_REALTIME) + self.wall_offset_ns

    def entropy(self, count: int) -> bytes:
        parts: list[bytes] = []
        while count > 0:
            size = min(count, _RANDOM_SIZE_MAX)
            given = linux.get_random(self._page + _RANDOM, u64(size))
            if given < i64(0):
                raise OSError("the host gives no random numbers")
            parts.append(bytes_from(self._page + _RANDOM, int(given)))
            count -= int(given)
        return b"".join(parts)

    def wait(self, until_ns: int) -> None:
        timespec = u64(0)
        if until_ns >= 0:
            delay_ns = max(until_ns - self.monotonic_ns(), 0)
            timespec = self._page + _TIMESPEC
            volatile_store64(timespec, u64(delay_ns // _NS_PER_SECOND))
            volatile_store64(timespec + u64(8), u64(delay_ns % _NS_PER_SECOND))
        if self._polled is None:
            linux.poll(u64(0), u64(0), timespec)
        else:
            self._polled.wait(timespec)

    def exit(self, status: int) -> None:
        linux.exit_group(u64(status & 0xFF))
        halt_forever()

    def release_devices(self) -> None:
        self._network = None
        self._udp = None
        self._tcp = None
        self._polled = None

    def arguments(self) -> list[str]:
        return self._environment.arguments()

    def network(self) -> NetDevice | None:
        """None when the launcher passed host sockets instead of a TAP interface."""
        if self._network is None:
            setting = self._environment.variable("GLOAM_NET")
            if setting == "":
                for name in ("GLOAM_UDP", "GLOAM_TCP"):
                    if self._environment.variable(name) != "":
                        return None
                raise OSError(
                    "no network: start with GLOAM_NET=tap:FD, GLOAM_UDP=PORT:FD or "
                    "GLOAM_TCP=PORT:FD"
                )
            if not setting.startswith(_TAP_PREFIX):
                raise OSError(f"GLOAM_NET={setting} is not understood: tap:FD or tap:FD,offload is")
            offloads = setting.endswith(_OFFLOAD_SUFFIX)
            fd = int(setting.removesuffix(_OFFLOAD_SUFFIX)[len(_TAP_PREFIX) :])
            mac = self._environment.variable("GLOAM_MAC")
            if mac == "":
                mac = _MAC_DEFAULT
            hint = self._environment.variable("GLOAM_IP")
            self._network = Tap(fd, mac_address(mac), hint, offloads)
            self._watch(fd)
        return self._network

    def address6_hint(self) -> str:
        return self._environment.variable("GLOAM_IP6")

    def host_datagram_socket(self, port: int) -> int:
        sockets = host_sockets(self._environment.variable("GLOAM_UDP"))
        if port not in sockets:
            return -1
        fd = sockets[port]
        self._watch(fd)
        return fd

    def host_receive(self, socket: int) -> HostDatagram | None:
        return self._host_udp().receive(socket)

    def host_send(self, socket: int, data: bytes, host: str, port: int) -> bool:
        return self._host_udp().send(socket, data, host, port)

    def host_stream_listener(self, port: int) -> int:
        return host_sockets(self._environment.variable("GLOAM_TCP")).get(port, -1)

    def host_watch(self, socket: int, wants_input: bool, wants_output: bool) -> None:
        events = linux.POLLIN if wants_input else 0
        if wants_output:
            events |= linux.POLLOUT
        self._poll_set().watch(socket, events)

    def host_ready(self) -> list[int]:
        return self._poll_set().ready()

    def host_accept(self, socket: int) -> HostAccepted | None:
        return self._host_tcp().accept(socket)

    def host_stream_read(self, socket: int, limit: int) -> bytes | int:
        return self._host_tcp().read(socket, limit)

    def host_stream_write(self, socket: int, data: bytes) -> int:
        return self._host_tcp().write(socket, data)

    def host_stream_shut_down(self, socket: int) -> None:
        self._host_tcp().shut_down(socket)

    def host_stream_close(self, socket: int) -> None:
        self._host_tcp().close(socket)

    def _host_tcp(self) -> HostTcp:
        tcp = self._tcp
        if tcp is None:
            tcp = HostTcp()
            self._tcp = tcp
        return tcp

    def _host_udp(self) -> HostUdp:
        udp = self._udp
        if udp is None:
            udp = HostUdp()
            self._udp = udp
        return udp

    def _watch(self, fd: int) -> None:
        self._poll_set().watch(fd, linux.POLLIN)

    def _poll_set(self) -> PollSet:
        polled = self._polled
        if polled is None:
            polled = PollSet()
            self._polled = polled
        return polled

    # SAFETY: here and above, the page is this object's for ever, and each call uses a part of its
    # own.
    def _clock_ns(self, clock: u64) -> int:
        timespec = self._page + _TIMESPEC
        linux.clock_gettime(clock, timespec)
        seconds = int(volatile_load64(timespec))
        return seconds * _NS_PER_SECOND + int(volatile_load64(timespec + u64(8)))

    def _write(self, fd: u64, data: bytes) -> None:
        """All of it, unless the host refuses: then the rest is lost, there is nobody to tell."""
        address = bytes_data(data).address()
        left = u64(len(data))
        while left > u64(0):
            written = linux.write(fd, address, left)
            if written == linux.EAGAIN:
                self._wait_writable(fd)
            elif written >= i64(0):
                address = address + u64(written)
                left = left - u64(written)
            elif written != linux.EINTR:
                return

    def _wait_writable(self, fd: u64) -> None:
        entry = self._page + _POLL
        volatile_store32(entry, u32(fd))
        volatile_store16(entry + u64(4), u16(linux.POLLOUT))
        volatile_store16(entry + u64(6), u16(0))
        linux.poll(entry, u64(1), u64(0))
