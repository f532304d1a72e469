"""The `cpython` target: the same source under this interpreter, on the host's own sockets.

The program binds its ports on the host itself, so `-p N:N` changes nothing; `-p HOST:GUEST/udp`
with two numbers gets a relay on 127.0.0.1. Nothing is isolated: this target is for development.
"""

import subprocess
import sys
from contextlib import ExitStack

from gloamtool.failure import UserError
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.relay import UdpRelay
from gloamtool.launch.request import LaunchRequest
from gloamtool.launch.signals import forwarded_signals


def run(request: LaunchRequest) -> int:
    """Run the source file to the end; the result is its exit status, 128 + N after signal N."""
    if request.tap is not None:
        raise UserError("--tap needs --target process or vm: CPython uses the host's own network")
    with ExitStack() as relays:
        for forward in request.forwards:
            if forward.host != forward.guest:
                relays.enter_context(_relay(forward))
        child = subprocess.Popen([sys.executable, str(request.program), *request.argv[1:]])
        with forwarded_signals(child.pid):
            status = child.wait()
    return status if status >= 0 else 128 - status


def _relay(forward: PortForward) -> UdpRelay:
    if forward.transport is not Transport.UDP:
        raise UserError(
            f"-p {forward.host}:{forward.guest}/{forward.transport.value}: under CPython only UDP "
            f"ports are renumbered; write -p {forward.host}:{forward.guest}/udp"
        )
    return UdpRelay(forward)
