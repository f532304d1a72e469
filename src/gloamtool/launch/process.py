"""The `process` target: a static ELF in a seccomp sandbox, with its network already open.

The launcher opens everything the program may ever use (a TAP device, UDP sockets, listening TCP
sockets), hands it over as descriptors and then lets go: the program can make about ten system calls
and open nothing, but take connections to the ports that it was given. What the environment says:
`GLOAM_NET=tap:3,offload`, `GLOAM_IP=address/prefix,gateway`, and the sockets by the program's port,
`GLOAM_UDP=port:descriptor,...` and `GLOAM_TCP` likewise.
"""

import os
import signal
import socket
import struct
import sys
import traceback
from contextlib import ExitStack
from typing import NoReturn

from gloamtool.failure import ToolError, UserError
from gloamtool.launch import pcap
from gloamtool.launch.cable import RecordingCable
from gloamtool.launch.network import DHCP
from gloamtool.launch.ports import LOOPBACK, PortForward, Transport
from gloamtool.launch.request import LaunchRequest
from gloamtool.launch.sandbox import (
    SOCKET_FD_FIRST,
    SOCKETS_MAX,
    STATUS_NO_EXEC,
    TAP_FD,
    Sandbox,
    enter,
)
from gloamtool.launch.signals import forwarded_signals
from gloamtool.launch.tap import open_tap

_BACKLOG = 1_024
_DEATHS = {
    signal.SIGSYS: "the program made a forbidden system call and was stopped",
    signal.SIGSEGV: "the program touched memory that is not its own",
    signal.SIGBUS: "the program touched memory that is not there",
    signal.SIGILL: "the program ran an illegal instruction",
    signal.SIGFPE: "the program divided by zero in machine code",
}


def run(request: LaunchRequest) -> int:
    """Run the image in its sandbox to the end; the result is its exit status.

    A program that dies by signal N has status 128 + N, as in a shell, and a line on stderr.
    """
    with ExitStack() as resources:
        image_fd = os.open(request.program, os.O_RDONLY | os.O_CLOEXEC)
        resources.callback(os.close, image_fd)
        tap_fd = None if request.tap is None else _open_network(request, request.tap, resources)
        udp = [f for f in request.forwards if f.transport is Transport.UDP]
        tcp = [f for f in request.forwards if f.transport is Transport.TCP]
        sockets = [resources.enter_context(_bound_socket(forward)) for forward in udp]
        listeners = [resources.enter_context(_listening_socket(forward)) for forward in tcp]
        environment = _environment(request, udp, tcp)
        report_rx, report_tx = os.pipe()
        resources.callback(os.close, report_rx)
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            _become(
                Sandbox(
                    image_fd=image_fd,
                    argv=request.argv,
                    environment=environment,
                    report_fd=report_tx,
                    tap_fd=tap_fd,
                    socket_fds=[s.fileno() for s in sockets],
                    listener_fds=[s.fileno() for s in listeners],
                )
            )
        os.close(report_tx)
        status = _wait(pid)
        failure = os.read(report_rx, 4)
    if failure:
        reason = os.strerror(struct.unpack("=i", failure)[0])
        raise ToolError(f"{request.program} could not be started in the sandbox: {reason}")
    return status


def _open_network(request: LaunchRequest, name: str, resources: ExitStack) -> int:
    """The descriptor of frames for the program: the TAP device, or a recording cable to it."""
    # A capture records what is on the wire: there, frames are whole.
    tap_fd = open_tap(name, offloads=request.capture is None)
    resources.callback(os.close, tap_fd)
    if request.capture is None:
        return tap_fd
    file = resources.enter_context(pcap.create(request.capture))
    cable = resources.enter_context(RecordingCable(tap_fd, pcap.PcapWriter(file)))
    return cable.program.fileno()


def _become(sandbox: Sandbox) -> NoReturn:
    """Enter the sandbox; whatever goes wrong must not run the launcher's code a second time."""
    try:
        enter(sandbox)
    except BaseException:
        traceback.print_exc()
        os._exit(STATUS_NO_EXEC)


def _bound_socket(forward: PortForward) -> socket.socket:
    """A non-blocking UDP socket on the forward's host port, on the loopback address only."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    try:
        bound.bind((LOOPBACK, forward.host))
    except OSError as error:
        bound.close()
        raise UserError(
            f"-p {forward.host}:{forward.guest}/udp: {LOOPBACK}:{forward.host} "
            f"cannot be bound ({error.strerror}); choose another host port"
        ) from None
    return bound


def _listening_socket(forward: PortForward) -> socket.socket:
    """A non-blocking TCP socket that listens on the forward's host port, on loopback only."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Connections inherit it, and the program could not ask for it.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((LOOPBACK, forward.host))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise UserError(
            f"-p {forward.host}:{forward.guest}/tcp: {LOOPBACK}:{forward.host} "
            f"cannot be bound ({error.strerror}); choose another host port"
        ) from None
    return listening


def _environment(
    request: LaunchRequest, udp: list[PortForward], tcp: list[PortForward]
) -> list[str]:
    count = len(udp) + len(tcp)
    if count > SOCKETS_MAX:
        raise UserError(f"{count} forwarded ports: the sandbox takes at most {SOCKETS_MAX}")
    environment = []
    if request.tap is not None:
        suffix = ",offload" if request.capture is None else ""
        environment.append(f"GLOAM_NET=tap:{TAP_FD}{suffix}")
    if request.mac is not None:
        environment.append(f"GLOAM_MAC={request.mac}")
    if request.address not in (None, DHCP):
        environment.append(f"GLOAM_IP={request.address}")
    if request.address6 is not None:
        environment.append(f"GLOAM_IP6={request.address6}")
    for name, forwards, first in (
        ("GLOAM_UDP", udp, SOCKET_FD_FIRST),
        ("GLOAM_TCP", tcp, SOCKET_FD_FIRST + len(udp)),
    ):
        if forwards:
            pairs = (f"{f.guest}:{first + index}" for index, f in enumerate(forwards))
            environment.append(f"{name}=" + ",".join(pairs))
    return environment


def _wait(pid: int) -> int:
    """Wait for the program, passing on signals meant for it, and explain a violent end."""
    with forwarded_signals(pid):
        _, wait_status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(wait_status)
    if code >= 0:
        return code
    number = signal.Signals(-code)
    if number in _DEATHS:
        print(f"gloam: fatal: {_DEATHS[number]} ({number.name})", file=sys.stderr)
    return 128 + number
