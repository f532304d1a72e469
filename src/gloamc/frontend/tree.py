"""The typed tree: what the compiler knows about a program after mypy has checked it.

Plain data. Nothing here, and nothing behind it, imports mypy. Every name is resolved, every
expression carries the type mypy gave to that occurrence (narrowed), and every construct that the
language does not have yet has been refused by a Diagnostic before a tree exists.

It does not know representations, layouts or code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file: lines from 1, columns from 0, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


# ---------------------------------------------------------------- types


@dataclass(frozen=True, slots=True)
class Instance:
    """A class, its type arguments in order. `Literal` types are erased to their base."""

    name: str
    arguments: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True)
class TupleType:
    """tuple[A, B]; a tuple[A, ...] is Instance("builtins.tuple", (A,)). A NamedTuple is refused."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class UnionType:
    """Two or more members, flattened, Optional included; order as mypy gives it."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class NoneType:
    """The type of None."""


@dataclass(frozen=True, slots=True)
class AnyType:
    """Any. A value of it is boxed; what is done with it is looked up in its class, and it is
    checked where another type is declared."""


@dataclass(frozen=True, slots=True)
class NeverType:
    """No value: the result of NoReturn functions, the type of unreachable code."""


@dataclass(frozen=True, slots=True)
class TypeVarType:
    """A type variable, by full name: "module.function.T" or "module.Class.T"."""

    name: str
    upper_bound: Type
    variance: int
    """0 invariant, 1 covariant, -1 contravariant."""


@dataclass(frozen=True, slots=True)
class CallableType:
    """A function value. Optional parameters of a value are not kept: the count is exact."""

    parameters: tuple[Type, ...]
    result: Type
    is_open: bool = False
    """Callable[..., T]: arguments are checked where they arrive."""


@dataclass(frozen=True, slots=True)
class ClassObjectType:
    """type[C]: a class used as a value."""

    instance: Type


Type = (
    Instance
    | TupleType
    | UnionType
    | NoneType
    | AnyType
    | NeverType
    | TypeVarType
    | CallableType
    | ClassObjectType
)


# ---------------------------------------------------------------- expressions


@dataclass(slots=True, eq=False)
class Variable:
    """A local variable or parameter. Identity is what counts: nested functions share it."""

    name: str
    type: Type
    """Declared (or inferred declared) type, not narrowed."""
    owner: str
    """Full name of the function whose local it is."""
    is_parameter: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Expression:
    span: Span
    type: Type


@dataclass(slots=True, eq=False)
class IntLiteral(Expression):
    value: int


@dataclass(slots=True, eq=False)
class FloatLiteral(Expression):
    value: float


@dataclass(slots=True, eq=False)
class StrLiteral(Expression):
    value: str


@dataclass(slots=True, eq=False)
class BytesLiteral(Expression):
    value: bytes


@dataclass(slots=True, eq=False)
class BoolLiteral(Expression):
    value: bool


@dataclass(slots=True, eq=False)
class NoneLiteral(Expression):
    pass


@dataclass(slots=True, eq=False)
class LocalName(Expression):
    variable: Variable


@dataclass(slots=True, eq=False)
class GlobalName(Expression):
    """A module-level variable, read. `name` is "module.variable"; `declared` its own type;
    `through` the module where it is read as that module's attribute, else ""."""

    name: str
    declared: Type
    through: str = ""


@dataclass(slots=True, eq=False)
class FunctionName(Expression):
    """A module-level function, static method, or method read through its class (`Base.m(self)`),
    as value or callee, by full name. A nested function is the LocalName of its variable."""

    name: str


@dataclass(slots=True, eq=False)
class ClassName(Expression):
    """A class used as a value or callee, by full name."""

    name: str
    captured: Sequence[LocalName] = ()
    """Of a class in a function: the variables of functions around it that its objects need."""


class AttributeKind(Enum):
    FIELD = "field"
    METHOD = "method"
    """Bound method: as callee of a Call, or as a value."""
    PROPERTY = "property"
    CLASS_VARIABLE = "class variable"
    """ClassVar, or enum member: `owner` is the class, `object` may be a ClassName."""
    DYNAMIC = "dynamic"
    """Of a value of type Any: found in the object's class, while the program runs."""


@dataclass(slots=True, eq=False)
class Attribute(Expression):
    """`object.name`. `owner` is the class (full name) whose definition mypy resolved it to.

    If object's type is a union, owner is "" and the member is looked up in each union item.
    Module attributes never come as Attribute: they are GlobalName, FunctionName or ClassName.
    """

    object: Expression
    name: str
    kind: AttributeKind
    owner: str
    declared: Type
    """Type of the member as seen through the object's type arguments, before narrowing."""


