"""Texts that few runs print, without the head of a str: `gloam.runtime.packed_text` reads them."""

from __future__ import annotations

import struct

from gloamc.llvm.symbols import escaped

WIDE = 0xFC


class PackedTexts:
    """Each distinct text once, in order of first use."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def address(self, text: str) -> str:
        """Where it stands, as a constant of 32 bits: images lie below 4 GiB."""
        name = self._names.setdefault(text, f"@gloam.packed.{len(self._names)}")
        return f"i32 ptrtoint (ptr {name} to i32)"

    def emit(self) -> list[str]:
        lines = []
        for text, name in self._names.items():
            data = packed(text)
            lines.append(
                f"{name} = internal unnamed_addr constant [{len(data)} x i8] "
                f'c"{escaped(data)}", align 1'
            )
        return lines


def packed(text: str) -> bytes:
    """Lone surrogates are legal in a str, so units are packed by hand, not by a codec."""
    points = list(map(ord, text))
    top = max(points, default=0)
    if top < 0x100 and len(points) < WIDE:
        return bytes([len(points), *points])
    size = 0 if top < 0x100 else 1 if top < 0x10000 else 2
    return struct.pack(f"<BI{len(points)}{'BHI'[size]}", WIDE + size, len(points), *points)
