"""The functions of gloam.runtime.kept_int and what each comes to where no int is kept.

irbuild calls them for places declared float, if ints may flow there anywhere in the program;
analysis/kept_ints and passes/kept_ints know them by this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PREFIX = "gloam.runtime.kept_int."
_FLOAT = "gloam.runtime.float."


_INT_BITS = 0x7FFC_0000_0000_0000
_BOOL_BITS = 0x7FFA_0000_0000_0000
_INT_SIZE = 50


def kept_bits(value: int) -> int | None:
    """The bits of the float that stands for an int or a bool, as gloam.runtime.kept_int has it."""
    if isinstance(value, bool):
        return _BOOL_BITS | value
    if -1 << _INT_SIZE - 1 <= value < 1 << _INT_SIZE - 1:
        return _INT_BITS | value & (1 << _INT_SIZE) - 1
    return None


class Gives(Enum):
    """Whether a float that comes out may be a kept int."""

    NEVER = "never"
    ALWAYS = "always"
    """Whatever goes in: an int flows into a place."""
    IF_ALL = "if all"
    """If all floats that go in are."""


class Fast(Enum):
    """How the common case is told from the others without a call."""

    NONE = "none"
    RESULT = "result"
    """Do the plain operation: it came to a number, so that nothing was a kept int."""
    OPERANDS = "operands"
    """Look whether the operands are numbers first."""


@dataclass(frozen=True, slots=True)
class KeptFunction:
    plain: str
    """The op that does the same for real floats, "" if it is a function."""
    function: str
    gives: Gives
    fast: Fast
    is_int: bool = False
    """Is the first operand an int, and the only one of the plain function?"""


def _row(
    plain: str = "",
    function: str = "",
    gives: Gives = Gives.NEVER,
    fast: Fast = Fast.NONE,
) -> KeptFunction:
    return KeptFunction(plain, function and _FLOAT + function, gives, fast)


KEPT_FUNCTIONS: dict[str, KeptFunction] = {
    **{
        name: _row(f"float.{name}", gives=Gives.IF_ALL, fast=Fast.RESULT)
        for name in ("add", "sub", "mul", "neg")
    },
    "div": _row("float.div", fast=Fast.RESULT),
    **{
        name: _row(f"float.{name}", fast=Fast.OPERANDS)
        for name in ("eq", "ne", "lt", "le", "gt", "ge")
    },
    **{name: _row(function=name, gives=Gives.IF_ALL) for name in ("floordiv", "mod", "pow")},
    **{name: _row(function=name) for name in ("repr", "format", "round_to_int", "to_int")},
    **{
        name: _row(function=name)
        for name in ("eq_int", "ne_int", "lt_int", "le_int", "gt_int", "ge_int")
    },
    "round": _row(function="round", gives=Gives.IF_ALL),
    "pos": _row("copy", gives=Gives.IF_ALL, fast=Fast.OPERANDS),
    "abs": _row("float.abs", gives=Gives.IF_ALL, fast=Fast.RESULT),
    "real": _row("copy", fast=Fast.OPERANDS),
    "box": _row("box", fast=Fast.OPERANDS),
    "beside": KeptFunction("", "gloam.runtime.int.to_float", Gives.IF_ALL, Fast.NONE, is_int=True),
    "keep": _row(gives=Gives.ALWAYS),
    "keep_bool": _row(gives=Gives.ALWAYS),
    "from_bits": _row(gives=Gives.ALWAYS),
    "unbox": _row(gives=Gives.ALWAYS),
}
"""By name in the module. What is not here gives no float, and stays a call."""