@dataclass(slots=True, eq=False)
class SuperMethod(Expression):
    """`super().name`, used as a callee. `owner` is the base class that defines the method."""

    owner: str
    name: str
    self: Variable


class ArgumentKind(Enum):
    POSITIONAL = "positional"
    NAMED = "named"
    STAR = "star"
    DOUBLE_STAR = "double star"


@dataclass(slots=True)
class Argument:
    kind: ArgumentKind
    name: str
    value: Expression


@dataclass(slots=True, eq=False)
class Call(Expression):
    """A call. The callee's form says what is called: FunctionName, ClassName (construction),
    Attribute with kind METHOD, SuperMethod, or any expression of CallableType."""

    callee: Expression
    arguments: Sequence[Argument]
    type_arguments: dict[str, Type] = field(default_factory=dict)
    """For a generic function or class: type variable full name to type, as solved here."""


@dataclass(slots=True, eq=False)
class BinaryOperation(Expression):
    """`+ - * / // % ** & | ^ << >> @`. Dispatch is by the operand types."""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class UnaryOperation(Expression):
    """`- + ~`; `not` has its own node."""

    operator: str
    operand: Expression


@dataclass(slots=True, eq=False)
class Not(Expression):
    operand: Expression


@dataclass(slots=True, eq=False)
class BooleanOperation(Expression):
    """`and` / `or` of two operands; the value is one of the operands."""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Comparison(Expression):
    """`a < b <= c`: n operators, n + 1 operands.

    Operators: == != < <= > >= is, is not, in, not in."""

    operators: Sequence[str]
    operands: Sequence[Expression]


@dataclass(slots=True, eq=False)
class Conditional(Expression):
    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(slots=True, eq=False)
class IsInstance(Expression):
    """isinstance(value, classes): full class names; `builtins.NoneType` stands for None.

    `computed` is a class, or a tuple of classes, that only the running program knows."""

    value: Expression
    classes: Sequence[str]
    computed: Expression | None = None


@dataclass(slots=True, eq=False)
class Cast(Expression):
    """typing.cast: no check, no code unless the representation differs."""

    value: Expression
    is_checked: bool = False
    """A value of type Any, or a container of such, where another type is declared."""


@dataclass(slots=True, eq=False)
class Index(Expression):
    base: Expression
    index: Expression


@dataclass(slots=True, eq=False)
class Slice(Expression):
    """`base[start:stop:step]`; a step of 1 is left out."""

    base: Expression
    start: Expression | None
    stop: Expression | None
    step: Expression | None = None


@dataclass(slots=True, eq=False)
class Starred(Expression):
    """`*value` among the items of a display: all its items. The type is that of the value."""

    value: Expression


@dataclass(slots=True, eq=False)
class TupleDisplay(Expression):
    items: Sequence[Expression]


@dataclass(slots=True, eq=False)
class ListDisplay(Expression):
    items: Sequence[Expression]


@dataclass(slots=True, eq=False)
class SetDisplay(Expression):
    items: Sequence[Expression]


@dataclass(slots=True, eq=False)
class DictDisplay(Expression):
    keys: Sequence[Expression | None]
    """None for `**value`."""
    values: Sequence[Expression]


@dataclass(slots=True)
class FormattedValue:
    """`{value!conversion:spec}`; conversion is "", "r", "s" or "a"; spec may hold values itself."""

    value: Expression
    conversion: str
    spec: Sequence[str | FormattedValue]


@dataclass(slots=True, eq=False)
class FormattedString(Expression):
    parts: Sequence[str | FormattedValue]


@dataclass(slots=True, eq=False)
class Lambda(Expression):
    function: Function


@dataclass(slots=True, eq=False)
class Await(Expression):
    value: Expression


@dataclass(slots=True, eq=False)
class Yield(Expression):
    value: Expression | None


@dataclass(slots=True, eq=False)
class YieldFrom(Expression):
    value: Expression


@dataclass(slots=True)
class ComprehensionClause:
    """One `for target in iterable if … if …`."""

    target: Target
    iterable: Expression
    conditions: Sequence[Expression]
    is_async: bool = False


@dataclass(slots=True, eq=False)
class Comprehension(Expression):
    """`[element for …]` ("list"), `{element for …}` ("set"), `{key: element for …}` ("dict").

    A generator expression as first argument of list, tuple, dict, bytes, sorted or str.join arrives
    as "list": these read it to its end before anything can be observed. That of sum, min and max
    arrives as "each": they work on an element before they ask for the next. `any(…)` and `all(…)`
    of one arrive as a whole: kind "any" or "all", type bool, no call around it; they stop at the
    first element that decides. Variables of comprehensions in a module body have the owner
    "module.<module>"."""

    kind: str
    key: Expression | None
    element: Expression
    clauses: Sequence[ComprehensionClause]


