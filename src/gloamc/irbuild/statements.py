"""Typed tree statements to IR."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloamc.diagnostics import InternalError
from gloamc.frontend import tree
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.ir.types import Kind
from gloamc.irbuild import (
    async_iteration,
    attributes,
    calls,
    checks,
    class_objects,
    closures,
    coroutines,
    dynamic_operators,
    enumerations,
    expressions,
    group_handlers,
    iteration,
    matching,
    not_implemented,
    operators,
    raising,
    slices,
    unpacking,
)
from gloamc.irbuild.function import Cleanup, FunctionBuilder, Loop
from gloamc.irbuild.operand import Given, Operand
from gloamc.irbuild.representation import canonical, is_any, is_dynamic, represent, without_none
from gloamc.irbuild.walk import all_nodes

_BUILTIN = ("builtins.list", "builtins.dict", "builtins.set")
"""Classes whose in-place methods take operands of a form of their own."""
HANDLED = "gloam.runtime.raising.handled"
"""Static variable: the exception being handled, None outside of handlers."""


def lower_body(b: FunctionBuilder, body: Sequence[tree.Statement]) -> None:
    for statement in body:
        if not b.is_open:
            return
        lower(b, statement)


def lower(b: FunctionBuilder, s: tree.Statement) -> None:  # noqa: C901
    if s.span.line > 0:
        b.line = s.span.line
        b.span = s.span
    match s:
        case tree.ExpressionStatement():
            expressions.discard(b, s.value)
        case tree.Assignment():
            _assignment(b, s)
        case tree.AugmentedAssignment():
            _augmented(b, s)
        case tree.If(condition=tree.GlobalName(name=attributes.DEBUG)):
            lower_body(b, s.then if b.program.debug else s.otherwise)
        case tree.If():
            then, otherwise = b.new_block("then"), b.new_block("else")
            done = b.new_block("endif")
            expressions.branch_on(b, s.condition, then, otherwise)
            b.start(then)
            lower_body(b, s.then)
            b.goto(done)
            b.start(otherwise)
            lower_body(b, s.otherwise)
            b.start(done)
        case tree.While():
            _while(b, s)
        case tree.For():
            _for(b, s)
        case tree.Break():
            loop = b.loops[-1]
            b.leave(loop.break_depth, lambda: b.goto(loop.on_break))
        case tree.Continue():
            loop = b.loops[-1]
            b.leave(loop.cleanup_depth, lambda: b.goto(loop.on_continue))
        case tree.Pass():
            pass
        case tree.Return():
            _return(b, s)
        case tree.Raise():
            _raise(b, s)
        case tree.Try():
            lower_try(b, s)
        case tree.With():
            _with(b, s)
        case tree.Match():
            matching.lower_match(b, s)
        case tree.Assert():
            _assert(b, s)
        case tree.Delete():
            _delete(b, s)
        case tree.Import():
            for module in s.modules:
                import_module(b, module)
        case tree.FunctionDefinition():
            value = closures.closure(b, s.function, s.variable)
            expressions.write_local(b, s.variable, value)
        case tree.ClassDefinition():
            _class_definition(b, s)
        case tree.Unreachable():
            b.runtime("gloam.runtime.raising.raise_unreachable", b.i64(s.span.line))
            b.end(ir.Unreachable(b.line))
        case _:
            raise InternalError(f"no lowering for {type(s).__name__}")


def _class_definition(b: FunctionBuilder, s: tree.ClassDefinition) -> None:
    decorators: list[tree.Expression] = []
    for decorator in s.decorators:
        callee = decorator
        if isinstance(decorator, tree.Call):  # what it makes the decorator of comes first
            value = b.stable(expressions.lower(b, decorator))
            callee = b.as_expression(value, decorator.type, decorator.span)
        decorators.append(callee)
    keywords = [
        Given(a.kind, a.name, _held(b, b.stable(expressions.lower(b, a.value)), a.value))
        for a in s.keywords
    ]
    if s.definition.is_enum:
        enumerations.lower_class(b, s.definition)
    else:
        lower_body(b, s.definition.body)
    if s.told:
        class_objects.tell_base(b, s, keywords)
    for decorator in reversed(decorators):
        class_objects.decorate(b, s.definition, decorator)


# ---------------------------------------------------------------- assignment


def _assignment(b: FunctionBuilder, s: tree.Assignment) -> None:
    if len(s.targets) == 1:
        target = s.targets[0]
        if isinstance(target, tree.TupleTarget) and isinstance(s.value, tree.TupleDisplay):
            if len(target.items) == len(s.value.items) and not _has_star(target, s.value):
                kinds = [target_type(b, t) for t in target.items]
                values = [
                    b.stable(expressions.lower_as(b, v, k) if k else expressions.lower(b, v))
                    for v, k in zip(s.value.items, kinds, strict=True)
                ]
                for item, value, part in zip(target.items, values, s.value.items, strict=True):
                    unpacking.assign(b, item, value, part.type)
                return
        kind = target_type(b, target)
        if isinstance(target, tree.LocalName) and kind is not None:
            # A narrowing assignment keeps the declared representation.
            expressions.write_local(b, target.variable, expressions.lower_as(b, s.value, kind))
            return
        value = expressions.lower_as(b, s.value, kind) if kind else expressions.lower(b, s.value)
        unpacking.assign(b, target, value, s.value.type)
        return
    value = b.stable(expressions.lower(b, s.value))
    for target in s.targets:
        unpacking.assign(b, target, value, s.value.type)


def _has_star(target: tree.TupleTarget, value: tree.TupleDisplay) -> bool:
    return any(isinstance(item, tree.StarTarget) for item in target.items) or any(
        isinstance(item, tree.Starred) for item in value.items
    )


def target_type(b: FunctionBuilder, target: tree.Target) -> irt.IRType | None:
    match target:
        case tree.LocalName():
            return b.variable_type(target.variable)
        case tree.GlobalName():
            return attributes.global_type(b, target.declared)
        case tree.Attribute():
            kind = b.represent(target.declared)
            return irt.OBJ if kind.kind is Kind.NONE else kind
        case tree.Index():
            t = without_none(b.resolve(target.base.type))
            if is_dynamic(t):
                return irt.OBJ
            if isinstance(t, tree.Instance) and t.name == "builtins.list":
                return b.represent(t.arguments[0])
            if isinstance(t, tree.Instance) and t.name == "builtins.dict":
                return b.represent(t.arguments[1])
            return None
        case _:
            return None


def _augmented(b: FunctionBuilder, s: tree.AugmentedAssignment) -> None:
    target = s.target
    t = b.resolve(target.type)

    def combine(old: ir.Value) -> ir.Value:
        old = b.stable(old)
        is_abstract = calls.value_module(t) == "abstract"
        if is_dynamic(t) or is_abstract:
            operand = expressions.lower(b, s.value)
            result = dynamic_operators.in_place(b, s.operator, old, operand)
            return b.coerce(result, ir.type_of(old)) if is_abstract else result
        name = f"__i{operators._DUNDER[s.operator]}__"
        if calls.has_method(b, t, name) and ir.type_of(old).kind is Kind.REF:
            if calls.value_module(t) or isinstance(t, tree.Instance) and t.name in _BUILTIN:
                argument: Operand = tree.Argument(tree.ArgumentKind.POSITIONAL, "", s.value)
                if s.operator == "*":
                    argument = operators.times(b, b.stable(expressions.lower(b, s.value)))
                result = calls.call_method(b, old, t, name, [argument], s.span)
                return old if ir.type_of(result).kind is Kind.NONE else result
            value = b.stable(expressions.lower(b, s.value))
            value_type = b.resolve(s.value.type)
            return not_implemented.in_place(
                b, old, t, name, value, s.span,
                lambda: operators.operate(b, s.operator, old, value, t, value_type, s),
            )  # fmt: skip
        value = expressions.lower(b, s.value)
        return operators.operate(b, s.operator, old, value, t, b.resolve(s.value.type), s)

    match target:
        case tree.LocalName():
            old = expressions.lower(b, target)
            expressions.write_local(b, target.variable, combine(old))
        case tree.GlobalName():
            attributes.write_global(b, target, combine(attributes.read_global(b, target)))
        case tree.Attribute() if (
            isinstance(target.object, tree.ClassName)
            or class_objects.static_class(b, target.object) is not None
        ):
            attributes.write_attribute(b, target, combine(attributes.read(b, target)))
        case tree.Attribute():
            receiver = b.stable(expressions.lower(b, target.object))
            holder = _held(b, receiver, target.object)
            place = tree.Attribute(
                holder, target.name, target.kind, target.owner, target.declared,
                span=target.span, type=target.type,
            )  # fmt: skip
            attributes.write_attribute(b, place, combine(attributes.read(b, place)))
        case tree.Index():
            base = _held(b, b.stable(expressions.lower(b, target.base)), target.base)
            index = _held(b, b.stable(expressions.lower(b, target.index)), target.index)
            item = tree.Index(base, index, span=target.span, type=target.type)
            attributes.write_index(b, item, combine(attributes.read_index(b, item)))


def _held(b: FunctionBuilder, value: ir.Value, e: tree.Expression) -> tree.LocalName:
    """An expression that was evaluated already, as a local that holds its value."""
    return b.as_expression(value, e.type, e.span)


def _delete(b: FunctionBuilder, s: tree.Delete) -> None:
    target = s.target
    match target:
        case tree.LocalName():
            if id(target.variable) in b.cells:
                closures.read_cell(b, target.variable)  # that it is unset is an error
                unset = ir.Constant(irt.OBJ, ir.UNSET)
                cell = b.cells[id(target.variable)]
                b.emit("set_field", cell, unset, attribute=f"{closures.CELL}.value")
                return
            register = b.register(target.variable)
            if not register.type.has_error_value:
                b.program.refuse("G220", s.span, "del of this variable is not supported yet")
                return
            b.assign(b.temporary(register.type), register)
            b.assign(register, ir.Constant(register.type, ir.UNSET))
            if id(target.variable) in b.kept:
                b.keep_value(target.variable, ir.Constant(register.type, ir.UNSET))
        case tree.GlobalName():
            kind = attributes.global_type(b, target.declared)
            attributes.ensure_global(b, target.name, kind)
            attributes.read_global(b, target)
            b.emit("set_global", ir.Constant(kind, ir.UNSET), attribute=target.name)
        case tree.Index():
            t = without_none(b.resolve(target.base.type))
            base = b.stable(expressions.lower(b, target.base))
            if slices.is_slice(b, target.index) and calls.has_method(b, t, "del_stepped"):
                index = expressions.lower(b, target.index)
                slices.at_slice(b, base, t, index, "del", [], s.span)
                return
            calls.call_method(b, base, t, "__delitem__", [target.index], s.span)
        case tree.Slice():
            t = without_none(b.resolve(target.base.type))
            base = b.stable(expressions.lower(b, target.base))
            attributes.on_slice(b, base, t, target, "del", [])
        case tree.Attribute():
            attributes.delete_attribute(b, target)


# ---------------------------------------------------------------- loops


def _while(b: FunctionBuilder, s: tree.While) -> None:
    head, body = b.new_block("while"), b.new_block("body")
    otherwise, done = b.new_block("else"), b.new_block("done")
    b.start(head)
    expressions.branch_on(b, s.condition, body, otherwise)
    b.start(body)
    b.loops.append(Loop(done, head, len(b.cleanups), len(b.cleanups)))
    lower_body(b, s.body)
    b.loops.pop()
    b.goto(head)
    b.start(otherwise)
    lower_body(b, s.otherwise)
    b.start(done)


def _for(b: FunctionBuilder, s: tree.For) -> None:
    done = b.new_block("done")
    depth = len(b.cleanups)

    def body(after: ir.Block) -> None:
        b.loops.append(Loop(done, after, len(b.cleanups), depth))
        lower_body(b, s.body)
        b.loops.pop()

    t = iteration.item_type(b, s.iterable.type)
    loop = async_iteration.iterate if s.is_async else iteration.iterate
    loop(b, s.iterable, lambda value: unpacking.assign(b, s.target, value, t), body)
    lower_body(b, s.otherwise)
    b.start(done)


# ---------------------------------------------------------------- return, raise, assert


def _return(b: FunctionBuilder, s: tree.Return) -> None:
    result = b.signature.result
    if b.function.is_frame_step:
        kind = b.represent(b.definition.result) if b.definition is not None else irt.OBJ
        value: ir.Value = b.none()
        if s.value is not None:
            value = b.coerce(expressions.lower_as(b, s.value, kind), irt.OBJ)
        value = b.stable(value) if b.cleanups else value
        b.leave(0, lambda: coroutines.finish(b, value))
        return
    if s.value is None:
        value = b.coerce(b.none(), result)
    else:
        value = expressions.lower_as(b, s.value, result)
    if b.cleanups:
        held = b.temporary(result, "result")
        b.assign(held, value)
        value = held
    b.leave(0, lambda: b.end(ir.Return(value, b.line)))


def _raise(b: FunctionBuilder, s: tree.Raise) -> None:
    if s.exception is None:
        if not b.handled:
            b.runtime("gloam.runtime.raising.raise_active")
            b.end(ir.Unreachable(b.line))
            return
        b.emit("set_exception", b.handled[-1])
        _raise_again(b)
        return
    if s.cause is None and isinstance(s.exception, tree.Call | tree.ClassName):
        if raising.raise_plain(b, s.exception):
            return
    exception = _exception_object(b, s.exception)
    exception = b.stable(exception)
    if s.cause is not None:
        if isinstance(s.cause, tree.NoneLiteral):
            b.runtime("gloam.runtime.raising.set_no_cause", exception)
        else:
            cause = _exception_object(b, s.cause)
            b.runtime("gloam.runtime.raising.set_cause", exception, cause)
    raising.raise_value(b, exception)


def _exception_object(b: FunctionBuilder, e: tree.Expression) -> ir.Value:
    if isinstance(e, tree.ClassName):
        call = tree.Call(e, [], span=e.span, type=tree.Instance(canonical(e.name)))
        return calls.construct(b, e.name, call)
    if is_any(b.resolve(e.type)):
        return checks.convert(b, expressions.lower(b, e), tree.Instance("builtins.BaseException"))
    return expressions.lower_as(b, e, irt.EXCEPTION)


def _raise_again(b: FunctionBuilder) -> None:
    """Go on raising. As CPython's RERAISE, it leaves no second place of this function behind."""
    b.end(ir.Raise())


