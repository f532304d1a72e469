"""Names that CPython's standard library has and ours has not: told apart from misspelt ones.

The checker sees our modules only, so that it calls both an unknown attribute. CPython's own module
knows better; only modules that we have a version of are imported to ask it.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys

from gloamc.frontend.sources import Source

_THREADS = "an image has no threads: call the function itself, or make it a coroutine that awaits"
_PROCESSES = "an image is one program: there are no processes to start"
_NAMES = "an image has no names of characters: their table is larger than most programs"

NEVER = {
    "asyncio.to_thread": _THREADS,
    "asyncio.run_coroutine_threadsafe": _THREADS,
    "asyncio.create_subprocess_exec": _PROCESSES,
    "asyncio.create_subprocess_shell": _PROCESSES,
    "types.SimpleNamespace": "attributes are declared: write a dataclass",
    "unicodedata.lookup": _NAMES,
    "unicodedata.name": _NAMES,
}
"""What no image will have, and what to do instead."""

_IN_IMPORT = re.compile(r'Module "([\w.]+)" has no attribute "(\w+)"')
_IN_EXPRESSION = re.compile(r'Module has no attribute "(\w+)"')


def missing_name(text: str, source: Source, line: int, column: int, end_column: int) -> str:
    """`module.name` if the checker's message is about one that CPython has, else ""."""
    if match := _IN_IMPORT.match(text):
        module, name = match[1], match[2]
    elif match := _IN_EXPRESSION.match(text):
        shown = source.text.split("\n")[line - 1].encode()[column:end_column].decode()
        module, name = _module_of(source, shown.rpartition(".")[0]), match[1]
    else:
        return ""
    return f"{module}.{name}" if _has(module, name) else ""


def _module_of(source: Source, expression: str) -> str:
    """What `import` bound to the name before the dot."""
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if expression in (alias.asname, alias.name):
                    return alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                if expression == (alias.asname or alias.name):
                    return f"{node.module}.{alias.name}"
    return ""


def _has(module: str, name: str) -> bool:
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return False
    try:
        return hasattr(importlib.import_module(module), name)
    except ImportError:
        return False
