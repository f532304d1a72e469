"""Names looked up by an image at dnsmasq: configured by DHCP, and by hand; of both IP versions."""

import sys
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.namespace import TAP, Namespace, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing("dnsmasq") != "", reason=missing("dnsmasq")),
]

PROGRAM = """\
import asyncio
import socket


async def show(host: str) -> None:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, 80, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        print(host, error.errno, error)
        return
    print(host, sorted([address[0] for _, _, _, _, address in found]))


async def main() -> None:
    for host in ("one.test", "ONE.test.", "alias.test", "many.test", "none.test", "six.test"):
        await show(host)
    for host in ("127.0.0.1", "localhost", "a..b", "x" * 64):
        await show(host)
    await asyncio.gather(*[show("late.test") for _ in range(3)])
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=("alias.test", 9)
    )
    print(transport.get_extra_info("peername"))
    transport.close()
    try:
        await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, remote_addr=("none.test", 9)
        )
    except OSError as error:
        print(type(error).__name__)
    try:
        await asyncio.open_connection("one.test", 9)
    except ConnectionRefusedError as error:
        print(error)


asyncio.run(main())
"""
MANY = [f"10.9.1.{number}" for number in range(1, 101)]
"""More than the datagram of an answer has room for: asked for again over TCP."""
OUTPUT = f"""\
one.test ['10.9.0.1']
ONE.test. ['10.9.0.1']
alias.test ['10.9.0.1']
many.test {sorted(MANY)}
none.test -2 [Errno -2] Name or service not known
six.test -5 [Errno -5] No address associated with hostname
127.0.0.1 ['127.0.0.1']
localhost ['127.0.0.1']
a..b -2 [Errno -2] Name or service not known
{"x" * 64} -2 [Errno -2] Name or service not known
late.test ['10.9.0.9']
late.test ['10.9.0.9']
late.test ['10.9.0.9']
('10.9.0.1', 9)
gaierror
[Errno 111] Connect call failed ('10.9.0.1', 9)
"""


BOTH = """\
import asyncio
import socket
import time


async def main() -> None:
    loop = asyncio.get_running_loop()
    # Until both versions have their addresses, the one that has is preferred.
    await loop.getaddrinfo("one.test", 80)
    await asyncio.sleep(1)
    for host in ("both.test", "one.test", "six.test"):
        for family in (0, socket.AF_INET, socket.AF_INET6):
            try:
                found = await loop.getaddrinfo(host, 80, family=family, type=socket.SOCK_STREAM)
            except socket.gaierror as error:
                print(host, family, error.errno)
                continue
            print(host, family, [address for _, _, _, _, address in found])
    for host in ("both.test", "slow.test", "one.test", "six.test"):
        start = time.monotonic()
        _, writer = await asyncio.open_connection(host, 9000)
        took = time.monotonic() - start
        print(host, writer.get_extra_info("peername")[0], host != "slow.test" or took > 0.2)
        writer.close()


asyncio.run(main())
"""
BOTH_OUTPUT = """\
both.test 0 [('fd00::1', 80, 0, 0), ('10.9.0.1', 80)]
both.test 2 [('10.9.0.1', 80)]
both.test 10 [('fd00::1', 80, 0, 0)]
one.test 0 [('10.9.0.1', 80)]
one.test 2 [('10.9.0.1', 80)]
one.test 10 -5
six.test 0 [('fd00::1', 80, 0, 0)]
six.test 2 -5
six.test 10 [('fd00::1', 80, 0, 0)]
both.test fd00::1 True
slow.test 10.9.0.1 True
one.test 10.9.0.1 True
six.test fd00::1 True
"""
LISTEN = """\
import socket
listener = socket.create_server(("::", 9000), family=socket.AF_INET6, dualstack_ipv6=True)
while True:
    listener.accept()
"""


def start_server(space: Namespace, log: Path) -> None:
    hosts = log.with_name("hosts")
    hosts.write_text("".join(f"{ip} many.test\n" for ip in MANY))
    space.start(
        *("dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--no-ping", "--no-resolv"),
        "--local-ttl=60",
        *(f"--interface={TAP}", "--bind-interfaces", "--log-queries", f"--log-facility={log}"),
        *("--dhcp-range=10.9.0.50,10.9.0.60,255.255.255.0,2m", "--local=/test/"),
        *(f"--dhcp-leasefile={log}.leases", "--no-hosts", f"--addn-hosts={hosts}"),
        *("--host-record=one.test,10.9.0.1", "--cname=alias.test,one.test"),
        *("--host-record=six.test,fd00::1", "--host-record=late.test,10.9.0.9"),
        *(
            "--host-record=both.test,10.9.0.1,fd00::1",
            "--host-record=slow.test,10.9.0.1,fd00::dead",
        ),
    )


@pytest.mark.parametrize("address", ["dhcp", "10.9.0.2/24,,10.9.0.7,10.9.0.1"])
def test_names_of_every_kind(address: str, tmp_path: Path) -> None:
    """In the second configuration the first server does not exist; the next one answers."""
    source, image = tmp_path / "names.py", tmp_path / "image"
    source.write_text(PROGRAM)
    build_image(ImageOrder(source=source, target="process", memory_bytes=32 << 20), image)
    log = tmp_path / "log"
    with namespace() as space:
        start_server(space, log)
        guest = space.gloam("run", "--tap", TAP, "--ip", address, "--ip6", "off", image)
        output, _ = guest.communicate(timeout=60)
        queries = [line for line in log.read_text().splitlines() if "query[" in line]
    assert output == OUTPUT
    # Asked once each, whoever waits and however often.
    assert sum("late.test" in line for line in queries) == 1
    assert sum("one.test" in line and "none" not in line for line in queries) == 1
    assert sum("alias.test" in line for line in queries) == 1


def test_addresses_of_both_versions(tmp_path: Path) -> None:
    """The better version is tried first, the other soon after (RFC 6724, RFC 8305)."""
    source, image = tmp_path / "both.py", tmp_path / "image"
    source.write_text(BOTH)
    build_image(ImageOrder(source=source, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        space.run("ip", "addr", "add", "fd00::1/64", "dev", TAP, "nodad")
        start_server(space, tmp_path / "log")
        space.start(sys.executable, "-c", LISTEN)
        addresses = ("--ip", "10.9.0.2/24,,10.9.0.1", "--ip6", "fd00::2/64")
        guest = space.gloam("run", "--tap", TAP, *addresses, image)
        output, _ = guest.communicate(timeout=60)
    assert output == BOTH_OUTPUT
