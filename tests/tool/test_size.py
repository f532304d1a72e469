"""Bytes are charged to the module that a symbol names, and every byte to something."""

import pytest

from gloamtool.image.size import link_map_symbols, module_of, sizes_by_module

KNOWN = {"gloam", "gloam.net.udp", "gloam.runtime", "gloam.runtime.int", "asyncio", "asyncio.locks"}


@pytest.mark.parametrize(
    ("symbol", "module"),
    [
        ("gloam.net.udp.UdpEngine.receive", "gloam.net.udp"),
        ("gloam.runtime.int.parse", "gloam.runtime.int"),
        ("asyncio.locks.Event.wait.<step>", "asyncio.locks"),
        ("asyncio.locks.<module>", "asyncio.locks"),
        ("class.asyncio.locks.Event", "asyncio.locks"),
        ("ref[asyncio.locks.Event]._read.<bound0>.call", "asyncio.locks"),
        ("main.serve", "main"),
        ("main.serve.<step>", "main"),
        ("main.Echo.datagram_received", "main"),
        ("main.Echo.<destroy>", "main"),
        ("main.serve.<locals>.<lambda:39:55>.<closure>.call", "main"),
        ("main.<module>", "main"),
        ("global.shapes.flat.count", "shapes.flat"),
        ("shapes.flat._Square.area[obj]", "shapes.flat"),
        ("gloam.literal.17", "(literals)"),
        ("memmove", "(support)"),
        ("gloam.int.add", "(support)"),
        ("(.boot)", "(boot stub)"),
    ],
)
def test_symbol_belongs_to_module(symbol: str, module: str) -> None:
    assert module_of(symbol, KNOWN) == module


def test_sizes_add_up_largest_first() -> None:
    symbols = [("main.f", 10), ("gloam.net.udp.parse", 50), ("main.<module>", 20)]
    assert list(sizes_by_module(symbols, KNOWN).items()) == [("gloam.net.udp", 50), ("main", 30)]


def test_link_map_gives_what_the_file_holds() -> None:
    text = """\
             VMA              LMA     Size Align Out     In      Symbol
          100000           100000       14     4 .note.Xen
          100000           100000       14     4         /cache/550226ce:(.note.Xen)
          101000           101000       52    16 .text
          101000           101000       4f    16         /cache/a b:(.text.main.f)
          101000           101000       4f     1                 main.f
          102000           102000       10     8         /cache/a b:(.rodata..Lstr.1)
          102010           102010        8     8         /cache/a b:(.text.unlikely.main.g)
          103000           103000     1000  4096         /cache/a b:(.bss.main.buffer)
          104000           104000     2000  4096         /cache/550226ce:(.boot.tables)
"""
    assert link_map_symbols(text) == [
        ("(.note.Xen)", 0x14),
        ("main.f", 0x4F),
        (".Lstr.1", 0x10),
        ("main.g", 8),
    ]
