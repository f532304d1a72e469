"""`gloam run --capture`: what the analyser of everybody reads in it, on both targets.

The virtual machine has QEMU's own network here, whose DHCP server is another one to get on with.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.gloam_command import gloam
from support.namespace import TAP, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed"),
]

MAC = "02:00:00:00:00:77"
BIND = """\
import asyncio


async def main() -> None:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, local_addr=("0.0.0.0", 7)
    )
    transport.sendto(b"hello", ("GATEWAY", 9))
    await asyncio.sleep(0.5)


asyncio.run(main())
"""


def built(folder: Path, target: str, gateway: str) -> Path:
    source, image = folder / "bind.py", folder / "image"
    source.write_text(BIND.replace("GATEWAY", gateway))
    build_image(ImageOrder(source=source, target=target, memory_bytes=32 << 20), image)
    return image


def read(capture: Path, *fields: str) -> list[list[str]]:
    """The fields of each frame."""
    command = ["tshark", "-r", str(capture), "-T", "fields"]
    for field in fields:
        command += ["-e", field]
    finished = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return [line.split("\t") for line in finished.stdout.splitlines()]


@pytest.mark.skipif(missing() != "", reason=missing())
def test_process_on_a_tap_device(tmp_path: Path) -> None:
    image = built(tmp_path, "process", "10.9.0.1")
    capture = tmp_path / "all.pcap"
    with namespace() as space:
        run = (sys.executable, "-P", "-m", "gloamtool", "run", "--tap", TAP, "--mac", MAC)
        finished = space.run(*run, "--ip", "10.9.0.2/24", "--capture", capture, image)
        assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")
    frames = read(capture, "eth.src", "arp.dst.proto_ipv4", "udp.dstport", "icmp.code")
    assert [MAC, "10.9.0.2", "", ""] in frames  # the announcement
    assert [MAC, "10.9.0.1", "", ""] in frames  # where is the peer
    assert [MAC, "", "9", ""] in frames
    # The kernel's answer that the port is closed: from the other side, so both ways are there.
    assert any(source != MAC and code == "3" for source, _, _, code in frames)


@pytest.mark.skipif(shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed")
def test_virtual_machine_configured_by_qemu(tmp_path: Path) -> None:
    image = built(tmp_path, "vm", "10.0.2.2")
    capture = tmp_path / "with,comma.pcap"
    finished = gloam(
        *("run", "--accel", "tcg", "--mac", MAC, "--ip", "dhcp", "--capture", capture, image)
    )
    assert (finished.returncode, finished.stdout) == (0, ""), finished.stderr
    frames = read(capture, "eth.src", "dhcp.option.dhcp", "udp.dstport")
    assert [frame[1] for frame in frames if frame[1]] == ["1", "2", "3", "5"]
    assert [MAC, "", "9"] in frames
