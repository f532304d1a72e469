"""The typed tree as text: `gloam build --emit tree`, and the goldens of the front end's tests.

Python-like, with every name resolved and the type of each expression in braces after it,
`builtins.` left out. Spans are left out too. Deterministic; not meant to be read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gloamc.frontend import tree


def dump(program: tree.Program, modules: Sequence[str] = ()) -> str:
    """The named modules, or all of them, one after the other. Ends with a newline."""
    lines: list[str] = []
    for name in modules or program.modules:
        lines += _module(program.modules[name])
    return "\n".join(lines) + "\n"


def dump_type(type_: tree.Type) -> str:
    match type_:
        case tree.Instance():
            if type_.name == "builtins.tuple":
                return f"tuple[{_types(type_.arguments)}, ...]"
            name = type_.name.removeprefix("builtins.")
            return name + (f"[{_types(type_.arguments)}]" if type_.arguments else "")
        case tree.TupleType():
            return f"tuple[{_types(type_.items)}]" if type_.items else "tuple[()]"
        case tree.UnionType():
            return " | ".join(dump_type(item) for item in type_.items)
        case tree.NoneType():
            return "None"
        case tree.AnyType():
            return "Any"
        case tree.NeverType():
            return "Never"
        case tree.TypeVarType():
            return f"`{type_.name}"
        case tree.CallableType():
            if type_.is_open:
                return f"(...) -> {dump_type(type_.result)}"
            return f"({_types(type_.parameters)}) -> {dump_type(type_.result)}"
        case tree.ClassObjectType():
            return f"type[{dump_type(type_.instance)}]"


def _types(types: Sequence[tree.Type]) -> str:
    return ", ".join(dump_type(item) for item in types)


# ---------------------------------------------------------------- definitions


def _module(module: tree.Module) -> Iterator[str]:
    yield f"module {module.name}"
    for name, type_ in module.variables.items():
        yield f"  variable {name}: {dump_type(type_)}"
    yield from _block(module.body, "  ")
    for class_ in module.classes.values():
        yield from _class(class_)
    shown: set[str] = set()
    while pending := [f for name, f in module.functions.items() if name not in shown]:
        for function in pending:
            shown.add(function.full_name)
            yield from _function(function)


def _class(class_: tree.Class) -> Iterator[str]:
    base = f"({dump_type(class_.base)})" if class_.base else ""
    variables = f"[{_types(class_.type_variables)}]" if class_.type_variables else ""
    flags = [
        word
        for word, is_set in (
            ("abstract", class_.is_abstract),
            ("protocol", class_.is_protocol),
            ("enum", class_.is_enum),
        )
        if is_set
    ]
    yield " ".join([f"class {class_.full_name}{variables}{base}", *flags])
    if class_.dataclass:
        options = class_.dataclass
        names = ("init", "eq", "order", "frozen", "repr", "kw_only")
        yield "  dataclass " + " ".join(name for name in names if getattr(options, name))
    for field in class_.fields:
        default = f" = {expression(field.default)}" if field.default else ""
        notes = ("" if field.in_init else " not-in-init") + (" kw-only" if field.kw_only else "")
        yield f"  field {field.name}: {dump_type(field.type)}{default}{notes}"
    for name, type_ in class_.class_variables.items():
        member = "member" if name in class_.enum_members else "class-variable"
        yield f"  {member} {name}: {dump_type(type_)}"
    for name, method in class_.methods.items():
        yield f"  method {name} = {method.full_name}"
    yield from _block(class_.body, "  ")


def _function(function: tree.Function) -> Iterator[str]:
    words = [
        *(["async"] if function.is_async else []),
        *(["generator"] if function.is_generator else []),
        *(["abstract"] if function.is_abstract else []),
        *([] if function.kind is tree.FunctionKind.FUNCTION else [function.kind.value]),
        "def",
    ]
    variables = f"[{_types(function.type_variables)}]" if function.type_variables else ""
    parameters = ", ".join(_parameter(parameter) for parameter in function.parameters)
    signature = f"{function.full_name}{variables}({parameters}) -> {dump_type(function.result)}"
    yield f"{' '.join(words)} {signature}"
    yield from _block(function.body, "  ")


_MARKS = {
    tree.ParameterKind.POSITIONAL_ONLY: "/",
    tree.ParameterKind.NORMAL: "",
    tree.ParameterKind.NAMED_ONLY: "*.",
    tree.ParameterKind.STAR: "*",
    tree.ParameterKind.DOUBLE_STAR: "**",
}


def _parameter(parameter: tree.Parameter) -> str:
    variable = parameter.variable
    text = f"{_MARKS[parameter.kind]}{variable.name}: {dump_type(variable.type)}"
    return text + (f" = {expression(parameter.default)}" if parameter.default else "")


# ---------------------------------------------------------------- statements


def _block(body: Sequence[tree.Statement], indent: str) -> Iterator[str]:
    for statement in body:
        yield from _statement(statement, indent)


def _suite(body: Sequence[tree.Statement], indent: str) -> Iterator[str]:
    yield from _block(body, indent + "  ")


def _statement(node: tree.Statement, indent: str) -> Iterator[str]:
    match node:
        case tree.If():
            yield f"{indent}if {expression(node.condition)}:"
            yield from _suite(node.then, indent)
            yield from _otherwise(node.otherwise, indent)
        case tree.While():
            yield f"{indent}while {expression(node.condition)}:"
            yield from _suite(node.body, indent)
            yield from _otherwise(node.otherwise, indent)
        case tree.For():
            word = "async for" if node.is_async else "for"
            yield f"{indent}{word} {target(node.target)} in {expression(node.iterable)}:"
            yield from _suite(node.body, indent)
            yield from _otherwise(node.otherwise, indent)
        case tree.Match():
            yield f"{indent}match {expression(node.subject)}:"
            for case in node.cases:
                guard = _optional(" if ", case.guard)
                yield f"{indent}  case {pattern(case.pattern)}{guard}:"
                yield from _suite(case.body, indent + "  ")
        case tree.With():
            word = "async with" if node.is_async else "with"
            yield f"{indent}{word} {', '.join(_with_item(item) for item in node.items)}:"
            yield from _suite(node.body, indent)
        case tree.Try():
            yield from _try(node, indent)
        case _:
            yield indent + _simple(node)


def _otherwise(body: Sequence[tree.Statement], indent: str) -> Iterator[str]:
    if body:
        yield f"{indent}else:"
        yield from _suite(body, indent)


def _with_item(item: tree.WithItem) -> str:
    return expression(item.manager) + (f" as {target(item.target)}" if item.target else "")


def _try(node: tree.Try, indent: str) -> Iterator[str]:
    yield f"{indent}try:"
    yield from _suite(node.body, indent)
    for handler in node.handlers:
        name = ""
        if handler.variable:
            name = f" as {handler.variable.name}: {dump_type(handler.variable.type)}"
        elif handler.global_name:
            name = f" as global {handler.global_name}"
        yield f"{indent}except ({', '.join(handler.classes)}){name}:"
        yield from _suite(handler.body, indent)
    yield from _otherwise(node.otherwise, indent)
    if node.final:
        yield f"{indent}finally:"
        yield from _suite(node.final, indent)


def _simple(node: tree.Statement) -> str:
    match node:
        case tree.ExpressionStatement():
            return expression(node.value)
        case tree.Assignment():
            places = "".join(f"{target(place)} = " for place in node.targets)
            return places + expression(node.value)
        case tree.AugmentedAssignment():
            return f"{target(node.target)} {node.operator}= {expression(node.value)}"
        case tree.Return():
            return "return" + _optional(" ", node.value)
        case tree.Raise():
            return "raise" + _optional(" ", node.exception) + _optional(" from ", node.cause)
        case tree.Assert():
            return f"assert {expression(node.condition)}" + _optional(", ", node.message)
        case tree.Delete():
            return f"del {target(node.target)}"
        case tree.Import():
            return f"import {', '.join(node.modules)}"
        case tree.FunctionDefinition():
            return f"define {node.variable.name} = {node.function.full_name}"
        case tree.ClassDefinition():
            return f"define class {node.definition.full_name}"
    return {
        tree.Pass: "pass",
        tree.Break: "break",
        tree.Continue: "continue",
        tree.Unreachable: "unreachable",
    }[type(node)]


def _optional(prefix: str, node: tree.Expression | None) -> str:
    return prefix + expression(node) if node else ""


def _item(key: tree.Expression | None, value: tree.Expression) -> str:
    return f"**{expression(value)}" if key is None else f"{expression(key)}: {expression(value)}"


def target(node: tree.Target) -> str:
    if isinstance(node, tree.StarTarget):
        return f"*{target(node.item)}"
    if isinstance(node, tree.TupleTarget):
        return f"({', '.join(target(item) for item in node.items)})"
    return expression(node)


def pattern(node: tree.Pattern) -> str:
    match node:
        case tree.AnyPattern(pattern=None, target=None):
            return "_"
        case tree.AnyPattern(pattern=None, target=name) if name is not None:
            return target(name)
        case tree.AnyPattern(pattern=inner, target=name) if inner is not None and name is not None:
            return f"({pattern(inner)} as {target(name)})"
        case tree.OrPattern():
            return "(" + " | ".join(pattern(item) for item in node.patterns) + ")"
        case tree.ValuePattern():
            return expression(node.value)
        case tree.SingletonPattern():
            return repr(node.value)
        case tree.SequencePattern():
            items = [pattern(item) for item in node.before]
            if node.star is not None:
                items.append("*" + (target(node.star.target) if node.star.target else "_"))
            return f"[{', '.join([*items, *(pattern(item) for item in node.after)])}]"
        case tree.MappingPattern():
            pairs = zip(node.keys, node.values, strict=True)
            items = [f"{expression(key)}: {pattern(value)}" for key, value in pairs]
            if node.rest is not None:
                items.append(f"**{target(node.rest)}")
            return "{" + ", ".join(items) + "}"
        case tree.ClassPattern():
            items = [] if node.own is None else [pattern(node.own)]
            items += [f"{item.read.name}={pattern(item.pattern)}" for item in node.attributes]
            return f"{node.name}({', '.join(items)})"
    raise AssertionError(f"no text for {type(node).__name__}")


# ---------------------------------------------------------------- expressions


def expression(node: tree.Expression) -> str:
    match node:
        case (
            tree.IntLiteral()
            | tree.FloatLiteral()
            | tree.StrLiteral()
            | tree.BytesLiteral()
            | tree.BoolLiteral()
        ):
            return repr(node.value)
        case tree.NoneLiteral():
            return "None"
        case tree.FunctionName() | tree.ClassName():
            return node.name
    return f"{_untyped(node)}{{{dump_type(node.type)}}}"


def _untyped(node: tree.Expression) -> str:
    match node:
        case tree.LocalName():
            return node.variable.name
        case tree.GlobalName():
            return f"global {node.name}"
        case tree.Attribute():
            owner = node.owner.removeprefix("builtins.") or "?"
            return f"{expression(node.object)}.<{node.kind.value} {owner}>{node.name}"
        case tree.SuperMethod():
            return f"super({node.owner}, {node.self.name}).{node.name}"
        case tree.Call():
            solved = ", ".join(f"{k}={dump_type(v)}" for k, v in node.type_arguments.items())
            arguments = ", ".join(_argument(argument) for argument in node.arguments)
            generic = f"[{solved}]" if solved else ""
            return f"{expression(node.callee)}{generic}({arguments})"
        case tree.Index():
            return f"{expression(node.base)}[{expression(node.index)}]"
        case tree.Slice():
            start, stop = _optional("", node.start), _optional("", node.stop)
            return f"{expression(node.base)}[{start}:{stop}{_optional(':', node.step)}]"
        case tree.Starred():
            return f"*{expression(node.value)}"
        case tree.TupleDisplay():
            return f"({''.join(expression(item) + ', ' for item in node.items).strip()})"
        case tree.ListDisplay():
            return f"[{', '.join(expression(item) for item in node.items)}]"
        case tree.SetDisplay():
            return "{" + ", ".join(expression(item) for item in node.items) + "}"
        case tree.DictDisplay():
            pairs = zip(node.keys, node.values, strict=True)
            return "{" + ", ".join(_item(k, v) for k, v in pairs) + "}"
        case tree.FormattedString():
            return f"f{_parts(node.parts)}"
        case tree.Lambda():
            return f"lambda {node.function.full_name}"
        case tree.Comprehension():
            return _comprehension(node)
    return _operator(node)


def _operator(node: tree.Expression) -> str:
    match node:
        case tree.BinaryOperation() | tree.BooleanOperation():
            return f"({expression(node.left)} {node.operator} {expression(node.right)})"
        case tree.UnaryOperation():
            return f"({node.operator}{expression(node.operand)})"
        case tree.Not():
            return f"(not {expression(node.operand)})"
        case tree.Comparison():
            text = expression(node.operands[0])
            for operator, operand in zip(node.operators, node.operands[1:], strict=True):
                text += f" {operator} {expression(operand)}"
            return f"({text})"
        case tree.Conditional():
            condition, otherwise = expression(node.condition), expression(node.otherwise)
            return f"({expression(node.then)} if {condition} else {otherwise})"
        case tree.IsInstance():
            if node.computed is not None:
                return f"isinstance({expression(node.value)}, {expression(node.computed)})"
            return f"isinstance({expression(node.value)}, ({', '.join(node.classes)}))"
        case tree.Cast():
            return f"cast({expression(node.value)})"
        case tree.Await():
            return f"(await {expression(node.value)})"
        case tree.Yield():
            return f"(yield{_optional(' ', node.value)})"
        case tree.YieldFrom():
            return f"(yield from {expression(node.value)})"
        case tree.NamedExpression():
            return f"({target(node.target)} := {expression(node.value)})"
    raise AssertionError(f"no text for {type(node).__name__}")


def _argument(argument: tree.Argument) -> str:
    prefix = {
        tree.ArgumentKind.POSITIONAL: "",
        tree.ArgumentKind.NAMED: f"{argument.name}=",
        tree.ArgumentKind.STAR: "*",
        tree.ArgumentKind.DOUBLE_STAR: "**",
    }[argument.kind]
    return prefix + expression(argument.value)


def _parts(parts: Sequence[str | tree.FormattedValue]) -> str:
    return "".join(repr(part) if isinstance(part, str) else _formatted(part) for part in parts)


def _formatted(part: tree.FormattedValue) -> str:
    conversion = f"!{part.conversion}" if part.conversion else ""
    spec = f":{_parts(part.spec)}" if part.spec else ""
    return f"<{expression(part.value)}{conversion}{spec}>"


def _comprehension(node: tree.Comprehension) -> str:
    key = f"{expression(node.key)}: " if node.key else ""
    clauses = "".join(_clause(clause) for clause in node.clauses)
    return f"{node.kind}<{key}{expression(node.element)}{clauses}>"


def _clause(clause: tree.ComprehensionClause) -> str:
    word = " async for" if clause.is_async else " for"
    conditions = "".join(f" if {expression(condition)}" for condition in clause.conditions)
    return f"{word} {target(clause.target)} in {expression(clause.iterable)}{conditions}"
