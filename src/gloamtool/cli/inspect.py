"""`gloam inspect`: what is in an image, as a table for people or JSON for programs."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from gloamc.link.cache import stored
from gloamtool.failure import UserError
from gloamtool.image.builder import library_modules, link_map_key
from gloamtool.image.devices import devices_of
from gloamtool.image.elf import Image, read_image
from gloamtool.image.size import link_map_symbols, sizes_by_module
from gloamtool.image.tree import package_tree, tree_lines
from gloamtool.image.treemap import treemap_page

HELP = """Say what is in the image OUT: segments and their permissions, sections, devices, and how
many bytes each module takes.

Sizes by module come from the symbols of a debug image, or from what the build of this very image
left in the cache.

\b
Examples:
  gloam inspect app.img
  gloam inspect --tree app.img                 sizes by package
  gloam inspect --treemap sizes.html app.img   the same as a picture
  gloam inspect --json app.img
"""


@click.command("inspect", help=HELP)
@click.option("--json", "as_json", is_flag=True, help="Everything, for programs.")
@click.option("--tree", "as_tree", is_flag=True, help="Sizes by package, as a tree.")
@click.option(
    "--treemap",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write a page that shows sizes as areas.",
)
@click.argument("out", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def inspect_command(*, as_json: bool, as_tree: bool, treemap: Path | None, out: Path) -> None:
    """Inspect one image."""
    image = read_image(out)
    modules = sizes_by_module(_symbols(out, image), library_modules())
    devices = devices_of(modules)
    if (as_tree or treemap is not None) and not modules:
        raise UserError(f"{out} has no symbols and was not built here: its modules are unknown")
    if treemap is not None:
        _write_treemap(treemap, out, modules)
    if as_json:
        facts = {
            "target": image.target,
            "size_bytes": image.size_bytes,
            "entry": image.entry,
            "segments": [asdict(segment) for segment in image.segments],
            "sections": [asdict(section) for section in image.sections],
            "devices": devices,
            "modules": modules,
        }
        click.echo(json.dumps(facts, indent=2))
        return
    if as_tree:
        for line in tree_lines(package_tree(modules)):
            click.echo(line)
        return
    if treemap is not None:
        return
    for line in _report(out, image, devices, modules):
        click.echo(line)


def _write_treemap(path: Path, out: Path, modules: dict[str, int]) -> None:
    try:
        path.write_text(treemap_page(package_tree(modules), out.name), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None


def _symbols(path: Path, image: Image) -> list[tuple[str, int]]:
    link_map = stored(link_map_key(path))
    if link_map is not None:
        return link_map_symbols(link_map.read_text())
    return list(image.symbols)


def _report(path: Path, image: Image, devices: list[str], modules: dict[str, int]) -> list[str]:
    lines = [f"{path}: {image.size_bytes:,} bytes for the target {image.target}"]
    lines.append(f"entry {image.entry:#x}")
    lines += ["", "segments     address   in file  in memory  permissions"]
    lines += [
        f"        {s.address:#12x} {s.file_size:9,} {s.memory_size:10,}  {s.permissions}"
        for s in image.segments
    ]
    lines += ["", "sections     address      size"]
    for section in image.sections:
        place = "" if section.is_in_file else " (not in the file)"
        lines.append(f"        {section.address:#12x} {section.size:9,}  {section.name}{place}")
    if not modules:
        return [*lines, "", "modules: unknown, as this image has no symbols and was not built here"]
    lines += ["", f"devices: {', '.join(devices) or 'none'}"]
    lines += ["", "modules         size"]
    lines += [f"        {size:12,}  {module}" for module, size in modules.items()]
    return lines