def _assert(b: FunctionBuilder, s: tree.Assert) -> None:
    good, bad = b.new_block("holds"), b.new_block("fails")
    expressions.branch_on(b, s.condition, good, bad)
    b.start(bad)
    arguments = []
    if s.message is not None:
        arguments.append(tree.Argument(tree.ArgumentKind.POSITIONAL, "", s.message))
    name = "builtins.AssertionError"
    call = tree.Call(
        tree.ClassName(name, span=s.span, type=tree.AnyType()), arguments,
        span=s.span, type=tree.Instance(name),
    )  # fmt: skip
    if not raising.raise_plain(b, call):
        raising.raise_value(b, b.stable(calls.construct(b, name, call)))
    b.start(good)


# ---------------------------------------------------------------- try


def lower_try(b: FunctionBuilder, s: tree.Try) -> None:
    if not s.final:
        _try_except(b, s)
        return
    protect(b, lambda: _try_except(b, s), lambda: _final(b, s))


def _final(b: FunctionBuilder, s: tree.Try) -> None:
    b.finally_depth += 1
    lower_body(b, s.final)
    b.finally_depth -= 1


def protect(b: FunctionBuilder, body: Callable[[], None], final: Callable[[], None]) -> None:
    """Run `body`, then `final` on every way out: falling through, jumping, returning, raising."""
    outer = b.handler
    failed = ir.Block(f"finally{b.next_number()}", handler=outer)
    b.handler = failed
    b.cleanups.append(Cleanup(final, outer, len(b.handled)))
    b.start(b.new_block("try"))
    body()
    b.cleanups.pop()
    b.handler = outer
    done = b.new_block("done")
    if b.is_open:
        b.start(b.new_block("finally"))
        final()
        b.goto(done)
    b.enter(failed)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    handling(b, caught, final)
    if b.is_open:
        b.emit("set_exception", caught)
        _raise_again(b)
    b.enter(done)


