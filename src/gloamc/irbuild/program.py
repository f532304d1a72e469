"""The whole program as irbuild sees it: what is reachable, and which instances of it.

Functions are lowered on demand from a work list. A method is lowered only if some class that has it
is instantiated and its slot is called (rapid type analysis), so what a program does not use never
reaches the image. This module knows nothing about statements or expressions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gloamc.diagnostics import CompileErrors, Diagnostic, InternalError
from gloamc.frontend import tree
from gloamc.frontend.binary_methods import BINARY_METHODS
from gloamc.ir import function as ir
from gloamc.ir import types as irt
from gloamc.irbuild import dataclasses, local_classes, mixins, total_ordering
from gloamc.irbuild.representation import (
    ASYNC_GENERATOR,
    DERIVED,
    FRAME,
    FUNCTION,
    GENERATOR,
    OBJECT,
    Environment,
    canonical,
    category,
    category_name,
    concrete,
    instance_name,
    is_any,
    is_dynamic,
    is_interface,
    is_named_tuple,
    represent,
    set_derived,
    set_interfaces,
    set_named_tuples,
    substitute,
    value_behind,
)
from gloamc.primitives.runtime import ROOTS, RUNTIME_FUNCTIONS

UNSAFE_PREFIXES = ("gloam.machine", "gloam.runtime", "gloam.boot")
STATIC_PREFIXES = ("gloam.machine", "gloam.runtime", "gloam.boot", "gloam.device", "gloam.drivers")
"""Modules without a run-time initialiser: globals are constants."""

DEL = "__del__"
FINALISED = "<finalised>"
"""Field of the objects whose class has `__del__`: set once it runs."""
ANCHOR = "<anchor>"
ANCHOR_CLASS = "gloam.runtime.weak.Anchor"
WEAKREF = "weakref"
"""Field of the objects that weak references may refer to, unset until one does, and its class."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How one compiled instance of a function is called."""

    symbol: str
    parameters: tuple[irt.IRType, ...]
    result: irt.IRType
    function: tree.Function | None
    environment: Environment
    receiver: tree.Instance | None = None
    bound_class: tree.Instance | None = None
    """Of a class method: the class it is compiled for, which its first parameter is."""


@dataclass(slots=True)
class Slot:
    """A method that may be called virtually: introduced by `owner`, with its signature."""

    name: str
    owner: tree.Instance
    method: str
    signature: Signature
    maker: Callable[[ClassInstance], str] | None = None
    """Of a slot for which there is no method: makes the implementation of a class."""
    omitted: Sequence[int] = ()
    """Parameters of the method that the slot does not take: they have their default values."""
    is_interface: bool = False
    """Objects of any layout may have it."""


@dataclass(slots=True)
class ClassInstance:
    """A class with its type arguments fixed to categories."""

    type: tree.Instance
    definition: tree.Class
    environment: Environment
    base: ClassInstance | None
    layout: ir.Layout
    is_instantiated: bool = False
    entry: Callable[[str], str] | None = None
    """Of function values: makes the method through which it is called on demand; "" for the
    base's, which raises."""
    children: list[ClassInstance] = field(default_factory=list)

    def ancestors(self) -> list[ClassInstance]:
        """Itself first, then its bases."""
        found, at = [self], self.base
        while at is not None:
            found.append(at)
            at = at.base
        return found


