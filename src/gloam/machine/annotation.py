"""Finds the item type that a call of `null`, `pointer` or `reinterpret` flows into, on CPython.

The compiler reads it from the types that mypy inferred. At run time the annotation of a local
variable is gone, so this module goes back to the source of the calling function: from the position
of the call to the statement around it, and from there to the annotation. Results are cached.
"""

import ast
import linecache
import sys
from types import CodeType, FrameType


class _Module:
    """The parsed source of one file, with the parent of every node."""

    def __init__(self, filename: str) -> None:
        self.tree = ast.parse("".join(linecache.getlines(filename)))
        self.parents: dict[ast.AST, ast.AST] = {}
        self.calls: dict[tuple[int, int], ast.Call] = {}
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
            if isinstance(node, ast.Call):
                end = (node.end_lineno or 0, node.end_col_offset or 0)
                self.calls[end] = node

    def enclosing(self, node: ast.AST, kind: type[ast.AST]) -> ast.AST | None:
        found: ast.AST | None = self.parents.get(node)
        while found is not None and not isinstance(found, kind):
            found = self.parents.get(found)
        return found


_modules: dict[str, _Module] = {}
_item_types: dict[tuple[CodeType, int], object] = {}


def expected_item_type() -> object:
    """The T of the Ptr[T] expected where the intrinsic, this function's caller, was called."""
    frame = sys._getframe(2)
    key = (frame.f_code, frame.f_lasti)
    if key not in _item_types:
        _item_types[key] = _find(frame)
    return _item_types[key]


def _find(frame: FrameType) -> object:
    code = frame.f_code
    module = _modules.get(code.co_filename)
    if module is None:
        module = _modules[code.co_filename] = _Module(code.co_filename)
    line, end_line, _, end_column = list(code.co_positions())[frame.f_lasti // 2]
    call = module.calls.get((end_line or 0, end_column or 0))
    found = None if call is None else _item_type_at(module, call, frame)
    if found is None:
        raise TypeError(f"{code.co_filename}:{line}: no annotation Ptr[...] to take the type from")
    return found


def _item_type_at(module: _Module, node: ast.expr, frame: FrameType) -> object:
    parent = module.parents[node]
    if isinstance(parent, ast.IfExp):
        return _item_type_at(module, parent, frame)
    if isinstance(parent, ast.AnnAssign):
        return _item_type_in(parent.annotation, frame)
    if isinstance(parent, ast.Return):
        function = module.enclosing(parent, ast.FunctionDef)
        assert isinstance(function, ast.FunctionDef)
        return _item_type_in(function.returns, frame)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        return _item_type_in(_declared_annotation(module, parent.targets[0]), frame)
    if isinstance(parent, ast.Call) and node in parent.args:
        return _item_type_of_parameter(parent, parent.args.index(node), frame)
    return None


def _item_type_in(annotation: ast.expr | None, frame: FrameType) -> object:
    """The T in the source of an annotation `Ptr[T]`, `Final[Ptr[T]]` or one of them in quotes."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return _item_type_in(ast.parse(annotation.value, mode="eval").body, frame)
    if not isinstance(annotation, ast.Subscript):
        return None
    if ast.unparse(annotation.value) == "Final":
        return _item_type_in(annotation.slice, frame)
    try:
        item_type: object = eval(ast.unparse(annotation.slice), frame.f_globals, frame.f_locals)
    except NameError:  # a name that only type checkers see
        return object
    return item_type


def _declared_annotation(module: _Module, target: ast.expr) -> ast.expr | None:
    """The annotation given to this variable or attribute elsewhere in its scope."""
    if isinstance(target, ast.Attribute):
        return _declared(module.enclosing(target, ast.ClassDef), target.attr)
    if not isinstance(target, ast.Name):
        return None
    scope = module.enclosing(target, ast.FunctionDef)
    if isinstance(scope, ast.FunctionDef):
        for argument in scope.args.args:
            if argument.arg == target.id:
                return argument.annotation
    return _declared(scope, target.id) or _declared(module.tree, target.id)


def _declared(scope: ast.AST | None, name: str) -> ast.expr | None:
    for node in ast.walk(scope) if scope is not None else ():
        if isinstance(node, ast.AnnAssign):
            target = node.target
            if isinstance(target, ast.Name) and target.id == name:
                return node.annotation
            if isinstance(target, ast.Attribute) and target.attr == name:
                return node.annotation
    return None


def _item_type_of_parameter(call: ast.Call, index: int, frame: FrameType) -> object:
    """From the run-time annotation of a function that can be named at the call."""
    try:
        callee = eval(ast.unparse(call.func), frame.f_globals, frame.f_locals)
    except NameError:
        return None
    name = "__init__" if isinstance(callee, type) else "__func__"
    function = getattr(callee, name, callee)
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    parameter = code.co_varnames[index if function is callee else index + 1]
    arguments = getattr(function.__annotations__.get(parameter), "__args__", None)
    return arguments[0] if arguments else None
