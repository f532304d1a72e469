"""Context variables (PEP 567): values that belong to a task, or to a scheduled call.

A context's values are one dict that is never changed: `set` replaces it, so that copying a context
copies a reference. Who runs something in a context of its own puts it in `current` meanwhile.
"""
# ruff: noqa: PLW0603  # one context is current at a time

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final, Generic, ParamSpec, TypeVar, cast, overload

T = TypeVar("T")
D = TypeVar("D")
P = ParamSpec("P")


class _Missing:
    def __repr__(self) -> str:
        return "<Token.MISSING>"


_MISSING: Final = _Missing()


class Token(Generic[T]):
    """What a variable was before a `set`, which `reset` takes, once."""

    MISSING: ClassVar[object] = _MISSING

    def __init__(self, var: ContextVar[T], old_value: Any, context: Context) -> None:
        self.var = var
        self.old_value = old_value
        self._context = context
        self._is_used = False

    def __repr__(self) -> str:
        used = " used" if self._is_used else ""
        return f"<Token{used} var={self.var!r} at {id(self):#x}>"


class ContextVar(Generic[T]):
    @overload
    def __init__(self, name: str) -> None: ...
    @overload
    def __init__(self, name: str, *, default: T) -> None: ...
    def __init__(self, name: str, *, default: Any = _MISSING) -> None:
        self.name = name
        self._default: Any = default

    @overload
    def get(self, /) -> T: ...
    @overload
    def get(self, default: T, /) -> T: ...
    @overload
    def get(self, default: D, /) -> T | D: ...
    def get(self, default: Any = _MISSING, /) -> Any:
        """The value in the current context, `default`, or the variable's default: LookupError
        if there is none of these."""
        values = current.variables
        if self in values:
            return values[self]
        if default is not _MISSING:
            return default
        if self._default is not _MISSING:
            return self._default
        raise LookupError(self)

    def set(self, value: T, /) -> Token[T]:
        context = current
        values = context.variables
        token: Token[T] = Token(self, values.get(self, _MISSING), context)
        changed: dict[object, object] = dict(values)
        changed[self] = value
        context.variables = changed
        return token

    def reset(self, token: Token[T], /) -> None:
        """Make it what it was before the `set` that gave `token`."""
        if token._is_used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        if token._context is not current:
            raise ValueError(f"{token!r} was created in a different Context")
        token._is_used = True
        changed: dict[object, object] = dict(current.variables)
        if token.old_value is _MISSING:
            del changed[self]
        else:
            changed[self] = token.old_value
        current.variables = changed

    def __repr__(self) -> str:
        default = "" if self._default is _MISSING else f" default={self._default!r}"
        return f"<ContextVar name={self.name!r}{default} at {id(self):#x}>"


class Context:
    def __init__(self) -> None:
        self.variables: dict[object, object] = {}
        """Values by variable; replaced as a whole."""
        self._is_entered = False

    def run(self, callable: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call with this context as the current one: what is set meanwhile stays in it."""
        global current
        if self._is_entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        previous = current
        self._is_entered = True
        current = self
        try:
            return callable(*args, **kwargs)
        finally:
            current = previous
            self._is_entered = False

    def copy(self) -> Context:
        made = Context()
        made.variables = self.variables
        return made

    @overload
    def get(self, key: ContextVar[T], default: None = None, /) -> T | None: ...
    @overload
    def get(self, key: ContextVar[T], default: T, /) -> T: ...
    @overload
    def get(self, key: ContextVar[T], default: D, /) -> T | D: ...
    def get(self, key: Any, default: Any = None, /) -> Any:
        return self.variables.get(key, default)

    def keys(self) -> list[ContextVar[Any]]:
        variables: Any = self.variables
        return list(variables)

    def values(self) -> list[Any]:
        return list(self.variables.values())

    def items(self) -> list[tuple[ContextVar[Any], Any]]:
        variables: Any = self.variables
        return list(variables.items())

    def __getitem__(self, key: ContextVar[T], /) -> T:
        return cast("T", self.variables[key])

    def __contains__(self, key: object, /) -> bool:
        return key in self.variables

    def __iter__(self) -> Iterator[ContextVar[Any]]:
        return cast("Iterator[ContextVar[Any]]", iter(self.variables))  # cast: keys are variables

    def __len__(self) -> int:
        return len(self.variables)

    def __repr__(self) -> str:
        return f"<_contextvars.Context object at {id(self):#x}>"


current = Context()
"""The context that code runs in now."""


def copy_context() -> Context:
    """A copy of the current context."""
    return current.copy()


def switch_to(context: Context) -> Context:
    """Make `context` the current one without a look at who else is in it; the previous one."""
    global current
    previous = current
    current = context
    return previous
