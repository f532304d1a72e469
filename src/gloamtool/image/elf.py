"""Reading an ELF image: what it is for, its segments, its sections.

Any bytes give an Image or a UserError, never another exception.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from elftools.common.exceptions import ELFError
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

from gloamtool.failure import UserError

ELF_MAGIC: Final = b"\x7fELF"
_PVH_NOTE_SECTION: Final = ".note.Xen"
_FLAG_EXECUTE, _FLAG_WRITE, _FLAG_READ = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A loadable part: sizes in bytes, permissions like `r-x`."""

    address: int
    file_size: int
    memory_size: int
    permissions: str


@dataclass(frozen=True, slots=True)
class Section:
    """A named part; one that is not in the file (`.bss`) has a size all the same."""

    name: str
    address: int
    size: int
    is_in_file: bool


@dataclass(frozen=True, slots=True)
class Image:
    """What a finished image consists of. `symbols` (name, size) is empty in a stripped image."""

    target: str
    size_bytes: int
    entry: int
    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    symbols: tuple[tuple[str, int], ...]


def is_elf(path: Path) -> bool:
    """Whether the file begins like one. False if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(ELF_MAGIC)) == ELF_MAGIC
    except OSError:
        return False


def read_image(path: Path) -> Image:
    """Read an image. UserError if it is none of ours."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from None
    try:
        return _read(data)
    except (ELFError, ValueError, KeyError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not an image: {error}") from None


def _read(data: bytes) -> Image:
    elf = ELFFile(io.BytesIO(data))
    if elf["e_machine"] != "EM_X86_64" or elf["e_type"] != "ET_EXEC":
        raise ValueError("a static x86-64 ELF was expected")
    sections = tuple(
        Section(s.name, s["sh_addr"], s["sh_size"], s["sh_type"] != "SHT_NOBITS")
        for s in elf.iter_sections()
        if s["sh_flags"] & 2  # SHF_ALLOC: part of the running program
    )
    segments = tuple(
        Segment(p["p_vaddr"], p["p_filesz"], p["p_memsz"], _permissions(p["p_flags"]))
        for p in elf.iter_segments()
        if p["p_type"] == "PT_LOAD"
    )
    table = elf.get_section_by_name(".symtab")
    symbols = (
        tuple((s.name, s["st_size"]) for s in table.iter_symbols() if s["st_size"])
        if isinstance(table, SymbolTableSection)
        else ()
    )
    is_pvh = any(section.name == _PVH_NOTE_SECTION for section in sections)
    target = "vm" if is_pvh else "process"
    return Image(target, len(data), elf["e_entry"], segments, sections, symbols)


def _permissions(flags: int) -> str:
    return "".join(
        letter if flags & bit else "-"
        for letter, bit in (("r", _FLAG_READ), ("w", _FLAG_WRITE), ("x", _FLAG_EXECUTE))
    )
