"""Modules and the program: puts the handlers together and walks every checked file."""

from __future__ import annotations

import io
import re
import sys
import tokenize
from collections.abc import Iterable, Mapping, Sequence

from mypy import build, nodes
from mypy import types as mypy_types
from mypy.infer import ArgumentInferContext
from mypy.subtypes import is_subtype
from mypy.typestate import type_state

from gloamc.diagnostics import CompileErrors, Diagnostic, InternalError
from gloamc.frontend import (
    calls,
    classes,
    comprehensions,
    docstring,
    expressions,
    functions,
    names,
    patterns,
    statements,
    targets,
    tree,
)
from gloamc.frontend.scope import (
    ExpressionHandler,
    FunctionScope,
    ModuleScope,
    ProgramScope,
    StatementHandler,
    Tables,
)
from gloamc.frontend.shared_attributes import mark_shared
from gloamc.frontend.sources import Origin, Source, SourceSet
from gloamc.frontend.types import Refused, TypeConverter

RECURSION_LIMIT = 20_000
"""Python frames: an expression may nest DEPTH_MAX deep, with several frames for each level."""

EXPRESSIONS: dict[type[nodes.Expression], ExpressionHandler] = {
    nodes.IntExpr: expressions.int_literal,
    nodes.FloatExpr: expressions.float_literal,
    nodes.StrExpr: expressions.str_literal,
    nodes.BytesExpr: expressions.bytes_literal,
    nodes.NameExpr: names.name,
    nodes.MemberExpr: names.attribute,
    nodes.CallExpr: calls.call,
    nodes.OpExpr: expressions.operation,
    nodes.UnaryExpr: expressions.unary,
    nodes.ComparisonExpr: expressions.comparison,
    nodes.ConditionalExpr: expressions.conditional,
    nodes.AssignmentExpr: targets.named,
    nodes.AwaitExpr: expressions.awaited,
    nodes.YieldExpr: expressions.yielded,
    nodes.YieldFromExpr: expressions.yielded_from,
    nodes.IndexExpr: expressions.index,
    nodes.TupleExpr: expressions.tuple_display,
    nodes.ListExpr: expressions.list_display,
    nodes.DictExpr: expressions.dict_display,
    nodes.StarExpr: expressions.starred,
    nodes.SliceExpr: expressions.slice_object,
    nodes.SetExpr: expressions.set_display,
    nodes.SetComprehension: comprehensions.set_comprehension,
    nodes.ListComprehension: comprehensions.list_comprehension,
    nodes.DictionaryComprehension: comprehensions.dict_comprehension,
    nodes.GeneratorExpr: comprehensions.generator,
    nodes.LambdaExpr: functions.lambda_,
    nodes.SuperExpr: calls.super_attribute,
    nodes.CastExpr: expressions.cast,
    nodes.AssertTypeExpr: expressions.assert_type,
    **dict.fromkeys(expressions.REFUSED, expressions.refused),
    **dict.fromkeys(expressions.IMPOSSIBLE, expressions.impossible),
}

STATEMENTS: dict[type[nodes.Statement], StatementHandler] = {
    nodes.ExpressionStmt: statements.expression,
    nodes.AssignmentStmt: statements.assignment,
    nodes.OperatorAssignmentStmt: statements.operator_assignment,
    nodes.ReturnStmt: statements.return_,
    nodes.RaiseStmt: statements.raise_,
    nodes.AssertStmt: statements.assert_,
    nodes.DelStmt: statements.delete,
    nodes.PassStmt: statements.pass_,
    nodes.BreakStmt: statements.break_,
    nodes.ContinueStmt: statements.continue_,
    nodes.GlobalDecl: statements.global_,
    nodes.NonlocalDecl: statements.nonlocal_,
    nodes.Block: statements.unexpected_block,
    nodes.IfStmt: statements.if_,
    nodes.WhileStmt: statements.while_,
    nodes.ForStmt: statements.for_,
    nodes.WithStmt: statements.with_,
    nodes.MatchStmt: patterns.match,
    nodes.TryStmt: statements.try_,
    nodes.Import: statements.import_,
    nodes.ImportFrom: statements.import_from,
    nodes.ImportAll: statements.import_all,
    nodes.FuncDef: functions.function_statement,
    nodes.Decorator: functions.decorated_statement,
    nodes.OverloadedFuncDef: functions.overloaded_statement,
    nodes.ClassDef: classes.class_statement,
    **dict.fromkeys(statements.REFUSED, statements.refused),
}