def handling(b: FunctionBuilder, caught: ir.Register, body: Callable[[], None]) -> None:
    """Run `body` with `caught` as the exception being handled, and restore the one before."""
    before = b.temporary(irt.EXCEPTION, "handled")
    ensure_handled(b)
    b.assign(before, b.emit("get_global", type=irt.EXCEPTION, attribute=HANDLED))
    b.emit("set_global", caught, attribute=HANDLED)

    def restore() -> None:
        b.emit("set_global", before, attribute=HANDLED)

    outer = b.handler
    failed = ir.Block(f"restore{b.next_number()}", handler=outer)
    b.handler = failed
    b.cleanups.append(Cleanup(restore, outer, len(b.handled)))
    b.handled.append(caught)
    b.before.append(before)
    b.start(b.new_block("handle"))
    body()
    b.handled.pop()
    b.before.pop()
    b.cleanups.pop()
    b.handler = outer
    done = b.new_block("handled")
    if b.is_open:
        b.start(b.new_block("leave"))
        restore()
        b.goto(done)
    b.enter(failed)
    restore()
    _raise_again(b)
    b.enter(done)


def ensure_handled(b: FunctionBuilder) -> None:
    b.program.ir.globals.setdefault(
        HANDLED, ir.Global(HANDLED, irt.EXCEPTION, ir.Constant(irt.EXCEPTION, None))
    )


