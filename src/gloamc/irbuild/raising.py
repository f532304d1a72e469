"""Raising: what a `raise` becomes.

`raise SomeError("text")` is so frequent that each class has one function that makes and raises it,
`$raise[SomeError]`, provided that nothing but BaseException's own initialiser runs.
"""

from __future__ import annotations

from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import classes, expressions
from gloamc.irbuild.function import FunctionBuilder
from gloamc.irbuild.program import ClassInstance, Signature
from gloamc.irbuild.representation import canonical

PLAIN_INITIALISER = "builtins.BaseException"


def raise_value(b: FunctionBuilder, exception: ir.Value) -> None:
    """Raise an exception object, with what is being handled as its context."""
    b.runtime("gloam.runtime.raising.set_context", exception)
    b.emit("set_exception", exception)
    b.end(ir.Raise(b.line))


def raise_plain(b: FunctionBuilder, e: tree.Call | tree.ClassName) -> bool:
    """Raise by one call, if the exception has at most one argument; False if it is not plain."""
    called = e.callee if isinstance(e, tree.Call) else e
    arguments = e.arguments if isinstance(e, tree.Call) else []
    if not isinstance(called, tree.ClassName) or len(arguments) > 1:
        return False
    if any(argument.kind is not tree.ArgumentKind.POSITIONAL for argument in arguments):
        return False
    definition = b.program.find_class(called.name)
    if definition is None or definition.type_variables:
        return False
    instance = b.program.class_instance(tree.Instance(canonical(called.name)))
    if not _is_plain(b, instance):
        return False
    values = [expressions.lower_as(b, argument.value, irt.OBJ) for argument in arguments]
    b.call(_raiser(b, instance, len(values)), values)
    b.end(ir.Unreachable(b.line))
    return True


def _is_plain(b: FunctionBuilder, instance: ClassInstance) -> bool:
    if not classes.is_exception(instance) or instance.definition.is_abstract:
        return False
    if b.program.captures(instance) or instance.type.name == classes.OS_ERROR:
        return False
    found = b.program.find_method(instance, "__init__")
    has_defaults = any(
        item.default is not None for a in instance.ancestors() for item in a.definition.fields
    )
    return found is not None and found[0].layout.name == PLAIN_INITIALISER and not has_defaults


def _raiser(b: FunctionBuilder, instance: ClassInstance, count: int) -> Signature:
    """The function that makes and raises the exception, lowered where it is first used."""
    program = b.program
    symbol = f"$raise[{instance.layout.name}]" if count else f"$raise_bare[{instance.layout.name}]"
    known = program.signatures.get(symbol)
    if known is not None:
        return known
    parameters = [ir.Register("argument", irt.OBJ, is_parameter=True)][:count]
    signature = Signature(symbol, tuple(p.type for p in parameters), irt.NONE, None, {})
    program.signatures[symbol] = signature
    function = ir.Function(symbol, parameters, irt.NONE, is_unsafe=True)
    program.ir.functions[symbol] = function
    span = tree.Span("", 0, 0, 0, 0)
    made = FunctionBuilder(program, signature, function, "gloam.runtime", span)
    exception = classes.construct(made, instance, list(parameters), span)
    raise_value(made, made.stable(exception))
    made.close()
    return signature