@dataclass(slots=True, eq=False)
class NamedExpression(Expression):
    """`target := value`."""

    target: LocalName | GlobalName
    value: Expression


# ---------------------------------------------------------------- statements


@dataclass(slots=True, eq=False)
class TupleTarget:
    items: Sequence[Target]
    span: Span


@dataclass(slots=True, eq=False)
class StarTarget:
    """`*item` in a TupleTarget: takes the rest, as a list. At most one of its items is one."""

    item: Target
    type: Type
    """Of the list."""
    span: Span


Target = LocalName | GlobalName | Attribute | Index | Slice | TupleTarget | StarTarget
"""What can stand left of `=`. Types of the targets are declared types, not narrowed ones."""


@dataclass(slots=True, eq=False, kw_only=True)
class Statement:
    span: Span


@dataclass(slots=True, eq=False)
class ExpressionStatement(Statement):
    value: Expression


@dataclass(slots=True, eq=False)
class Assignment(Statement):
    """`targets[0] = targets[1] = value`, evaluated as Python does: value first."""

    targets: Sequence[Target]
    value: Expression


@dataclass(slots=True, eq=False)
class AugmentedAssignment(Statement):
    """`target operator= value`; operator without the "="."""

    operator: str
    target: LocalName | GlobalName | Attribute | Index
    value: Expression


@dataclass(slots=True, eq=False)
class If(Statement):
    condition: Expression
    then: Sequence[Statement]
    otherwise: Sequence[Statement]


@dataclass(slots=True, eq=False)
class While(Statement):
    condition: Expression
    body: Sequence[Statement]
    otherwise: Sequence[Statement]


@dataclass(slots=True, eq=False)
class For(Statement):
    target: Target
    iterable: Expression
    body: Sequence[Statement]
    otherwise: Sequence[Statement]
    is_async: bool = False


@dataclass(slots=True, eq=False)
class Break(Statement):
    pass


@dataclass(slots=True, eq=False)
class Continue(Statement):
    pass


@dataclass(slots=True, eq=False)
class Pass(Statement):
    pass


@dataclass(slots=True, eq=False)
class Return(Statement):
    value: Expression | None


@dataclass(slots=True, eq=False)
class Raise(Statement):
    exception: Expression | None
    """An exception object or a ClassName; None for a bare raise."""
    cause: Expression | None


@dataclass(slots=True)
class ExceptHandler:
    classes: Sequence[str]
    """Full names; empty for a bare except."""
    variable: Variable | None
    body: Sequence[Statement]
    span: Span
    global_name: str = ""
    """If `as name` binds a module-level variable, its full name (variable is None then)."""


@dataclass(slots=True, eq=False)
class Try(Statement):
    body: Sequence[Statement]
    handlers: Sequence[ExceptHandler]
    otherwise: Sequence[Statement]
    final: Sequence[Statement]
    is_star: bool = False
    """Its handlers are `except*`: each takes its part of a group."""


@dataclass(slots=True)
class WithItem:
    manager: Expression
    target: Target | None


@dataclass(slots=True, eq=False)
class With(Statement):
    """`with` / `async with`. The exit method's result type says whether it may swallow."""

    items: Sequence[WithItem]
    body: Sequence[Statement]
    is_async: bool


@dataclass(slots=True, eq=False, kw_only=True)
class Pattern:
    """`type` is that of the value that the pattern is held against, as far as it is known."""

    span: Span
    type: Type


@dataclass(slots=True, eq=False, kw_only=True)
class AnyPattern(Pattern):
    """`_`, `name` and `pattern as name`: matches what `pattern` does, all without one."""

    pattern: Pattern | None
    target: LocalName | GlobalName | None


@dataclass(slots=True, eq=False, kw_only=True)
class OrPattern(Pattern):
    patterns: Sequence[Pattern]


@dataclass(slots=True, eq=False, kw_only=True)
class ValuePattern(Pattern):
    """A literal or dotted name, compared by ==."""

    value: Expression


@dataclass(slots=True, eq=False, kw_only=True)
class SingletonPattern(Pattern):
    """None, True or False, compared by identity."""

    value: bool | None


@dataclass(slots=True, eq=False)
class StarPattern:
    target: LocalName | GlobalName | None


