"""A file as servers give it out: its content with what is worth knowing about it beforehand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asset:
    content: bytes
    gzip: bytes
    """The content compressed, b"" where that saves too little."""
    tag: str
    """Differs wherever the content does; letters and digits only."""
