"""Writes the table of operations in docs/ir.md from the table in src/gloamc/ir/ops.py.

`python -m tools.ir_reference` after the table has changed; a test compares the two.
"""

from pathlib import Path

from gloamc.ir.ops import OPS, OpSpec, Own, Result

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "ir.md"
MARK = "<!-- operations: written by tools/ir_reference.py -->\n"


def reference() -> str:
    """The table, one row for each operation."""
    lines = ["| operation | operands | result | effect | |", "|---|---|---|---|---|"]
    lines += [_row(spec) for spec in OPS.values()]
    return "\n".join(lines) + "\n"


def _row(spec: OpSpec) -> str:
    name = f"`{spec.name}{{{spec.attribute}}}`" if spec.attribute else f"`{spec.name}`"
    operands = " ".join(
        kind + ("'" if _own(spec, index) is Own.CONSUME else "")
        for index, kind in enumerate(spec.operands)
    )
    borrowed = " (borrowed)" if spec.returns is Result.BORROWED and spec.result else ""
    effect = spec.effect.value + (", raises" if spec.can_raise else "")
    doc = spec.doc.replace("|", "\\|")
    return f"| {name} | {operands} | {spec.result}{borrowed} | {effect} | {doc} |"


def _own(spec: OpSpec, index: int) -> Own:
    return spec.ownership[min(index, len(spec.ownership) - 1)]


def updated(text: str) -> str:
    """The document with the table behind the mark replaced."""
    return text.partition(MARK)[0] + MARK + "\n" + reference()


if __name__ == "__main__":
    DOCUMENT.write_text(updated(DOCUMENT.read_text()))
