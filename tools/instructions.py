"""Guest instructions from entry to serving, counted by a TCG plugin: deterministic, unlike time.

Serving is the first time that the guest idles, with everything set up and nothing to do. That is
the `hlt` of the boot stub, whose address is in the image's link map.
"""

import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from gloamc.link.cache import cache_directory, cached, content_key
from gloamtool.failure import ToolError
from gloamtool.image.builder import link_map_key
from gloamtool.launch.qemu import MACHINES, Accelerator
from tools.echo_client import free_udp_port
from tools.guests import running_vm

PLUGIN_SOURCE = Path(__file__).parent / "plugin" / "insn.c"
_IDLE = re.compile(r"^\s*([0-9a-f]+)\s.*\sidle$", re.MULTILINE)
_LINE = re.compile(r"^mark total=(\d+) image=(\d+)$", re.MULTILINE)
_MARK_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Count:
    """Instructions until the guest first idles: of the image, and of the firmware before it."""

    image: int
    firmware: int


def instructions_to_serving(image: Path, machine_name: str) -> Count:
    """Boot `image` under TCG and count."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "count"
        plugin = f"{counting_plugin()},mark={idle_address(image):#x},out={out}"
        with running_vm(
            image,
            free_udp_port(),
            MACHINES[machine_name],
            Accelerator.TCG,
            extra=("-plugin", plugin),
        ) as guest:
            deadline = time.monotonic() + _MARK_TIMEOUT_S
            while time.monotonic() < deadline and guest.is_alive():
                match = _LINE.search(out.read_text()) if out.exists() else None
                if match is not None:
                    total, image_count = int(match[1]), int(match[2])
                    return Count(image_count, total - image_count)
                time.sleep(0.05)
    raise ToolError("the guest did not come to idle")


def idle_address(image: Path) -> int:
    """Where the boot stub idles, from the link map that the image's build left in the cache."""
    link_map = cache_directory() / "built" / link_map_key(image)
    match = _IDLE.search(link_map.read_text())
    if match is None:
        raise ToolError("the link map has no `idle`")
    return int(match[1], 16)


def counting_plugin() -> Path:
    """The TCG plugin, built if need be."""

    def build(path: Path) -> None:
        flags = ["-shared", "-fPIC", "-O2", "-Wno-unused-parameter"]
        subprocess.run(
            [sys.executable, "-m", "ziglang", "cc", *flags, str(PLUGIN_SOURCE), "-o", str(path)],
            check=True,
        )

    return cached(content_key(["plugin", PLUGIN_SOURCE.read_bytes()]), build)
