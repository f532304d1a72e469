"""The layer table of docs/style.md: who may import whom. A folder without a rule fails."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"

# A module belongs to its longest prefix here and may import from its own layer, from modules below
# the prefixes listed, and from nothing else of ours.
GUEST_LOW = ("gloam.machine", "gloam.runtime")
OBSERVE = ("gloam.log", "gloam.metrics")
LAYERS: dict[str, tuple[str, ...]] = {
    "gloam.machine": (),
    "gloam.kernel": ("gloam.machine", "gloam.runtime"),
    # The runtime says what is fatal, and prints, through the platform: docs/adr has the reason.
    "gloam.runtime": ("gloam.machine", "gloam.device.platform"),
    "gloam.device": ("gloam.runtime",),
    "gloam.device.platform": ("gloam.runtime", "gloam.device"),
    "gloam.asset": (),
    # Runs on the host, under CPython and inside of the compiler.
    "gloam.embed": ("gloam.asset", "gloam.dns"),
    "gloam.log": ("gloam.runtime",),
    "gloam.metrics": ("gloam.runtime",),
    "gloam.drivers": ("gloam.device", *GUEST_LOW, *OBSERVE),
    "gloam.sched": ("gloam.device", "gloam.runtime", *OBSERVE),
    # One pure function: the checksum over memory.
    "gloam.net.wire": ("gloam.machine",),
    "gloam.net": ("gloam.net.wire", "gloam.device", "gloam.sched", *OBSERVE),
    # Its shell, like that of gloam.dns.
    "gloam.net.ntp.client": ("gloam.net", "gloam.stdlib"),
    "gloam.storage": ("gloam.device", "gloam.sched", *OBSERVE),
    "gloam.dns": ("gloam.net", "gloam.sched", *OBSERVE),
    # The shell around the rest of gloam.dns is a program over asyncio, as gloam.http is.
    "gloam.dns.server": (
        *("gloam.runtime", "gloam.sched", "gloam.net", "gloam.dns", "gloam.stdlib"),
        *OBSERVE,
    ),
    "gloam.dns.key": ("gloam.runtime", "gloam.dns", "gloam.stdlib"),
    "gloam.dns.secondary": (
        *("gloam.runtime", "gloam.sched", "gloam.net", "gloam.dns", "gloam.stdlib"),
        *OBSERVE,
    ),
    "gloam.stdlib": (
        *("gloam.runtime", "gloam.sched", "gloam.net", "gloam.dns", "gloam.device.platform"),
        *("gloam.kernel", *OBSERVE),
    ),
    "gloam.http": (
        "gloam.asset",
        *("gloam.runtime", "gloam.sched", "gloam.net", "gloam.dns", "gloam.stdlib"),
        *OBSERVE,
    ),
    "gloam.store": ("gloam.storage", "gloam.runtime", "gloam.sched", "gloam.stdlib", *OBSERVE),
    "gloam.boot": ("gloam",),
    "gloamc.ir": (),
    "gloamc.diagnostics": (),
    "gloamc.fingerprint": (),
    "gloamc.primitives": ("gloamc.ir",),
    "gloamc.analysis": ("gloamc.ir", "gloamc.primitives"),  # tables: who may be called
    "gloamc.passes": ("gloamc.ir", "gloamc.analysis", "gloamc.primitives"),
    "gloamc.llvm": ("gloamc.ir",),
    "gloamc.frontend": ("gloamc.diagnostics", "gloamc.frontend.embedding"),
    # It runs at build time what CPython runs when it comes to the call.
    "gloamc.frontend.embedding": (
        *("gloamc.diagnostics", "gloamc.fingerprint", "gloamc.frontend"),
        *("gloam.asset", "gloam.embed"),
    ),
    "gloamc.irbuild": ("gloamc.frontend", "gloamc.ir", "gloamc.primitives", "gloamc.diagnostics"),
    "gloamc.targets": (),
    "gloamc.link": ("gloamc.targets", "gloamc.diagnostics"),
    "gloamc.pipeline": ("gloamc",),
    "gloamtool": ("gloamc.pipeline", "gloamc.diagnostics", "gloamc.fingerprint", "gloamc.link"),
}
OURS = ("gloam", "gloamc", "gloamtool")
# Below the standard library, guest code is its own foundation. The machine's stand-ins for CPython
# are not compiled and use what they like.
STDLIB_FOR_GUESTS = {
    "__future__",
    "abc",
    "builtins",
    "dataclasses",
    "enum",
    "typing",
    "collections.abc",
}
GUEST_FOUNDATION: tuple[str, ...] = (
    *("gloam.runtime", "gloam.device", "gloam.drivers", "gloam.sched", "gloam.net"),
    *("gloam.kernel", "gloam.storage", "gloam.dns", "gloam.boot"),
)
TYPESHED = SOURCE / "gloamc" / "frontend" / "typeshed"


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts[0] in OURS and TYPESHED not in path.parents:
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path
    return found


MODULES = modules()


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def layer_of(name: str) -> str | None:
    return max((layer for layer in LAYERS if within(name, layer)), key=len, default=None)


def imports_of(name: str, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each import; `from a import b` is `a.b` where that is a module."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield node.lineno, full if full in MODULES or base == "collections" else base


def is_allowed(name: str, layer: str, target: str) -> bool:
    if layer_of(target) == layer:
        return True
    return any(within(target, allowed) for allowed in LAYERS[layer])


@pytest.mark.parametrize("name", [n for n in MODULES if n not in OURS])
def test_module_imports_only_what_its_layer_may(name: str) -> None:
    layer = layer_of(name)
    assert layer is not None, f"{name} is in no layer: add its folder to LAYERS"
    wrong = [
        f"{MODULES[name].name}:{line} imports {target}"
        for line, target in imports_of(name, MODULES[name])
        if target.split(".")[0] in OURS and not is_allowed(name, layer, target)
    ]
    assert not wrong


def is_foundation(name: str) -> bool:
    layer = layer_of(name)
    is_above = layer is not None and "gloam.stdlib" in LAYERS[layer]
    return not is_above and any(within(name, low) for low in GUEST_FOUNDATION)


@pytest.mark.parametrize("name", [n for n in MODULES if is_foundation(n)])
def test_guest_code_below_the_standard_library_is_its_own_foundation(name: str) -> None:
    wrong = [
        f"{MODULES[name].name}:{line} imports {target}"
        for line, target in imports_of(name, MODULES[name])
        if target.split(".")[0] not in OURS
        and target not in STDLIB_FOR_GUESTS
        and not target.startswith("typing.")
    ]
    assert not wrong


def test_every_rule_names_layers_that_have_rules() -> None:
    for layer, allowed in LAYERS.items():
        for prefix in allowed:
            assert prefix in (*LAYERS, *OURS), f"{layer}: {prefix}"


def test_gloamtool_does_not_import_the_guest_library() -> None:
    for name, path in MODULES.items():
        if within(name, "gloamtool"):
            assert not [t for _, t in imports_of(name, path) if within(t, "gloam")], name