def _try_except(b: FunctionBuilder, s: tree.Try) -> None:
    if not s.handlers:
        lower_body(b, s.body)
        lower_body(b, s.otherwise)
        return
    outer = b.handler
    handler = ir.Block(f"except{b.next_number()}", handler=outer)
    done = ir.Block(f"tried{b.next_number()}", handler=outer)
    b.handler = handler
    b.start(b.new_block("try"))
    lower_body(b, s.body)
    b.handler = outer
    if b.is_open:
        b.start(b.new_block("else"))
        lower_body(b, s.otherwise)
        b.goto(done)
    b.enter(handler)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))
    if s.is_star:
        group_handlers.lower(b, s, caught)
        b.goto(done)
        b.enter(done)
        return
    for item in s.handlers:
        following = b.new_block("next")
        if item.classes:
            here = b.new_block("matches")
            names = [attributes.family_name(b, name) for name in item.classes]
            b.branch(b.emit("isinstance", caught, attribute="|".join(names)), here, following)
            b.start(here)
        handle(b, item, caught)
        b.goto(done)
        if item.classes:
            b.enter(following)
        else:
            break
    if b.is_open:
        b.emit("set_exception", caught)
        _raise_again(b)
    b.enter(done)


def handle(b: FunctionBuilder, item: tree.ExceptHandler, caught: ir.Register) -> None:
    def body() -> None:
        lower_body(b, item.body)

    def named_global() -> None:
        attributes.ensure_global(b, item.global_name, irt.EXCEPTION)
        b.emit("set_global", caught, attribute=item.global_name)

        def forget() -> None:
            unset = ir.Constant(irt.EXCEPTION, ir.UNSET)
            b.emit("set_global", unset, attribute=item.global_name)

        b.cleanups.append(Cleanup(forget, b.handler, len(b.handled)))
        body()
        b.cleanups.pop()
        if b.is_open:
            forget()

    def named() -> None:
        variable = item.variable
        if variable is None:
            body()
            return
        kind = b.variable_type(variable)
        expressions.write_local(b, variable, b.coerce(caught, kind))

        def forget() -> None:
            if id(variable) not in b.cells:
                register = b.register(variable)
                b.assign(register, ir.Constant(register.type, ir.UNSET))

        b.cleanups.append(Cleanup(forget, b.handler, len(b.handled)))
        body()
        b.cleanups.pop()
        if b.is_open:
            forget()

    handling(b, caught, named_global if item.global_name else named)


