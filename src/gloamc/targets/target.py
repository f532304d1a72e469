"""What the linker has to know about a target."""

from dataclasses import dataclass
from pathlib import Path

GUEST_ROOT = Path(__file__).resolve().parents[2] / "gloam"

X86_64_DATA_LAYOUT = (
    "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
)


@dataclass(frozen=True, slots=True)
class Target:
    """One place where images run.

    `sources` are assembled and linked into every image. `linker_script` is the whole script;
    sizes that an option may change are symbols in it, listed with their defaults in `sizes`.
    `is_packed` leaves no gaps between segments in the file: for loaders that copy, not map.
    """

    name: str
    triple: str
    data_layout: str
    sources: tuple[Path, ...]
    linker_script: str
    sizes: dict[str, int]
    is_packed: bool
