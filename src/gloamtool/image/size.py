"""Which module takes how many bytes of an image: from the symbols, or from lld's link map.

A symbol is the full Python name of what it holds, perhaps behind a word of the back end
(`class.main.Shape`). Knows no program: a module is told from a class by its lower-case name.
"""

import re
from collections.abc import Iterable
from typing import Final

BOOT: Final = "(boot stub)"
CONSTANTS: Final = "(constants)"

# A line of lld's map: addresses, size and alignment, then an input file with its section.
_MAP_LINE: Final = re.compile(
    r"^\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+\s{9}\S.*:\(([^)]+)\)$"
)
_NOT_IN_FILE: Final = (".bss", ".boot.tables", ".shstrtab", ".symtab", ".strtab")
_SECTION_KINDS: Final = ("text", "rodata", "data", "bss")
_BACK_END_WORDS: Final = ("class.", "global.", "gloam.new.")


def sizes_by_module(symbols: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Bytes by module, largest first."""
    sizes: dict[str, int] = {}
    for name, size in symbols:
        module = module_of(name)
        sizes[module] = sizes.get(module, 0) + size
    return dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))


def link_map_symbols(text: str) -> list[tuple[str, int]]:
    """Name and size of everything in the file, from the text of lld's `-Map`.

    Every function and every variable has an input section that carries its name. What lies in
    memory only (`.bss`) is left out.
    """
    symbols = []
    for line in text.splitlines():
        match = _MAP_LINE.match(line)
        if match is None:
            continue
        size, section = int(match[1], 16), match[2]
        _, _, rest = section.partition(".")
        kind, _, name = rest.partition(".")
        if size and not section.startswith(_NOT_IN_FILE):
            symbols.append((name if kind in _SECTION_KINDS else f"({section})", size))
    return symbols


def module_of(symbol: str) -> str:
    """The module that a symbol belongs to; a parenthesised word for what belongs to none."""
    if symbol.startswith("("):
        return BOOT if symbol.startswith(("(.boot", "(.note")) else symbol
    for word in _BACK_END_WORDS:
        symbol = symbol.removeprefix(word)
    name = symbol.partition("[")[0].partition("<")[0]
    parts = name.split(".")
    if len(parts) == 1 or not all(part.isidentifier() for part in parts[:-1]):
        return CONSTANTS if len(parts) == 1 and not name.isidentifier() else "(support)"
    del parts[-1]
    while len(parts) > 1 and parts[-1].lstrip("_")[:1].isupper():
        del parts[-1]
    return ".".join(parts)
