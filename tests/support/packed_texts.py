"""Packed texts in simulated memory, as an image has them among its constants."""

from __future__ import annotations

from gloam.machine import u64
from gloam.machine.memory import MEMORY
from gloamc.llvm.packed_text import packed

_known: dict[str, u64] = {}


def address_of(text: str) -> u64:
    """Each distinct text once, so that addresses tell texts apart."""
    if text not in _known:
        data = packed(text)
        start = MEMORY.map(len(data))
        MEMORY.store(start, data)
        _known[text] = u64(start)
    return _known[text]
