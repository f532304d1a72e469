"""Places declared float that an int may flow into (gloam.runtime.kept_int).

The front end knows whether the program has such a flow anywhere. If it has, the user's code and
generic code of ours call kept_int for every operation on floats, and passes/kept_ints takes out
what no int reaches. Code of ours that is declared with float only ever computes with it: there an
int turns into a float where it comes in, as in CPython's C code.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir.types import Kind
from gloamc.irbuild.function import FunctionBuilder
from gloamc.primitives.kept_ints import PREFIX

_MODULE = PREFIX.rstrip(".")


def operate(b: FunctionBuilder, name: str, *values: ir.Value) -> ir.Value:
    """The operation of that name on float places: plain, or by way of kept_int."""
    return b.runtime(PREFIX + name, *values)


def enter(b: FunctionBuilder, t: tree.Type, value: ir.Value) -> ir.Value:
    """A float that comes into code of ours from code that may keep ints."""
    if not b.program.tree.keeps_ints or b.keeps_ints or b.module == _MODULE:
        return value
    if ir.type_of(value).kind is not Kind.FLOAT or t != tree.Instance("builtins.float"):
        return value
    return operate(b, "real", value)
