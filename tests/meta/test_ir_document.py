"""docs/ir.md: its table is that of the code, its example is IR."""

import re

from tools.ir_reference import DOCUMENT, updated

from gloamc.ir.parser import parse_program
from gloamc.ir.printer import format_program
from gloamc.ir.verifier import Stage, verify_program

EXAMPLE = re.compile(r"^```\n(entry .*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_table_of_operations_is_up_to_date() -> None:
    text = DOCUMENT.read_text()
    assert updated(text) == text, "run python -m tools.ir_reference"


def test_the_example_is_what_the_printer_writes() -> None:
    match = EXAMPLE.search(DOCUMENT.read_text())
    assert match is not None
    program = parse_program(match[1])
    verify_program(program, Stage.ASSIGNED)
    assert format_program(program) == match[1]
