"""What the builtins stub offers exists: in the runtime, or in the compiler's own lowering.

A name that mypy accepts and nothing implements would be a refusal far from its cause.
"""

import ast
import importlib
from pathlib import Path

import gloamc
from gloamc.irbuild import builtin_calls

TYPESHED = Path(gloamc.__file__).parent / "frontend/typeshed/stdlib"
BUILTINS = ast.parse((TYPESHED / "builtins.pyi").read_text())

# Where the methods of a class are written.
MODULES = {
    "int": "gloam.runtime.int",
    "float": "gloam.runtime.float",
    "str": "gloam.runtime.str",
    "bytes": "gloam.runtime.bytes",
    "tuple": "gloam.runtime.tuple",
}
CLASSES = {
    "list": ("gloam.runtime.list", "List"),
    "dict": ("gloam.runtime.dict", "Dict"),
    "set": ("gloam.runtime.set", "Set"),
    "frozenset": ("gloam.runtime.set", "FrozenSet"),
    "bytearray": ("gloam.runtime.bytearray", "ByteArray"),
    "range": ("gloam.runtime.range", "Range"),
}
# Lowered where they stand.
COMPILER_FUNCTIONS = {"isinstance", "len", "getattr", "hasattr", "setattr"}
COMPILER_METHODS = {
    f"{name.removeprefix('builtins.')}.{method}"
    for name, method in (*builtin_calls.CLASS_METHODS, *builtin_calls.METHODS)
} | {name.removeprefix("builtins.") for name in builtin_calls.FUNCTIONS}


def functions(body: list[ast.stmt]) -> set[str]:
    return {s.name for s in body if isinstance(s, ast.FunctionDef) and not s.name.startswith("__")}


def classes() -> dict[str, ast.ClassDef]:
    return {s.name: s for s in BUILTINS.body if isinstance(s, ast.ClassDef)}


def test_builtin_functions() -> None:
    runtime = vars(importlib.import_module("gloam.runtime.builtins"))
    special = {name.removeprefix("builtins.") for name in builtin_calls.FUNCTIONS}
    missing = functions(BUILTINS.body) - set(runtime) - special - COMPILER_FUNCTIONS
    assert not missing


def test_methods_of_final_classes() -> None:
    for name, module in MODULES.items():
        written = vars(importlib.import_module(module))
        offered = {
            m for m in functions(classes()[name].body) if f"{name}.{m}" not in COMPILER_METHODS
        }
        assert not offered - set(written), name


def test_methods_of_containers() -> None:
    for name, (module, written) in CLASSES.items():
        found = getattr(importlib.import_module(module), written)
        offered = {
            m for m in functions(classes()[name].body) if f"{name}.{m}" not in COMPILER_METHODS
        }
        assert not [m for m in offered if not hasattr(found, m)], name


def test_exceptions() -> None:
    written = vars(importlib.import_module("gloam.runtime.exceptions"))
    names = {
        name for name in classes() if name.endswith(("Error", "Exception", "Exit", "Iteration"))
    }
    assert {"KeyError", "SystemExit", "StopIteration"} <= names
    assert not names - set(written)
