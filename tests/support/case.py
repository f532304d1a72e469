"""Data-file cases: options, one or more source files, and what is expected of them.

A case is text. Lines that start with `-- ` structure it: `-- name: value` options come first,
`-- file: util.py` starts a file besides main.py, `-- expect: kind` starts the expectation, which
runs to the end of the case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MAIN = "main.py"


@dataclass(slots=True)
class Case:
    path: Path
    options: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    expected: str = ""

    def write_files(self, directory: Path) -> Path:
        """Write the sources; the path of main.py is relative to `directory`."""
        for name, text in self.files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Path(MAIN)


def read_case(path: Path) -> Case:
    case = Case(path)
    current, lines = MAIN, list[str]()
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        name, separator, value = line.removeprefix("-- ").partition(": ")
        if case.kind or not line.startswith("-- ") or not separator:
            lines.append(line)
        elif name in ("file", "expect"):
            if lines or current != MAIN:
                case.files[current] = "".join(lines)
            lines = []
            if name == "file":
                current = value.strip()
            else:
                case.kind = value.strip()
        else:
            case.options[name] = value.strip()
    assert case.kind, f"{path} expects nothing"
    case.expected = "".join(lines)
    return case


def case_paths(folder: Path) -> list[Path]:
    """Every case below `folder`."""
    return sorted(folder.rglob("*.case"))


def check_case(case: Case, actual: str, *, update: bool) -> None:
    """Compare, or rewrite the expectation of the case's file."""
    if update and actual != case.expected:
        text = case.path.read_text(encoding="utf-8")
        marker = f"-- expect: {case.kind}\n"
        head = text[: text.index(marker)]
        case.path.write_text(head + marker + actual, encoding="utf-8")
        return
    assert actual == case.expected
