"""Function values: what a nested function, lambda, bound method or class becomes as a value.

The compiler makes a subclass for each; `call_N` is the only way in. Values are boxed.
"""

from abc import abstractmethod

from gloam.machine import (
    class_holds,
    i64,
    same_object,
    tuple_item,
    tuple_length,
    type_module,
    type_name,
    type_qualified_name,
)


class Cell:
    """A variable that a nested function shares with its owner and that is bound more than once."""

    __slots__ = ("value",)
    value: object


class Function:
    """Base of all function values. What is inherited raises TypeError: the call does not fit.

    Abstract, so that a call is never taken for one of these bodies.
    """

    @abstractmethod
    def call_any(self, args: tuple[object, ...], names: dict[str, object]) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_0(self) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_1(self, a: object) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_2(self, a: object, b: object) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_3(self, a: object, b: object, c: object) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_4(self, a: object, b: object, c: object, d: object) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_5(self, a: object, b: object, c: object, d: object, e: object) -> object:
        raise TypeError("wrong number of arguments")

    @abstractmethod
    def call_6(self, a: object, b: object, c: object, d: object, e: object, f: object) -> object:
        raise TypeError("wrong number of arguments")


class ClassObject(Function):
    """A class as a value; calling it makes an object. There is one for each class."""

    def __repr__(self) -> str:
        if type_module(self) == "builtins":
            return f"<class '{type_qualified_name(self)}'>"
        return f"<class '{type_module(self)}.{type_qualified_name(self)}'>"


def is_instance_of(value: object, classes: object) -> bool:
    """isinstance with a class, or a tuple of classes, that was computed."""
    if isinstance(classes, tuple):
        at = i64(0)
        while at < tuple_length(classes):
            if is_instance_of(value, tuple_item(classes, at)):
                return True
            at += 1
        return False
    if isinstance(classes, ClassObject):
        return class_holds(classes, value)
    raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")


def class_order(cls: object) -> tuple[object, ...]:
    """The class and its bases, in the order in which methods are looked up: the compiler's."""
    raise NotImplementedError


def is_subclass(cls: object, classes: object) -> bool:
    """issubclass(cls, classes)."""
    if not isinstance(cls, ClassObject):
        raise TypeError("issubclass() arg 1 must be a class")
    return _is_below(class_order(cls), classes)


def _is_below(order: tuple[object, ...], classes: object) -> bool:
    at = i64(0)
    if isinstance(classes, tuple):
        while at < tuple_length(classes):
            if _is_below(order, tuple_item(classes, at)):
                return True
            at += 1
        return False
    if not isinstance(classes, ClassObject):
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    while at < tuple_length(order):
        if is_same_class(tuple_item(order, at), classes):
            return True
        at += 1
    return False


def is_same_class(a: object, b: object) -> bool:
    """Whether two class objects stand for one class: a generic one has several, by its items."""
    if same_object(a, b):
        return True
    return type_qualified_name(a) == type_qualified_name(b) and type_module(a) == type_module(b)


class EnumClassObject(ClassObject):
    """The class of an Enum as a value."""

    def __repr__(self) -> str:
        return f"<enum '{type_name(self)}'>"


class FlagClassObject(ClassObject):
    """The class of a Flag as a value."""

    def __repr__(self) -> str:
        return f"<flag '{type_name(self)}'>"