@dataclass(slots=True, eq=False, kw_only=True)
class SequencePattern(Pattern):
    before: Sequence[Pattern]
    star: StarPattern | None
    after: Sequence[Pattern]


@dataclass(slots=True, eq=False, kw_only=True)
class MappingPattern(Pattern):
    keys: Sequence[Expression]
    values: Sequence[Pattern]
    rest: LocalName | GlobalName | None


@dataclass(slots=True, eq=False)
class AttributePattern:
    """A sub-pattern for `read`, an attribute of the object that is in `holder` then."""

    holder: Variable
    read: Attribute
    pattern: Pattern


@dataclass(slots=True, eq=False, kw_only=True)
class ClassPattern(Pattern):
    name: str
    seen: Type
    """The class with its type arguments; Any where they are not known."""
    own: Pattern | None
    """For `int(p)` and the like: a sub-pattern for the object itself."""
    attributes: Sequence[AttributePattern]


@dataclass(slots=True)
class MatchCase:
    pattern: Pattern
    guard: Expression | None
    body: Sequence[Statement]


@dataclass(slots=True, eq=False)
class Match(Statement):
    subject: Expression
    cases: Sequence[MatchCase]


@dataclass(slots=True, eq=False)
class Assert(Statement):
    condition: Expression
    message: Expression | None


@dataclass(slots=True, eq=False)
class Delete(Statement):
    """`del target`. The type of an Index or Slice here is object: nothing is read."""

    target: LocalName | GlobalName | Attribute | Index | Slice


@dataclass(slots=True, eq=False)
class Import(Statement):
    """Run these modules' initialisers now, in this order, if they have not run yet.

    For `import a.b`: ["a", "a.b"]; for `from a import x`: ["a"] plus "a.x" if that is a module.
    Only modules whose bodies are compiled; typing and the like never show up.
    """

    modules: Sequence[str]


@dataclass(slots=True, eq=False)
class FunctionDefinition(Statement):
    """A nested function: bound to its variable here. Module-level ones are in Module.functions."""

    function: Function
    variable: Variable


@dataclass(slots=True, eq=False)
class Unreachable(Statement):
    """Code that mypy proved unreachable and did not type: a trap naming the place."""


# ---------------------------------------------------------------- definitions


class ParameterKind(Enum):
    POSITIONAL_ONLY = "positional only"
    NORMAL = "normal"
    NAMED_ONLY = "named only"
    STAR = "star"
    """*args: the variable's type is tuple[T, ...]."""
    DOUBLE_STAR = "double star"
    """**names: the variable's type is dict[str, T]."""


@dataclass(slots=True)
class Parameter:
    variable: Variable
    kind: ParameterKind
    default: Expression | None
    """A constant, or the GlobalName that keeps what was evaluated when `def` ran. Of nested
    functions and lambdas: any expression, evaluated when the function value is made."""


class FunctionKind(Enum):
    FUNCTION = "function"
    METHOD = "method"
    STATIC = "static method"
    CLASS = "class method"
    """Its first parameter is the class it is called on: type[C]."""
    PROPERTY = "property"
    SETTER = "property setter"
    """Named "<set name>" among the methods of its class."""
    DELETER = "property deleter"
    """Named "<delete name>"."""


@dataclass(slots=True, eq=False)
class Function:
    """A function, method, lambda or nested function with a body.

    Full names: "module.f", "module.C.m", nested "module.f.<locals>.g", lambdas
    "module.f.<locals>.<lambda:line:column>".
    """

    name: str
    full_name: str
    qualified_name: str
    """What CPython's traceback shows: "f", "C.m" is shown as "m" in 3.11; lambdas "<lambda>"."""
    module: str
    span: Span
    kind: FunctionKind
    parameters: Sequence[Parameter]
    result: Type
    """What a call evaluates to once awaited: for `async def f() -> int` this is int."""
    is_async: bool
    is_generator: bool
    type_variables: Sequence[TypeVarType]
    body: Sequence[Statement]
    owner_class: str = ""
    enclosing: str = ""
    """Full name of the function this one is nested in, or ""."""
    is_overloaded: bool = False
    """The implementation of @overload variants: a call's result is checked to be the variant's."""
    is_forwarder: bool = False
    """Stands for a decorated method: passes all arguments on by position."""
    named_after: Expression | None = None
    """Of a nested function: the argument of @functools.wraps."""
    is_abstract: bool = False
    """Body is `...`, or raises NotImplementedError under @abstractmethod / in a Protocol."""


