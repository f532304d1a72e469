"""Which module takes how many bytes of an image: from the symbols, or from lld's link map.

A symbol is the full Python name of what it holds, perhaps behind a word of the back end
(`class.main.Shape`).
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

BOOT: Final = "(boot stub)"
LITERALS: Final = "(literals)"
SUPPORT: Final = "(support)"

# A line of lld's map: addresses, size and alignment, then an input file with its section.
_MAP_LINE: Final = re.compile(
    r"^\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+\s{9}\S.*:\(([^)]+)\)$"
)
_NOT_IN_FILE: Final = (".bss", ".boot.tables", ".shstrtab", ".symtab", ".strtab")
_SECTION_KINDS: Final = ("text", "rodata", "data", "bss")
_BACK_END_WORDS: Final = ("class.", "trace.", "global.", "gloam.new.")
# Back-end helpers (`gloam.int.add`) have the package's own name, which holds no code itself.
_HELPERS: Final = "gloam"
_LITERAL: Final = "gloam.literal"
# A method taken as a value: the class stands in brackets.
_BOUND: Final = re.compile(r"\w+\[([^\[\]]+)\]\.")


def sizes_by_module(symbols: Iterable[tuple[str, int]], known: Collection[str]) -> dict[str, int]:
    """Bytes by module, largest first. `known` as for `module_of`."""
    sizes: dict[str, int] = {}
    for name, size in symbols:
        module = module_of(name, known)
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
        # `.text.unlikely.f` is where clang puts a function that is rarely called.
        name = name.removeprefix("unlikely.")
        if size and not section.startswith(_NOT_IN_FILE):
            symbols.append((name if kind in _SECTION_KINDS else f"({section})", size))
    return symbols


def module_of(symbol: str, known: Collection[str]) -> str:
    """The module that a symbol belongs to; a parenthesised word for what belongs to none.

    `known` are the library's modules. Of another name, a part in capitals is a class, a part in
    angle brackets is what the compiler made of a function, and what precedes either is the module.
    """
    if symbol.startswith("("):
        return BOOT if symbol.startswith(("(.boot", "(.note")) else symbol
    if symbol.startswith((_LITERAL, ".")):
        return LITERALS
    for word in _BACK_END_WORDS:
        symbol = symbol.removeprefix(word)
    bound = _BOUND.match(symbol)
    parts = (bound[1] if bound else symbol).partition("[")[0].split(".")
    for size in range(len(parts), 0, -1):
        name = ".".join(parts[:size])
        if name in known:
            return SUPPORT if name == _HELPERS else name
    if len(parts) == 1:
        return SUPPORT
    inner = next((i for i, part in enumerate(parts) if _is_inner(part)), None)
    if inner is None or (parts[inner].startswith("<") and parts[inner] != "<module>"):
        inner = (len(parts) if inner is None else inner) - 1
    return ".".join(parts[: max(1, inner)])


def _is_inner(part: str) -> bool:
    return part.startswith("<") or part.lstrip("_")[:1].isupper()