# ---------------------------------------------------------------- with


def _with(b: FunctionBuilder, s: tree.With) -> None:
    def nest(items: list[tree.WithItem]) -> None:
        if not items:
            lower_body(b, s.body)
            return
        _with_item(b, items[0], s, lambda: nest(items[1:]))

    nest(list(s.items))


def _with_item(
    b: FunctionBuilder, item: tree.WithItem, s: tree.With, body: Callable[[], None]
) -> None:
    t = without_none(b.resolve(item.manager.type))
    manager = b.temporary(represent(t), "manager")
    b.assign(manager, expressions.lower(b, item.manager))
    prefix = "__a" if s.is_async else "__"
    if not is_any(t) and not calls.has_method(b, t, f"{prefix}exit__"):
        b.program.refuse("G222", s.span, "this value is no context manager that gloam knows")
        return
    entered = _maybe_await(
        b,
        calls.call_method(b, manager, t, f"{prefix}enter__", [], s.span),
        t,
        f"{prefix}enter__",
        s,
    )
    if item.target is not None:
        kind = target_type(b, item.target)
        unpacking.assign(b, item.target, b.coerce(entered, kind) if kind else entered)
    raised = b.temporary(irt.BOOL, "raised")
    b.assign(raised, b.bool_constant(False))

    def leave() -> None:
        no: ir.Value = ir.Constant(irt.OBJ, None)
        result = calls.call_method(b, manager, t, f"{prefix}exit__", [no, no, no], s.span)
        _maybe_await(b, result, t, f"{prefix}exit__", s)

    outer = b.handler
    failed = ir.Block(f"exit{b.next_number()}", handler=outer)
    done = ir.Block(f"left{b.next_number()}", handler=outer)
    b.handler = failed
    b.cleanups.append(Cleanup(leave, outer, len(b.handled)))
    b.start(b.new_block("with"))
    body()
    b.cleanups.pop()
    b.handler = outer
    if b.is_open:
        b.start(b.new_block("leave"))
        leave()
        b.goto(done)
    b.enter(failed)
    caught = b.temporary(irt.EXCEPTION, "caught")
    b.assign(caught, b.emit("take_exception", type=irt.EXCEPTION))

    def exit_raised() -> None:
        no: ir.Value = ir.Constant(irt.OBJ, None)
        exc_type = no
        if _looks_at_type(b, t, f"{prefix}exit__"):
            exc_type = b.stable(b.coerce(class_objects.class_of_exception(b, caught), irt.OBJ))
        values = [exc_type, b.coerce(caught, irt.OBJ), no]
        result = calls.call_method(b, manager, t, f"{prefix}exit__", values, s.span)
        result = _maybe_await(b, result, t, f"{prefix}exit__", s)
        swallowed = operators.truth(b, result, tree.Instance("builtins.object"))
        b.assign(raised, b.emit("bool.not", swallowed))

    handling(b, caught, exit_raised)
    again = b.new_block("again")
    b.branch(raised, again, done)
    b.start(again)
    b.emit("set_exception", caught)
    _raise_again(b)
    b.enter(done)


