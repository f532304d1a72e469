"""The modules of an image as areas: a page of HTML with an SVG picture in it, and nothing else.

Rectangles are placed so that they are as square as can be (Bruls, Huizing, van Wijk: Squarified
Treemaps, 2000).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from gloamtool.image.tree import Package

WIDTH: Final = 1200
HEIGHT: Final = 760
_TITLE: Final = 18
"""Height of a package's name above its parts."""
_GAP: Final = 2
_LETTER: Final = 6.6
"""Width of a letter of the names."""
_DEPTH_MAX: Final = 6

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ margin: 2rem; font: 15px/1.4 system-ui, sans-serif; background: #fff; color: #222; }}
svg {{ max-width: 100%; height: auto; }}
svg text {{ font: 11px ui-monospace, monospace; fill: #222; pointer-events: none; }}
rect {{ stroke: #fff; }}
rect:hover {{ stroke: #222; }}
</style>
<h1>{title}</h1>
<p>{size:,} bytes in modules. Point at an area to see its name and size.</p>
<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
{areas}
</svg>
</html>
"""


@dataclass(frozen=True, slots=True)
class Area:
    x: float
    y: float
    width: float
    height: float


def treemap_page(root: Package, title: str) -> str:
    """The whole page."""
    areas = "\n".join(_package(root, Area(0, 0, WIDTH, HEIGHT), 0, 210.0, max(root.size, 1)))
    return _PAGE.format(
        title=escape(title), size=root.size, width=WIDTH, height=HEIGHT, areas=areas
    )


def squarified(sizes: list[int], area: Area) -> list[Area]:
    """A part of the area for each of `sizes`, which fall and are above 0, in proportion."""
    placed: list[Area] = []
    scale = area.width * area.height / max(sum(sizes), 1)
    left = [size * scale for size in sizes]
    while left:
        side = min(area.width, area.height)
        count = 1
        while count < len(left) and _worst(left[: count + 1], side) <= _worst(left[:count], side):
            count += 1
        row, left = left[:count], left[count:]
        made, area = _row(row, area)
        placed += made
    return placed


def _worst(row: list[float], side: float) -> float:
    """The worst ratio of the sides of what is placed in a row along `side`."""
    total = sum(row)
    if total <= 0 or side <= 0:
        return float("inf")
    return max(side * side * row[0] / total**2, total**2 / (side * side * row[-1]))


def _row(row: list[float], area: Area) -> tuple[list[Area], Area]:
    """A row along the shorter side, and what is left of the area."""
    total = sum(row)
    placed: list[Area] = []
    if area.width >= area.height:
        depth = total / area.height if area.height else 0.0
        y = area.y
        for one in row:
            height = one / depth if depth else 0.0
            placed.append(Area(area.x, y, depth, height))
            y += height
        return placed, Area(area.x + depth, area.y, max(area.width - depth, 0), area.height)
    depth = total / area.width if area.width else 0.0
    x = area.x
    for one in row:
        width = one / depth if depth else 0.0
        placed.append(Area(x, area.y, width, depth))
        x += width
    return placed, Area(area.x, area.y + depth, area.width, max(area.height - depth, 0))


def _package(package: Package, area: Area, depth: int, hue: float, whole: int) -> Iterator[str]:
    parts = [(part.size, part) for part in package.parts()]
    if package.own and parts:
        parts.append((package.own, Package(package.name, package.own, package.own)))
        parts.sort(key=lambda part: -part[0])
    for index, ((size, part), place) in enumerate(
        zip(parts, squarified([size for size, _ in parts], area), strict=True)
    ):
        own_hue = 360 * index / max(len(parts), 1) if depth == 0 else hue
        yield from _area(part, size, place, depth, (own_hue, whole))


def _area(
    part: Package, size: int, place: Area, depth: int, about: tuple[float, int]
) -> Iterator[str]:
    hue, whole = about
    if place.width < 1 or place.height < 1:
        return
    light = 82 - 5 * min(depth, _DEPTH_MAX)
    words = f"{part.name}: {size:,} bytes, {100 * size / whole:.1f} %"
    yield (
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" '
        f'height="{place.height:.1f}" fill="hsl({hue:.0f} 55% {light}%)">'
        f"<title>{escape(words)}</title></rect>"
    )
    name = part.name.rpartition(".")[2]
    if place.height > _TITLE and place.width > len(name) * _LETTER + 8:
        yield f'<text x="{place.x + 4:.1f}" y="{place.y + 13:.1f}">{escape(name)}</text>'
    inner = Area(
        place.x + _GAP,
        place.y + _TITLE,
        place.width - 2 * _GAP,
        place.height - _TITLE - _GAP,
    )
    if part.inner and inner.width > _TITLE and inner.height > _TITLE and depth < _DEPTH_MAX:
        yield from _package(part, inner, depth + 1, hue, whole)