class ProgramBuilder:
    """Registries and the work list. `lower_*` callbacks are given by gloamc.irbuild.build."""

    def __init__(self, program: tree.Program, *, debug: bool) -> None:
        self.tree = program
        self.ir = ir.Program(debug=debug)
        self.debug = debug
        self.errors: list[Diagnostic] = []
        self._classes: dict[str, tree.Class] = {}
        self._functions: dict[str, tree.Function] = {}
        for module in program.modules.values():
            for name, definition in module.classes.items():
                self._classes[canonical(name)] = definition
        for name, definition in program.stub_classes.items():
            self._classes.setdefault(canonical(name), definition)
        self._classes.setdefault("builtins.NoneType", _none_class())
        for name, value in DERIVED.items():
            self._classes[name].base = tree.Instance(value)
        self.instances: dict[str, ClassInstance] = {}
        self.signatures: dict[str, Signature] = {}
        self.slots: dict[str, Slot] = {}
        self.work: deque[Callable[[], None]] = deque()
        self._overriders: dict[tuple[str, str], bool] = {}
        self._outer: dict[str, frozenset[str]] = {}
        """Of each module the functions with functions or classes in them, found when asked for."""
        self._subclasses: dict[str, list[str]] = {}
        for name, definition in self._classes.items():
            if definition.base is not None and name != "builtins.object":
                for base in (definition.base, *definition.others):
                    self._subclasses.setdefault(canonical(base.name), []).append(name)
        for name, definition in self._classes.items():
            generated = definition.dataclass is not None or "__eq__" in definition.methods
            generated = generated or bool(definition.named_fields)
            if generated and not definition.module.startswith((*UNSAFE_PREFIXES, "builtins")):
                dataclasses.add_methods(definition, self._classes, self.below(name))
            if definition.is_ordered:
                total_ordering.add_methods(definition, self._classes)
        self.captured = local_classes.prepare(program, self._classes)
        """Classes in functions, to the variables that their objects hold."""
        mixins.flatten(program, self._classes)
        set_interfaces(mixins.interfaces(self._classes))
        set_named_tuples({name for name, d in self._classes.items() if d.named_fields})
        derived = {name: base for base in DERIVED for name in (base, *self.below(base))}
        set_derived({name: DERIVED[base] for name, base in derived.items()})
        self.derived = [base for base in DERIVED if any(map(self._is_own, self.below(base)))]
        """Those of `representation.DERIVED` that a class of the program continues."""
        self.late_variables = self._late_variables()
        """Full names of class variables that a class has if they were assigned through it."""
        self._fits: dict[str, frozenset[str]] = {}
        self.lower_function: Callable[[Signature], None] = _unset
        self.lower_adapter: Callable[[str, Slot, Signature], None] = _unset
        self.lower_destroy: Callable[[ClassInstance], None] = _unset
        self.lower_module: Callable[[str], None] = _unset
        self.lower_default: Callable[[Any, tree.Expression, irt.IRType], ir.Value] | None = None
        self.make_call: Callable[[ClassInstance, str], str] = _unset
        """Of a class with `__call__`: makes `call_N` of its objects; "" if none fits."""
        self.make_tuple: Callable[[Any, Sequence[ir.Value]], ir.Value] | None = None
        self.nested: dict[str, list[tuple[tree.Variable, str, irt.IRType, bool]]] = {}
        """Nested function to its captures: variable, field of the closure, type, is a cell."""
        self.nested_self: dict[str, list[tree.Variable]] = {}
        """Nested function to the variable through which it reaches itself, if it does."""
        self.nested_defaults: dict[tuple[str, int], str] = {}
        """Nested function and index of a parameter to the closure's field with its default."""
        self.nested_scopes: dict[str, dict[int, Signature]] = {}
        """Nested function to the functions that it can name."""
        self.function_names: dict[str, tuple[str, str]] = {}
        """Classes of function values to `__name__` and `__qualname__` of their functions."""
        self.bound_methods: dict[str, tuple[tree.Instance, str]] = {}
        """Those of methods that subclasses override, to the object's known class and the method."""
        self.named_after: dict[str, str] = {}
        """Those that are named after the function that a field of theirs holds, to that field."""
        self.callable_classes: set[str] = set()
        """Class objects that may be called as functions."""
        self.destroyed: list[tuple[ClassInstance, ir.Function]] = []
        self.module_assignments: dict[str, dict[str, list[tree.Expression]]] = {}

    # -------------------------------------------------------------- types

    def resolve(self, t: tree.Type, environment: Environment) -> tree.Type:
        """Substitute type variables and reduce class type arguments to their categories."""
        return self._reduce(substitute(t, environment))

    def _reduce(self, t: tree.Type) -> tree.Type:
        if isinstance(t, tree.Instance) and t.arguments and t.name != "builtins.tuple":
            definition = self._classes.get(t.name)
            if definition is None:
                return t
            variances = [v.variance for v in definition.type_variables]
            variances += [1] * (len(t.arguments) - len(variances))
            reduced = [self._reduce(a) for a in t.arguments]
            pairs = zip(reduced, variances, strict=False)
            if is_dynamic(t):
                kept = (tree.AnyType() if is_any(a) else category(a, v) for a, v in pairs)
                return tree.Instance(t.name, tuple(kept))
            return tree.Instance(t.name, tuple(category(a, v) for a, v in pairs))
        if isinstance(t, tree.UnionType):
            return tree.UnionType(tuple(self._reduce(i) for i in t.items))
        return t

    def represent(self, t: tree.Type, environment: Environment) -> irt.IRType:
        return represent(self.resolve(t, environment))

    # -------------------------------------------------------------- classes

    def class_definitions(self) -> Mapping[str, tree.Class]:
        """All classes of the program by canonical name."""
        return self._classes

    def _late_variables(self) -> set[str]:
        found: set[str] = set()
        for owner, name in self.tree.late_variables:
            declared = self._classes[canonical(owner)].class_variables.get(name)
            for below in self.below(owner):
                definition = self._classes[below]
                if declared is not None and name not in definition.class_variables:
                    definition.class_variables = {**definition.class_variables, name: declared}
                    found.add(f"{definition.full_name}.{name}")
        return found

    def _is_own(self, name: str) -> bool:
        return not self.is_unsafe(self._classes[name].module)

    def has_derived(self, name: str) -> bool:
        """Whether an int, or a str, may be of a class of the program's own."""
        return any(DERIVED[base] == name for base in self.derived)

    def captures(self, instance: ClassInstance) -> list[tuple[tree.Variable, str]]:
        """The variables of functions that an object holds, each with its attribute."""
        return [
            pair
            for ancestor in instance.ancestors()
            for pair in self.captured.get(ancestor.definition.full_name, ())
        ]

    def names_of(self, function: tree.Function) -> tuple[str, str]:
        """`__name__` and `__qualname__` of a function."""
        full = self.qualified_name(function)
        return full.rpartition(".")[2], full

    def qualified_name(self, function: tree.Function) -> str:
        """`__qualname__` of a function."""
        name = function.name
        if name.startswith("<plain "):  # the method as it stands below its decorators
            name = name.removeprefix("<plain ").removesuffix(">")
        owner = self.find_class(function.owner_class) if function.owner_class else None
        if owner is not None:
            return f"{owner.shown_name}.{name}"
        outer = self.find_function(function.enclosing) if function.enclosing else None
        if outer is not None:
            return f"{self.qualified_name(outer)}.<locals>.{name}"
        return name

    def find_class(self, name: str) -> tree.Class | None:
        return self._classes.get(canonical(name))

    def has_nested(self, function: tree.Function) -> bool:
        """Whether there are functions or classes in a function."""
        module = self.tree.modules.get(function.module)
        if module is None:
            return False
        outer = self._outer.get(module.name)
        if outer is None:
            outer = self._outer[module.name] = _outer_functions(module)
        return function.full_name in outer

    def class_instance(self, t: tree.Instance) -> ClassInstance:
        """The instance of a class for resolved type arguments; its layout exists afterwards."""
        if t.name == "$reference":
            t = OBJECT
        resolved = concrete(self._reduce(t))
        assert isinstance(resolved, tree.Instance)
        definition = self._classes.get(resolved.name)
        if definition is None:
            raise InternalError(f"class {resolved.name} is unknown")
        arguments = resolved.arguments
        missing = definition.type_variables[len(arguments) :]
        arguments += tuple(category(substitute(v, {}), v.variance) for v in missing)
        resolved = tree.Instance(resolved.name, arguments if definition.type_variables else ())
        name = represent(resolved).class_name or resolved.name
        if is_interface(resolved.name) or value_behind(resolved.name):
            name = instance_name(resolved)
        known = self.instances.get(name)
        if known is not None:
            return known
        environment = {
            v.name: a for v, a in zip(definition.type_variables, arguments, strict=False)
        }
        return self._make_instance(name, resolved, definition, environment)

    def _make_instance(
        self, name: str, t: tree.Instance, definition: tree.Class, environment: Environment
    ) -> ClassInstance:
        base: ClassInstance | None = None
        if definition.base is not None and name != "builtins.object":
            resolved = self.resolve(definition.base, environment)
            assert isinstance(resolved, tree.Instance)
            base = self.class_instance(resolved)
        layout = ir.Layout(
            name=name,
            base=base.layout.name if base is not None else "",
            python_name=_python_name(definition),
            python_module=_python_module(self.tree, definition),
        )
        instance = ClassInstance(t, definition, environment, base, layout)
        self.instances[name] = instance
        self.ir.layouts[name] = layout
        if base is not None:
            base.children.append(instance)
        inherited = {f.name for a in instance.ancestors()[1:] for f in a.layout.fields}
        for item in definition.fields:
            if item.is_init_var:
                continue
            if item.name in inherited:  # another default or a narrower type, but one place
                continue
            kind = self.represent(item.type, environment)
            if kind.kind is irt.Kind.NONE:
                kind = irt.OBJ
            layout.fields.append(ir.FieldLayout(item.name, kind))
        if DEL in definition.methods and FINALISED not in inherited:
            layout.fields.append(ir.FieldLayout(FINALISED, irt.BOOL))
        if self.has_weak_references and ANCHOR not in inherited and self._may_be_weak(t):
            layout.fields.append(ir.FieldLayout(ANCHOR, irt.ref(ANCHOR_CLASS)))
        return instance

    def instantiate(self, instance: ClassInstance) -> None:
        """An object of exactly this class is made somewhere."""
        if instance.is_instantiated:
            return
        instance.is_instantiated = True
        self.work.append(lambda: self.lower_destroy(instance))
        for ancestor in instance.ancestors():
            for slot in list(self.slots.values()):
                if self.class_instance(slot.owner) is ancestor and not slot.is_interface:
                    self._implement(slot, instance)
        for slot in list(self.slots.values()):
            if slot.is_interface and self.conforms(instance, slot.owner.name):
                self._implement(slot, instance)

    def defines(self, method: str) -> bool:
        """Whether a class outside of the runtime has this method."""
        return any(
            method in definition.methods and not self.is_unsafe(definition.module)
            for definition in self._classes.values()
        )

    @cached_property
    def has_weak_references(self) -> bool:
        return WEAKREF in self.tree.modules

    def _may_be_weak(self, t: tree.Instance) -> bool:
        """Whether the objects of a class may have weak references: those of the program's classes,
        and of the library's that are written as such."""
        module = self._classes[t.name].module
        is_written = module in self.tree.modules and t.name not in self.tree.stub_classes
        if not is_written or module.startswith("gloam.") or is_interface(t.name):
            return False
        return not value_behind(t.name) and not is_named_tuple(t.name)

    @property
    def sees_death(self) -> bool:
        """Whether the program can tell when an object dies."""
        return self.has_finalisers or self.has_weak_references

    @cached_property
    def has_finalisers(self) -> bool:
        """Whether a class of the program has `__del__`."""
        return self.defines(DEL)

    def conforms(self, instance: ClassInstance, name: str) -> bool:
        """Whether objects of a class are also of the class `name`, whatever its layout."""
        own = canonical(instance.definition.full_name)
        if own not in self._fits:
            self._fits[own] = frozenset(mixins.fits(self._classes, instance.definition))
        return canonical(name) in self._fits[own]

    def order_of(self, instance: ClassInstance) -> list[str]:
        """The class and all classes behind it, in the order in which attributes are looked up."""
        definition = instance.definition
        return [
            definition.full_name,
            *(definition.order or mixins.fits(self._classes, definition)[1:]),
        ]

    def interfaces_of(self, instance: ClassInstance) -> list[str]:
        """The interfaces that objects of a class have, apart from its bases in layout."""
        self.conforms(instance, "")
        found = self._fits[canonical(instance.definition.full_name)]
        return [name for name in found if is_interface(name)] if instance.entry is None else []

    def has_subclass(self, instance: ClassInstance) -> bool:
        return bool(self.subclasses(instance.type.name))

    def subclasses(self, name: str) -> list[str]:
        return self._subclasses.get(canonical(name), [])

    def below(self, name: str) -> list[str]:
        """All classes that derive from this one, however far."""
        found: list[str] = []
        for child in self.subclasses(name):
            found += [child, *self.below(child)]
        return list(dict.fromkeys(found))

    def is_overridden(self, class_name: str, method: str) -> bool:
        """Whether some class below defines the method again."""
        key = (class_name, method)
        if key not in self._overriders:
            found = False
            for child in self.subclasses(class_name):
                definition = self._classes[child]
                if method in definition.methods or self.is_overridden(child, method):
                    found = True
                    break
            self._overriders[key] = found
        return self._overriders[key]

    # -------------------------------------------------------------- functions

    def find_function(self, name: str) -> tree.Function | None:
        if name not in self._functions:
            module = name
            while module:
                module = module.rpartition(".")[0]
                known = self.tree.modules.get(module)
                if known is not None and name in known.functions:
                    self._functions[name] = known.functions[name]
                    break
            else:
                return None
        return self._functions[name]

    def find_method(
        self, instance: ClassInstance, name: str
    ) -> tuple[ClassInstance, tree.Function] | None:
        for ancestor in instance.ancestors():
            method = ancestor.definition.methods.get(name)
            if method is not None:
                return ancestor, method
        return None

    def function_signature(
        self,
        function: tree.Function,
        environment: Environment,
        receiver: ClassInstance | None = None,
        bound: ClassInstance | None = None,
    ) -> Signature:
        """The signature of an instance, which is lowered sooner or later from now on.

        `environment` maps the function's and its class's type variables to categories. `receiver`
        is the class that has the method, `bound` the one that a class method is called on.
        """
        if receiver is None and function.kind is tree.FunctionKind.METHOD:
            definition = self.find_class(function.owner_class)
            if definition is not None and not definition.type_variables:
                receiver = self.class_instance(tree.Instance(function.owner_class))
        symbol = canonical_symbol(function, receiver)
        if bound is not None:
            symbol += f"<{bound.layout.name}>"
        own = [environment[v.name] for v in function.type_variables if v.name in environment]
        if own:
            symbol += f"[{','.join(category_name(a) for a in own)}]"
        known = self.signatures.get(symbol)
        if known is not None:
            return known
        parameters = [
            self._parameter_type(p, environment, receiver if i == 0 and bound is None else None)
            for i, p in enumerate(function.parameters)
        ]
        result = self.represent(function.result, environment)
        if function.is_async or function.is_generator:
            result = frame_type(function)
        signature = Signature(
            symbol,
            tuple(parameters),
            result,
            function,
            dict(environment),
            receiver.type if receiver is not None else None,
            bound.type if bound is not None else None,
        )
        self.signatures[symbol] = signature
        self.work.append(lambda: self.lower_function(signature))
        return signature

    def _parameter_type(
        self, parameter: tree.Parameter, environment: Environment, receiver: ClassInstance | None
    ) -> irt.IRType:
        if receiver is not None:
            kind = represent(receiver.type)
            if value_behind(receiver.type.name):
                return irt.ref(receiver.layout.name)
            return irt.REF if kind.kind is irt.Kind.OBJ else kind
        return self.represent(parameter.variable.type, environment)

    def method_signature(self, owner: ClassInstance, function: tree.Function) -> Signature:
        if function.kind is tree.FunctionKind.CLASS:
            return self.class_method_signature(owner, function, owner)
        receiver = None if function.kind is tree.FunctionKind.STATIC else owner
        return self.function_signature(function, owner.environment, receiver)

    def class_method_signature(
        self,
        owner: ClassInstance,
        function: tree.Function,
        bound: ClassInstance,
        environment: Environment | None = None,
    ) -> Signature:
        """A class method of `owner` as it is called on the class `bound`."""
        if environment is None:
            environment = owner.environment
        return self.function_signature(function, environment, owner, bound)

    def runtime(self, name: str) -> Signature:
        """A runtime function by full Python name; InternalError if it is not written."""
        function = self.find_function(name)
        if function is None:
            raise InternalError(f"the runtime has no function {name}")
        return self.function_signature(function, {})

    def use_operation(self, name: str) -> None:
        """Make what an IR operation calls reachable."""
        for function in RUNTIME_FUNCTIONS.get(name, ()):
            if function not in self.signatures:
                self.runtime(function)

    def use_roots(self) -> None:
        for name in ROOTS:
            self.runtime(name)

    # -------------------------------------------------------------- virtual calls

    def shown_path(self, module: str) -> str:
        """The source file of a module as tracebacks show it."""
        known = self.tree.modules.get(module)
        return known.path if known is not None else module

    def virtual_slot(self, instance: ClassInstance, method: str) -> Slot | None:
        """The slot through which a method of this class is called; None if there is no method."""
        introducing: ClassInstance | None = None
        function: tree.Function | None = None
        for ancestor in instance.ancestors():
            found = ancestor.definition.methods.get(method)
            if found is not None:
                introducing, function = ancestor, found
        if introducing is None or function is None:
            return None
        name, is_seen_through = self._slot_name(introducing, method)
        slot = self.slots.get(name)
        if slot is None:
            signature = self.abstract_signature(introducing, function)
            slot = Slot(name, introducing.type, method, signature, is_interface=is_seen_through)
            self._add_slot(slot, introducing)
        return slot

    def _slot_name(self, owner: ClassInstance, method: str) -> tuple[str, bool]:
        """A slot's name, and whether it is one of an interface: then all classes have a place for
        it, because objects of any layout may be asked."""
        name = f"{owner.layout.name}.{method}"
        if is_interface(owner.type.name):
            return f"builtins.object.<{name.replace('.', '/')}>", True
        return name, False

    def _add_slot(self, slot: Slot, owner: ClassInstance) -> None:
        self.slots[slot.name] = slot
        if slot.is_interface:
            candidates = [
                i for i in list(self.instances.values()) if self.conforms(i, slot.owner.name)
            ]
        else:
            candidates = self._descendants(owner)
        for child in candidates:
            if child.is_instantiated:
                self._implement(slot, child)

    def abstract_signature(self, owner: ClassInstance, function: tree.Function) -> Signature:
        """A method's signature without making its body reachable. The object that a static method
        is called on comes before its parameters."""
        is_static = function.kind is tree.FunctionKind.STATIC
        parameters = [
            self._parameter_type(p, owner.environment, owner if i == 0 and not is_static else None)
            for i, p in enumerate(function.parameters)
        ]
        if is_static:
            parameters.insert(0, irt.ref(owner.layout.name))
        result = self.represent(function.result, owner.environment)
        if function.is_async or function.is_generator:
            result = frame_type(function)
        if function.name in BINARY_METHODS:
            result = irt.OBJ  # an override may return NotImplemented
        symbol = canonical_symbol(function, owner)
        return Signature(symbol, tuple(parameters), result, function, owner.environment, owner.type)

    def _descendants(self, instance: ClassInstance) -> list[ClassInstance]:
        found = [instance]
        for child in instance.children:
            found.extend(self._descendants(child))
        return found

    def implement_again(self, instance: ClassInstance) -> None:
        """A class object can be called from now on: fill the slots that it left to its base."""
        for slot in self.slots.values():
            made = instance.entry(slot.method) if instance.entry is not None else ""
            if made and slot.name in instance.layout.methods:
                instance.layout.methods[slot.name] = made

    def made_slot(
        self,
        owner: ClassInstance,
        method: str,
        signature: Signature,
        maker: Callable[[ClassInstance], str],
        omitted: Sequence[int] = (),
    ) -> Slot:
        """A slot without a method: what it does for the objects of a class is made on demand."""
        name, is_seen_through = self._slot_name(owner, method)
        slot = self.slots.get(name)
        if slot is None:
            slot = Slot(name, owner.type, method, signature, maker, omitted, is_seen_through)
            self._add_slot(slot, owner)
        return slot

    def _implement(self, slot: Slot, instance: ClassInstance) -> None:
        if slot.maker is not None:
            if slot.name not in instance.layout.methods:
                instance.layout.methods[slot.name] = slot.maker(instance)
            return
        found = self.find_method(instance, slot.method)
        if found is None and slot.owner.name == FUNCTION:
            made = self.make_call(instance, slot.method)
            found = self.find_method(self.class_instance(slot.owner), slot.method)
            if made:
                instance.layout.methods[slot.name] = made
                return
        if found is None:
            raise InternalError(f"{instance.layout.name} has no method {slot.method}")
        owner, function = found
        if slot.name in instance.layout.methods:
            return
        if function.kind in (tree.FunctionKind.CLASS, tree.FunctionKind.STATIC):
            if function.kind is tree.FunctionKind.CLASS:
                signature = self.class_method_signature(owner, function, instance)
            else:
                signature = self.method_signature(owner, function)
            symbol = f"{signature.symbol}@{slot.name}"
            self.signatures[symbol] = slot.signature
            self.work.append(lambda: self.lower_adapter(symbol, slot, signature))
            instance.layout.methods[slot.name] = symbol
            return
        made = instance.entry(slot.method) if instance.entry is not None else ""
        if made:
            instance.layout.methods[slot.name] = made
            return
        signature = self.method_signature(owner, function)
        symbol = signature.symbol
        if not _compatible(signature, slot.signature):
            symbol = f"{signature.symbol}@{slot.name}"
            if symbol not in self.signatures:
                self.signatures[symbol] = slot.signature
                self.work.append(lambda: self.lower_adapter(symbol, slot, signature))
        instance.layout.methods[slot.name] = symbol

    def implement_unused_slots(self) -> bool:
        """Give a slot that is called, but that no instantiated class has, its own class's method:
        the call exists even if it never happens. Tells whether there was any."""
        implemented = {name for layout in self.ir.layouts.values() for name in layout.methods}
        missing = [slot for slot in self.slots.values() if slot.name not in implemented]
        for slot in missing:
            self._implement(slot, self.class_instance(slot.owner))
        return bool(missing)

    # -------------------------------------------------------------- the rest

    def is_unsafe(self, module: str) -> bool:
        return module.startswith(UNSAFE_PREFIXES)

    def is_library(self, module: str) -> bool:
        known = self.tree.modules.get(module)
        return known is not None and known.is_library

    def is_static(self, module: str) -> bool:
        """Whether a module's globals are static data without an initialiser."""
        return module.startswith(STATIC_PREFIXES)

    def refuse(self, code: str, span: tree.Span, message: str, hint: str = "") -> None:
        """Collect a user error; the caller goes on with any value."""
        self.errors.append(
            Diagnostic(code, span.path, span.line, span.column, _end_column(span), message, hint)
        )

    def run(self) -> None:
        """Lower until nothing new is reachable. Raises CompileErrors with all refusals."""
        while self.work:
            self.work.popleft()()
        if self.errors:
            raise CompileErrors(self.errors)


