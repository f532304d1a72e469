"""Which attributes with a value in the class body belong to the class: those that no object has.

    class Counter:
        made = 0            # `Counter.made += 1`, `cls.made`, `type(self).made`

CPython keeps such a value in the class, and an object's own only where somebody assigns one to the
object. If nobody does, in the whole program, the attribute is a class variable as if it were
declared with ClassVar, and is marked as such. All declarations of an attribute in classes that
share objects are marked, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mypy import nodes
from mypy import types as mypy_types
from mypy.typeops import get_all_type_vars

Types = Mapping[nodes.Expression, mypy_types.Type]
Place = tuple[str, str]
"""Full name of a class, and an attribute's name."""


def mark_shared(files: Iterable[nodes.MypyFile], types: Types) -> list[nodes.Var]:
    """Set `is_classvar` of the attributes of the user's classes that belong to the class: those."""
    finder = _Finder(types)
    finder.look_at(files)
    families = _Families()
    unshared: set[Place] = set()
    own: dict[Place, nodes.Var] = {}
    for info in finder.classes:
        for name, symbol in info.names.items():
            variable = symbol.node
            if not isinstance(variable, nodes.Var) or name.startswith("__"):
                continue
            place = (info.fullname, name)
            own[place] = variable
            if name in finder.anywhere or not _may_be_shared(info, variable):
                unshared.add(place)
            for base in info.mro[1:]:
                if name in base.names:
                    families.join(place, (base.fullname, name))
    unshared |= finder.assigned
    unshared |= {p for p in families.known() if p not in own}  # a library class has it, or a method
    mixed = {families.root(place) for place in unshared}
    marked = [
        variable
        for place, variable in own.items()
        if families.root(place) not in mixed and not variable.is_classvar
    ]
    for variable in marked:
        variable.is_classvar = True
    return marked


def _may_be_shared(info: nodes.TypeInfo, variable: nodes.Var) -> bool:
    if variable.is_classvar:
        return True
    is_other = info.is_enum or info.is_named_tuple or info.is_protocol or info.typeddict_type
    if is_other or "dataclass" in info.metadata or "dataclass_tag" in info.metadata:
        return False
    if variable.type is None or not variable.has_explicit_value or variable.is_property:
        return False
    return not (info.defn.type_vars and get_all_type_vars(variable.type))


class _Families:
    """Sets of places, joined two by two."""

    def __init__(self) -> None:
        self._above: dict[Place, Place] = {}

    def root(self, place: Place) -> Place:
        while place in self._above and self._above[place] != place:
            place = self._above[place]
        return place

    def join(self, a: Place, b: Place) -> None:
        self._above.setdefault(a, a)
        self._above.setdefault(b, b)
        self._above[self.root(a)] = self.root(b)

    def known(self) -> Iterable[Place]:
        return self._above


class _Finder:
    """Finds classes, and the attributes of objects that are assigned to or deleted."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self.classes: list[nodes.TypeInfo] = []
        self.assigned: set[Place] = set()
        self.anywhere: set[str] = set()
        """Names that are assigned in objects of unknown class."""

    def look_at(self, found: Iterable[nodes.Node | None]) -> None:  # noqa: C901  # one case a class
        """Statements, blocks and definitions, and what is inside of them; None is skipped."""
        for node in found:
            match node:
                case nodes.MypyFile():
                    self.look_at(node.defs)
                case nodes.Block():
                    if not node.is_unreachable:  # its names are not resolved
                        self.look_at(node.body)
                case nodes.AssignmentStmt():
                    self._targets(node.lvalues)
                case nodes.OperatorAssignmentStmt():
                    self._targets([node.lvalue])
                case nodes.DelStmt():
                    self._targets([node.expr])
                case nodes.ClassDef():
                    self.classes.append(node.info)
                    self.look_at([node.defs])
                case nodes.FuncDef():
                    self.look_at([node.body])
                case nodes.Decorator():
                    self.look_at([node.func])
                case nodes.OverloadedFuncDef():
                    self.look_at([*node.items, node.impl])
                case nodes.IfStmt():
                    self.look_at([*node.body, node.else_body])
                case nodes.WhileStmt():
                    self.look_at([node.body, node.else_body])
                case nodes.ForStmt():
                    self._targets([node.index])
                    self.look_at([node.body, node.else_body])
                case nodes.WithStmt():
                    self._targets([target for target in node.target if target is not None])
                    self.look_at([node.body])
                case nodes.TryStmt():
                    self.look_at([node.body, *node.handlers, node.else_body, node.finally_body])
                case nodes.MatchStmt():
                    self.look_at(node.bodies)

    def _targets(self, found: Iterable[nodes.Expression]) -> None:
        for node in found:
            self._target(node)

    def _target(self, node: nodes.Expression) -> None:
        match node:
            case nodes.TupleExpr() | nodes.ListExpr():
                self._targets(node.items)
            case nodes.StarExpr():
                self._target(node.expr)
            case nodes.MemberExpr():
                found = self._types.get(node.expr)
                if found is not None:
                    self._assigned(mypy_types.get_proper_type(found), node.name)

    def _assigned(self, found: mypy_types.ProperType, name: str) -> None:
        match found:
            case mypy_types.UnionType():
                for item in found.items:
                    self._assigned(mypy_types.get_proper_type(item), name)
            case mypy_types.TypeVarType():
                self._assigned(mypy_types.get_proper_type(found.upper_bound), name)
            case mypy_types.Instance() if not found.type.is_protocol:
                self.assigned.update(
                    (info.fullname, name) for info in found.type.mro if name in info.names
                )
            case mypy_types.TypeType() | mypy_types.FunctionLike() | mypy_types.NoneType():
                pass
            case _:
                self.anywhere.add(name)