def convert_program(sources: SourceSet, result: build.BuildResult) -> tree.Program:
    """The typed tree of a program that mypy found nothing wrong with.

    Raises CompileErrors with every refusal in the user's modules. Bodies of library functions are
    converted when they are looked at.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION_LIMIT))
    with_bodies = [s for s in sources.sources.values() if s.origin is not Origin.STUB]
    compiled = frozenset(source.module for source in with_bodies)
    converter = TypeConverter(compiled)
    program = ProgramScope(
        expression_types=result.types,
        converter=converter,
        tables=Tables(EXPRESSIONS, STATEMENTS),
        entry=sources.entry,
        compiled=compiled,
        library=frozenset(s.module for s in with_bodies if s.origin is Origin.LIBRARY),
        infer_context=ArgumentInferContext(
            _typing_instance(result, "Mapping"), _typing_instance(result, "Iterable")
        ),
        docstrings={
            source.module: docstring.text(file.defs)
            for source in with_bodies
            if (file := result.graph[source.module].tree) is not None
        },
    )
    modules: dict[str, tree.Module] = {}
    diagnostics: list[Diagnostic] = []
    found = (result.graph[s.module].tree for s in with_bodies if s.origin is Origin.USER)
    users = [file for file in found if file is not None]
    marked = mark_shared(users, result.types)
    program.user_classes = [
        symbol.node
        for file in users
        for symbol in file.names.values()
        if isinstance(symbol.node, nodes.TypeInfo) and symbol.node.module_name == file.fullname
    ]
    for source in with_bodies:
        file = result.graph[source.module].tree
        if file is None:
            raise InternalError(f"mypy kept no tree of {source.module}")
        module = ModuleScope(program, source.module, source.path, file.is_package_init_file())
        overlooked = result.manager.errors.used_ignored_lines.get(file.path, {})
        modules[source.module] = convert_module(module, source, file, overlooked)
        diagnostics += module.diagnostics
    diagnostics += _copied_variables(program)
    if diagnostics:
        raise CompileErrors(sorted(diagnostics, key=lambda d: (d.path, d.line, d.column)))
    for variable in marked:  # a protocol asks for an attribute, wherever its value is kept
        variable.is_classvar = False
    type_state.reset_all_subtype_caches()
    _note_protocols(program, modules)
    note_stub_classes(converter, result)
    return tree.Program(
        modules,
        stub_classes(converter),
        sources.entry,
        program.keeps_ints,
        program.embedded,
        program.reads_names,
        frozenset(program.late_variables),
    )


def _note_protocols(program: ProgramScope, modules: dict[str, tree.Module]) -> None:
    """Tell each class which protocols it fits without inheriting from them."""
    protocols = [info for info in program.class_infos.values() if info.is_protocol]
    for name, info in program.class_infos.items():
        if info.is_protocol or info.is_enum or not program.fits_protocols(info.module_name):
            continue
        fitting = [p for p in protocols if not info.has_base(p.fullname) and _fits(info, p)]
        if fitting:
            definition = modules[info.module_name].classes[name]
            found = [program.converter.instance(_with_any(p)) for p in fitting]
            definition.others = [*definition.others, *found]


def _fits(info: nodes.TypeInfo, protocol: nodes.TypeInfo) -> bool:
    """What `__getattr__` gives counts for the checker; a class does not have it, though."""
    if any(info.get(member) is None for member in protocol.protocol_members):
        return False
    return is_subtype(_with_any(info), _with_any(protocol))


def _with_any(info: nodes.TypeInfo) -> mypy_types.Instance:
    any_type = mypy_types.AnyType(mypy_types.TypeOfAny.special_form)
    return mypy_types.Instance(info, [any_type] * len(info.defn.type_vars))


def _copied_variables(program: ProgramScope) -> list[Diagnostic]:
    """Reads of variables that were imported by name and are rebound where they come from."""
    return [
        Diagnostic(
            "G137",
            span.path,
            span.line,
            span.column,
            span.end_column,
            f"{name} is imported by name, but rebound while the program runs",
            "import the module and read module.name",
        )
        for name, span in program.imported_reads
        if name in program.rebound
    ]


def _typing_instance(result: build.BuildResult, name: str) -> mypy_types.Instance:
    typing = result.graph["typing"].tree
    assert typing is not None
    info = typing.names[name].node
    assert isinstance(info, nodes.TypeInfo)
    return mypy_types.Instance(info, list(info.defn.type_vars))


def convert_module(
    scope: ModuleScope,
    source: Source,
    file: nodes.MypyFile,
    overlooked: Mapping[int, Sequence[str]],
) -> tree.Module:
    """One file. What is refused is in `scope.diagnostics` afterwards. `overlooked` are the codes of
    the errors that comments in it hide, by line."""
    top = FunctionScope(scope, full_name=scope.module_function)

    def convert() -> list[tree.Statement]:
        return statements.suite(top, file.defs)

    if source.origin is Origin.USER:
        scope.diagnostics += _switched_off(source, file.ignored_lines, overlooked)
        scope.diagnostics += _surrogates(source)
    if source.origin is Origin.LIBRARY:
        body = functions.library_body(scope, convert)
    else:
        body = convert()
    return tree.Module(
        name=scope.name,
        path=source.traceback_path,
        source=source.text,
        body=body,
        functions=scope.functions,
        classes=scope.classes,
        variables=_variables(top, file),
        is_library=source.origin is Origin.LIBRARY,
    )


_CONFIGURATION = re.compile(r"^\s*#\s*mypy:", re.MULTILINE)
_HARMLESS = frozenset(
    {
        "abstract",
        "attr-defined",
        "comparison-overlap",
        "func-returns-value",
        "no-any-return",
        "no-untyped-call",
        "redundant-cast",
        "redundant-expr",
        "str-bytes-safe",
        "str-format",
        "truthy-bool",
        "truthy-function",
        "typeddict-item",
        "typeddict-unknown-key",
        "union-attr",
        "unreachable",
    }
)
"""Errors behind which every expression has the type that the checker gives it: what it complains of
is looked up, or raised, while the program runs."""


def _switched_off(
    source: Source, ignored: Iterable[int], codes: Mapping[int, Sequence[str]]
) -> list[Diagnostic]:
    """Comments in the user's file that make the checker overlook something that matters. Of the
    ignored lines, `codes` says what was overlooked there."""
    found = {line: "a check" for line in ignored if not set(codes.get(line, ())) <= _HARMLESS}
    for line in found:
        hidden = sorted(set(codes[line]) - _HARMLESS)
        found[line] = f"a check ({', '.join(hidden)})"
    for match in _CONFIGURATION.finditer(source.text):
        found[source.text.count("\n", 0, match.end()) + 1] = "a check"
    texts = source.text.splitlines()
    result: list[Diagnostic] = []
    for line, what in sorted(found.items()):
        text = texts[line - 1].encode()
        start = max(text.find(b"#"), 0)
        message = f"this comment switches off {what} that compiled code relies on"
        hint = "make the code pass the check, or use typing.cast, which is checked at run time"
        result.append(Diagnostic("G136", source.path, line, start, len(text), message, hint))
    return result


_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*(\\u[dD][89a-fA-F]..|\\U0000[dD][89a-fA-F]..)")


def _surrogates(source: Source) -> list[Diagnostic]:
    """Escapes of surrogates in str literals: mypy's parser puts U+FFFD in their place."""
    if not _SURROGATE.search(source.text):
        return []
    result: list[Diagnostic] = []
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.STRING:
            continue
        prefix = token.string.partition(token.string[-1])[0].lower()
        if "r" in prefix or "b" in prefix:
            continue
        for match in _SURROGATE.finditer(token.string):
            before = token.string[: match.start(1)]
            line = token.start[0] + before.count("\n")
            before = token.line[: token.start[1]] + before if "\n" not in before else before
            column = len(before[before.rfind("\n") + 1 :].encode())
            message = "a surrogate in a str literal is not compiled"
            hint = f"write chr(0x{match[1][-4:].lower()})"
            end = column + len(match[1])
            result.append(Diagnostic("G150", source.path, line, column, end, message, hint))
    return result