def _none_class() -> tree.Class:
    nowhere = tree.Span("", 0, 0, 0, 0)
    return tree.Class(
        "NoneType", "builtins.NoneType", "builtins", nowhere, OBJECT, (), (), {}, {}, (),
        is_abstract=False, is_protocol=False,
    )  # fmt: skip


def _end_column(span: tree.Span) -> int:
    return span.end_column if span.end_line == span.line else span.column + 1


def _compatible(implementation: Signature, slot: Signature) -> bool:
    """Whether a slot's caller may call the implementation directly."""
    if len(implementation.parameters) != len(slot.parameters):
        return False
    pairs = zip(implementation.parameters, slot.parameters, strict=True)
    return implementation.result.kind is slot.result.kind and all(
        a.kind is b.kind for a, b in pairs
    )


def frame_type(function: tree.Function) -> irt.IRType:
    """What a call of a coroutine or generator function gives."""
    if function.is_async:
        return irt.ref(ASYNC_GENERATOR if function.is_generator else FRAME)
    return irt.ref(GENERATOR)


def canonical_symbol(function: tree.Function, receiver: ClassInstance | None) -> str:
    """The symbol of a function; a method of a generic class carries the class's categories."""
    if receiver is None:
        return function.full_name
    return f"{receiver.layout.name}.{function.name}"


def _python_name(definition: tree.Class) -> str:
    return definition.qualified_name or (
        canonical(definition.full_name)
        .removeprefix(definition.module + ".")
        .removeprefix("builtins.")
        .removeprefix("enum.")
    )


def _python_module(program: tree.Program, definition: tree.Class) -> str:
    if canonical(definition.full_name).startswith("builtins."):
        return "builtins"
    if canonical(definition.full_name).startswith("enum."):
        return "enum"
    return "__main__" if definition.module == program.entry else definition.module


def _unset(*_: object) -> Any:
    raise InternalError("irbuild callbacks are not set")


def _outer_functions(module: tree.Module) -> frozenset[str]:
    found = {definition.enclosing for definition in module.classes.values()}
    for name in module.functions:
        parts = name.split(".<locals>.")
        found.update(".<locals>.".join(parts[:count]) for count in range(1, len(parts)))
    return frozenset(found)
