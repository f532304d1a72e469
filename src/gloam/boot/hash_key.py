"""The key of the hash of str and bytes: new in every run, so that nobody outside can know it.

The compiler calls this before the program's first statement if the program hashes text at all
(gloamc.irbuild.build). Nothing that boot itself hashes may be kept.
"""

from gloam.device import platform
from gloam.machine import u64
from gloam.runtime import siphash


def set_hash_key() -> None:
    """Raises OSError when the machine has no entropy."""
    data = platform.current.entropy(16)
    siphash.set_key(
        u64(int.from_bytes(data[:8], "little")), u64(int.from_bytes(data[8:], "little"))
    )