def _variables(scope: FunctionScope, file: nodes.MypyFile) -> dict[str, tree.Type]:
    result: dict[str, tree.Type] = {}
    for name, symbol in file.names.items():
        var = symbol.node
        if not isinstance(var, nodes.Var) or var.fullname != f"{file.fullname}.{name}":
            continue
        if name in nodes.implicit_module_attrs or name in statements.IGNORED_NAMES:
            continue
        if var.type is None:
            continue  # only assigned in code that is never reached
        try:
            with scope.at(var):
                result[var.fullname] = scope.declared_type(var)
        except Refused as refusal:
            scope.refused(refusal)
    return result


# ---------------------------------------------------------------- stub classes


def note_stub_classes(converter: TypeConverter, result: build.BuildResult) -> None:
    """Every class of builtins and of the machine: the compiler knows them whether used or not."""
    for module in ("builtins", "gloam.machine"):
        state = result.graph.get(module)
        if state is None or state.tree is None:
            continue
        for symbol in state.tree.names.values():
            if isinstance(symbol.node, nodes.TypeInfo) and symbol.node.module_name == module:
                converter.class_name(symbol.node)


def stub_classes(converter: TypeConverter) -> dict[str, tree.Class]:
    """Declarations of the noted classes and, transitively, of their bases."""
    done: dict[str, tree.Class] = {}
    while pending := [info for name, info in converter.stub_classes.items() if name not in done]:
        for info in pending:
            done[info.fullname] = _stub_class(converter, info)
    return done


def _stub_class(converter: TypeConverter, info: nodes.TypeInfo) -> tree.Class:
    bases = [base for base in info.bases if base.type.fullname != "typing.Generic"]
    return tree.Class(
        name=info.name,
        full_name=info.fullname,
        module=info.module_name,
        span=tree.Span(info.module_name, max(info.line, 1), 0, max(info.line, 1), 0),
        base=converter.instance(bases[0]) if bases else None,
        type_variables=_stub_type_variables(converter, info),
        fields=[],
        methods={},
        class_variables={},
        body=[],
        is_abstract=info.is_abstract,
        is_protocol=info.is_protocol,
        is_enum=info.is_enum,
    )


def _stub_type_variables(converter: TypeConverter, info: nodes.TypeInfo) -> list[tree.TypeVarType]:
    plain = [v for v in info.defn.type_vars if isinstance(v, mypy_types.TypeVarType)]
    if len(plain) != len(info.defn.type_vars) or any(v.values for v in plain):
        return []
    converted = [converter.convert(variable) for variable in plain]
    return [variable for variable in converted if isinstance(variable, tree.TypeVarType)]
