"""Facts about each target: triple, data layout, memory map, what is linked into every image.

One file per target. Nothing here runs a tool or reads an image; `gloamc.link` does.
"""

from gloamc.targets import process, vm
from gloamc.targets.target import Target

TARGETS: dict[str, Target] = {target.name: target for target in (process.TARGET, vm.TARGET)}

__all__ = ["TARGETS", "Target"]