def _looks_at_type(b: FunctionBuilder, t: tree.Type, name: str) -> bool:
    """Whether an exit method may read the class of the exception that it is given."""
    if not isinstance(t, tree.Instance):
        return True
    found = b.program.find_method(b.program.class_instance(t), name)
    if found is None or b.program.is_overridden(t.name, name):
        return True
    parameters = found[1].parameters[1:]
    if not parameters:
        return False
    first = parameters[0].variable
    return any(
        isinstance(node, tree.LocalName) and node.variable is first
        for node in all_nodes(found[1].body)
    )


def _maybe_await(
    b: FunctionBuilder, value: ir.Value, t: tree.Type, name: str, s: tree.With
) -> ir.Value:
    if not s.is_async:
        return value
    if is_any(t):
        return coroutines.drive_value(b, value, t, s.span)
    assert isinstance(t, tree.Instance)
    found = b.program.find_method(b.program.class_instance(t), name)
    assert found is not None
    result = coroutines.drive_value(b, value, tree.Instance("typing.Coroutine"), s.span)
    kind = b.program.represent(found[1].result, found[0].environment)
    return b.none() if kind.kind is Kind.NONE else b.coerce(result, kind)


# ---------------------------------------------------------------- modules


def import_module(b: FunctionBuilder, name: str) -> None:
    """Run a module's initialiser, if it has one and has not run yet."""
    if name not in b.program.tree.modules or b.program.is_static(name):
        return
    b.program.lower_module(name)
    flag = f"{name}.$imported"
    b.program.ir.globals.setdefault(flag, ir.Global(flag, irt.BOOL, ir.Constant(irt.BOOL, False)))
    again, first = b.new_block("imported"), b.new_block("import")
    b.branch(b.emit("get_global", type=irt.BOOL, attribute=flag), again, first)
    b.start(first)
    b.emit("set_global", b.bool_constant(True), attribute=flag)
    b.emit("call", type=irt.NONE, attribute=f"{name}.<module>")
    b.start(again)