@dataclass(slots=True)
class Field:
    """An instance attribute, declared in the class body or assigned through self."""

    name: str
    type: Type
    default: Expression | None
    """Class-body value: what a new object starts with."""
    in_init: bool = True
    """For a dataclass: whether it is a parameter of __init__."""
    span: Span | None = None
    kw_only: bool = False
    """For a dataclass: a keyword-only parameter of __init__, after all others."""
    in_repr: bool = True
    in_compare: bool = True
    is_plain: bool = False
    """Of a dataclass: an attribute that only its methods assign, which is no field of it."""
    in_hash: bool | None = None
    """None: as in_compare."""
    is_init_var: bool = False
    """Of a dataclass: a parameter of __init__ that goes to __post_init__, and no attribute."""


@dataclass(slots=True)
class DataclassOptions:
    init: bool
    eq: bool
    order: bool
    frozen: bool
    repr: bool
    kw_only: bool = False
    """All fields are keyword-only parameters of __init__."""
    unsafe_hash: bool = False


@dataclass(slots=True, eq=False)
class Class:
    name: str
    full_name: str
    module: str
    span: Span
    base: Instance | None
    """None only for builtins.object. Generic, Protocol, ABC and Enum bases are not listed here:
    such a class has builtins.object as base. The arguments are in terms of type_variables."""
    type_variables: Sequence[TypeVarType]
    fields: Sequence[Field]
    """Own fields, in order of first appearance; an inherited one appears again only if the class
    body gives it another default or declares it anew."""
    methods: dict[str, Function]
    class_variables: dict[str, Type]
    """ClassVar names; their values are assigned in `body`."""
    body: Sequence[Statement]
    """Assignments to class variables and enum members, run when the class statement runs
    (targets are GlobalName "module.Class.name")."""
    is_abstract: bool
    is_protocol: bool
    others: Sequence[Instance] = ()
    """Bases besides `base`, and protocols that the class fits without inheriting from them."""
    order: Sequence[str] = ()
    """Full names of the compiled classes behind this one in its method resolution order."""
    dataclass: DataclassOptions | None = None
    qualified_name: str = ""
    """`C`, `C.Inner`, `f.<locals>.C`; "" if the full name says it."""
    enclosing: str = ""
    """Full name of the function that its class statement stands in, or ""."""
    is_ordered: bool = False
    """@total_ordering adds the comparisons that it lacks."""
    named_fields: Sequence[Field] = ()
    """Of a NamedTuple: its items in order. `fields` is empty then, `base` is builtins.tuple."""
    enum_members: Sequence[str] = ()
    """Member names of an Enum in order; each is also in class_variables."""
    is_enum: bool = False
    unique: Span | None = None
    """Of an Enum: where @unique stands, which forbids two names for one member."""

    @property
    def shown_name(self) -> str:
        """What Python calls `__qualname__`."""
        return self.qualified_name or self.full_name.removeprefix(self.module + ".")


@dataclass(slots=True, eq=False)
class ClassDefinition(Statement):
    """The class statement in a module body: runs `definition.body`, then the decorators on the
    class, the last one first. They stand here as they are written."""

    definition: Class
    decorators: Sequence[Expression] = ()
    told: str = ""
    """The base whose __init_subclass__ is called when the body has run, or ""."""
    keywords: Sequence[Argument] = ()
    """What it gets, apart from the class."""


@dataclass(slots=True, eq=False)
class Module:
    """One source file. `body` holds everything that runs at import, in order."""

    name: str
    path: str
    source: str
    body: Sequence[Statement]
    functions: dict[str, Function]
    """By full name: all functions and methods with a body, nested ones and lambdas too."""
    classes: dict[str, Class]
    """By full name."""
    variables: dict[str, Type]
    """Module-level variables: full name to declared type."""
    is_library: bool = False
    """Ours: its float parameters take ints, as CPython's C code would."""


@dataclass(slots=True, eq=False)
class Program:
    """All modules whose source was read, stubs excluded except for class declarations.

    `stub_classes` holds classes declared in typeshed stubs only (builtins.str …): their base and
    type variables are filled in, their methods are not.
    """

    modules: dict[str, Module]
    stub_classes: dict[str, Class]
    entry: str
    """Name of the main module; its `__name__` is "__main__"."""
    keeps_ints: bool = False
    """Whether an int or a bool flows into a place declared float somewhere in the user's code."""
    embedded: dict[Path, str] = field(default_factory=dict)
    """Files and directories that `gloam.embed` looked at, with their fingerprints."""
    reads_names: bool = False
    """Whether the program asks functions that are values for their names."""
    late_variables: frozenset[tuple[str, str]] = frozenset()
    """Class variables, by class and name, that subclasses may get one of their own of while the
    program runs."""
