"""From source to finished image: out of the cache if nothing has changed, else by the compiler.

The cache key is the content of everything that decides an image: the program's files, the compiler,
the library, the versions of what they use, the options, and the files that the program embeds. So
nothing here ever goes stale, and an unchanged program costs no compiler start, not even its import.
Which files it embeds, only the compiler knows: the list is kept under a key of all the rest. As
long as the files in the list are the same, so is the list.
"""

import importlib.metadata
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gloamc.diagnostics import Diagnostic
from gloamc.fingerprint import fingerprint
from gloamc.link.cache import cache_directory, content_key, replace_file, store, stored
from gloamtool.failure import UserError
from gloamtool.image.sources import program_sources

if TYPE_CHECKING:
    from gloamc.pipeline import BuildOptions, BuildResult

_TOOLS = ("mypy", "ziglang")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageOrder:
    """What to build. `memory_bytes` sizes a process's heap, which is part of its image.

    `text`, if there is one, is compiled in the place of the source's; modules of the program are
    looked for in `search` too.
    """

    source: Path
    target: str
    is_debug: bool = False
    has_ip6: bool = True
    for_speed: bool = False
    memory_bytes: int
    text: str | None = None
    search: tuple[Path, ...] = ()


def build_image(
    order: ImageOrder, output: Path, report: Callable[[str], None] | None = None
) -> None:
    """Leave the image at `output`, executable. Raises what `gloamc.pipeline.build` raises.

    `report` hears what the compiler does next.
    """
    _require_cache()
    image = _cached_image(order, report)
    try:
        replace_file(image, output)
    except OSError as error:
        raise UserError(f"{output} cannot be written: {error.strerror}") from None


def _cached_image(order: ImageOrder, report: Callable[[str], None] | None) -> Path:
    key = _program_key(order)
    known = stored(key)
    if known is not None:
        places = known.read_text().splitlines()
        found = stored(_image_key(key, [fingerprint(Path(place)) for place in places]))
        if found is not None:
            return found
    with tempfile.TemporaryDirectory(dir=cache_directory()) as directory:
        fresh = Path(directory) / "image"
        result = _compile(order, fresh, report)
        store(link_map_key(fresh), lambda path: _write(path, result.link_map))
        places = [str(place.absolute()) for place in result.embedded]
        store(key, lambda path: _write(path, "".join(f"{place}\n" for place in places)))
        image_key = _image_key(key, list(result.embedded.values()))
        return store(image_key, lambda path: os.replace(fresh, path))


def emitted_text(order: ImageOrder, stage: str) -> str:
    """What the compiler's `stage` (a value of `--emit`) makes of the program.

    UserError for a stage that does not exist.
    """
    from gloamc.pipeline import STAGES, build  # noqa: PLC0415  # see _compile

    if stage not in STAGES:
        kind, _, name = stage.partition("=")
        if kind == "ir-after":
            names = ", ".join(stage.partition("=")[2] for stage in STAGES if "=" in stage)
            raise UserError(f"--emit {stage}: there is no pass {name!r}; in their order: {names}")
        raise UserError(f"--emit {stage}: write tree, ir, ir-after=PASS, llvm or asm")
    _require_cache()
    with tempfile.TemporaryDirectory() as directory:
        return build(_options(order, Path(directory) / "image", emit=stage)).emitted


def diagnostics_of(source: Path) -> list[Diagnostic]:
    """What keeps the program from being compiled; empty if nothing does."""
    from gloamc.pipeline import check  # noqa: PLC0415  # see _compile

    return check(source)


def link_map_key(image: Path) -> str:
    """The cache key of the link map of an image, given its finished file."""
    return content_key(["link map", image.read_bytes()])


def _require_cache() -> None:
    directory = cache_directory()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        problem = "" if os.access(directory, os.W_OK) else "no permission"
    except OSError as error:
        problem = error.strerror or str(error)
    if problem:
        raise UserError(
            f"the cache {directory} cannot be written ({problem}): "
            "set GLOAM_CACHE to a directory that can"
        )


def _write(path: Path, text: str) -> None:
    path.write_text(text)


def _compile(
    order: ImageOrder, output: Path, report: Callable[[str], None] | None
) -> "BuildResult":
    # Imported here: it takes longer than everything else, and a cached image does without it.
    from gloamc.pipeline import build  # noqa: PLC0415

    return build(_options(order, output, emit=None), report)


def _options(order: ImageOrder, output: Path, emit: str | None) -> "BuildOptions":
    from gloamc.pipeline import BuildOptions  # noqa: PLC0415  # see _compile

    return BuildOptions(
        source=order.source,
        target=order.target,
        output=output,
        debug=order.is_debug,
        emit=emit,
        memory_bytes=order.memory_bytes,
        text=order.text,
        search=order.search,
        has_ip6=order.has_ip6,
        for_speed=order.for_speed,
    )


def _image_key(program_key: str, fingerprints: list[str]) -> str:
    return content_key(["image", program_key, *fingerprints])


def _program_key(order: ImageOrder) -> str:
    # The path as given is part of the image: tracebacks show it, as CPython's do.
    return content_key(
        [
            "program",
            *(str(order.source), order.target, str(order.is_debug), str(order.memory_bytes)),
            str(order.has_ip6),
            str(order.for_speed),
            *_toolchain(),
            order.text or "",
            *map(str, order.search),
            *_contents(
                order.source.resolve().parent,
                program_sources(order.source, order.text, order.search),
            ),
        ]
    )


def _toolchain() -> Iterator[str | bytes]:
    """All that turns source into an image: compiler and library to the byte, tools by version."""
    yield sys.version
    for name in _TOOLS:
        yield importlib.metadata.version(name)
    for package in ("gloamc", "gloam"):
        root = package_directory(package)
        files = (path for path in root.rglob("*") if _is_source(path))
        yield from _contents(root, sorted(files))


def package_directory(package: str) -> Path:
    """Where a package lies; finding it does not import it."""
    spec = importlib.util.find_spec(package)
    assert spec is not None, package
    assert spec.submodule_search_locations, package
    return Path(spec.submodule_search_locations[0])


def library_modules() -> frozenset[str]:
    """Names of the modules that a program can take from the library, as symbols carry them."""
    root = package_directory("gloam")
    standard = root / "stdlib"
    names = {"builtins"}
    for path in root.rglob("*.py"):
        is_standard = standard in path.parents
        relative = path.relative_to(standard if is_standard else root.parent).with_suffix("")
        parts = relative.parts[:-1] if relative.name == "__init__" else relative.parts
        names.add(".".join(parts))
    return frozenset(names)


def _is_source(path: Path) -> bool:
    return "__pycache__" not in path.parts and path.is_file()


def _contents(root: Path, files: list[Path]) -> Iterator[str | bytes]:
    for path in files:
        yield os.path.relpath(path, root)
        yield path.read_bytes()
