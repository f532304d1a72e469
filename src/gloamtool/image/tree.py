"""The modules of an image as a tree of packages, each with what it and all below it take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Package:
    """`own` bytes are the module's itself, `size` those of everything below it too."""

    name: str
    own: int = 0
    size: int = 0
    inner: dict[str, "Package"] = field(default_factory=dict)

    def parts(self) -> list["Package"]:
        """What is below it, largest first."""
        return sorted(self.inner.values(), key=lambda part: (-part.size, part.name))


def package_tree(modules: Mapping[str, int]) -> Package:
    """From bytes by module; the root has no name."""
    root = Package("")
    for module, size in modules.items():
        place = root
        place.size += size
        parts = [module] if module.startswith("(") else module.split(".")
        for index, _ in enumerate(parts):
            name = ".".join(parts[: index + 1])
            place = place.inner.setdefault(name, Package(name))
            place.size += size
        place.own += size
    return root


def tree_lines(root: Package, smallest: float = 0.01) -> Iterator[str]:
    """A line for each package: bytes, part of the whole, name. Those below the part `smallest` of
    the whole are one line together in their package."""
    yield from _lines(root, "", root.size * smallest, max(root.size, 1))


def _lines(package: Package, indent: str, limit: float, whole: int) -> Iterator[str]:
    parts = [part for part in package.parts() if part.size >= limit]
    if not parts:
        return
    rest = package.parts()[len(parts) :]
    rows = [(part.size, part.name.rpartition(".")[2], part) for part in parts]
    if package.own >= limit:
        rows.append((package.own, "(itself)", Package("")))
        rows.sort(key=lambda row: -row[0])
    if rest:
        rows.append((sum(part.size for part in rest), f"({len(rest)} smaller)", Package("")))
    for index, (size, name, part) in enumerate(rows):
        is_last = index == len(rows) - 1
        branch = "└─ " if is_last else "├─ "
        yield f"{size:12,}  {100 * size / whole:5.1f} %  {indent}{branch}{name}"
        yield from _lines(part, indent + ("   " if is_last else "│  "), limit, whole)
