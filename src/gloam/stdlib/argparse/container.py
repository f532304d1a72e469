"""What arguments are added to: a parser, and groups of it that share its arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .action import (
    APPEND,
    APPEND_CONST,
    BOOLEAN,
    COUNT,
    EXTEND,
    HELP,
    NOT_GIVEN,
    OPTIONAL,
    STORE,
    STORE_BOOL,
    STORE_CONST,
    SUPPRESS,
    VERSION,
    ZERO_OR_MORE,
    Action,
    ArgumentError,
    BooleanOptionalAction,
)

_VALUES = (STORE, APPEND, EXTEND)
"""Actions with values."""


class Exclusive:
    """Arguments of which one may be used, or must be."""

    def __init__(self, required: bool) -> None:
        self.required = required
        self.actions: list[Action] = []


class Registry:
    """What a parser and its groups have in common."""

    def __init__(self, prefix_chars: str, argument_default: Any, conflict_handler: str) -> None:
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self.actions: list[Action] = []
        self.options: dict[str, Action] = {}
        self.defaults: dict[str, Any] = {}
        self.exclusive: list[Exclusive] = []
        self.looks_negative: list[str] = []
        """Options that look like negative numbers."""

    def add(self, action: Action) -> None:
        self._settle_conflicts(action)
        self.actions.append(action)
        for option in action.option_strings:
            self.options[option] = action
            if is_negative_number(option):
                self.looks_negative.append(option)

    def _settle_conflicts(self, action: Action) -> None:
        taken = [option for option in action.option_strings if option in self.options]
        if not taken:
            return
        if self.conflict_handler != "resolve":
            plural = "" if len(taken) == 1 else "s"
            shown = ", ".join(taken)
            raise ArgumentError(action, f"conflicting option string{plural}: {shown}")
        for option in taken:
            other = self.options.pop(option)
            other.option_strings.remove(option)
            if not other.option_strings:
                self.actions.remove(other)


def is_negative_number(text: str) -> bool:
    """`-1`, `-1.5`, `-.5`."""
    if not text.startswith("-"):
        return False
    whole, point, fraction = text[1:].partition(".")
    if point:
        return (not whole or whole.isdecimal()) and fraction.isdecimal()
    return whole.isdecimal()


class Container:
    def __init__(self, registry: Registry, title: str | None, description: str | None) -> None:
        self._registry = registry
        self.title = title
        self.description = description
        self._group_actions: list[Action] = []

    def add_argument(
        self,
        *name_or_flags: str,
        action: str | type[Action] = "store",
        nargs: int | str | None = None,
        const: Any = None,
        default: Any = NOT_GIVEN,
        type: Callable[[str], Any] | None = None,
        choices: Iterable[Any] | None = None,
        required: bool = False,
        help: str | None = None,
        metavar: str | tuple[str, ...] | None = None,
        dest: str | None = None,
        version: str | None = None,
    ) -> Action:
        """Add a positional argument, or an option. Raises ValueError and ArgumentError."""
        names = list(name_or_flags)
        is_option = len(names) > 1 or (
            len(names) == 1 and names[0][:1] in self._registry.prefix_chars
        )
        if not is_option and names and dest is not None:
            raise ValueError("dest supplied twice for positional argument")
        if is_option:
            found = self._option_dest(names, dest)
        else:
            found = names[0] if names else dest or ""
            required = nargs not in {OPTIONAL, ZERO_OR_MORE, SUPPRESS} or (
                nargs == ZERO_OR_MORE and default == NOT_GIVEN
            )
        kind = _kind_of(action)
        made = Action(
            kind,
            names if is_option else [],
            found,
            nargs,
            const,
            self._default_of(found, default),
            type,
            None if choices is None else choices,
            required,
            help,
            metavar,
        )
        _complete(made, action, version)
        return self._add_action(made)

    def _option_dest(self, names: list[str], dest: str | None) -> str:
        chars = self._registry.prefix_chars
        for name in names:
            if name[:1] not in chars or not name:
                raise ValueError(
                    f"invalid option string {name!r}: must start with a character {chars!r}"
                )
        if dest is not None:
            return dest
        long = [name for name in names if len(name) > 1 and name[1] in chars]
        result = (long or names)[0].lstrip(chars)
        if not result:
            raise ValueError(f"dest= is required for options like {(long or names)[0]!r}")
        return result.replace("-", "_")

    def _default_of(self, dest: str, default: Any) -> Any:
        is_given = not isinstance(default, str) or default != NOT_GIVEN
        if is_given:
            return default
        if dest in self._registry.defaults:
            return self._registry.defaults[dest]
        given = self._registry.argument_default
        return NOT_GIVEN if given is None else given

    def _add_action(self, action: Action) -> Action:
        self._registry.add(action)
        self._group_actions.append(action)
        return action

    def add_mutually_exclusive_group(self, *, required: bool = False) -> ExclusiveGroup:
        exclusive = Exclusive(required)
        self._registry.exclusive.append(exclusive)
        return ExclusiveGroup(self, self._registry, exclusive)

    def set_defaults(self, **kwargs: Any) -> None:
        for name, value in kwargs.items():
            self._registry.defaults[name] = value
        for action in self._registry.actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest: str) -> Any:
        for action in self._registry.actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._registry.defaults.get(dest)


class Group(Container):
    """Arguments that the help shows together."""


class ExclusiveGroup(Container):
    """Adds arguments of which one may be used."""

    def __init__(self, container: Container, registry: Registry, exclusive: Exclusive) -> None:
        super().__init__(registry, None, None)
        self._exclusive = exclusive
        self._container = container

    def _add_action(self, action: Action) -> Action:
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._exclusive.actions.append(action)
        return self._container._add_action(action)


def _kind_of(action: str | type[Action]) -> str:
    if not isinstance(action, str):
        if action is not BooleanOptionalAction:
            raise ValueError(f"unknown action {action!r}")
        return BOOLEAN
    known = (
        STORE, STORE_CONST, "store_true", "store_false", APPEND, APPEND_CONST, COUNT, EXTEND, HELP,
        VERSION,
    )  # fmt: skip
    if action not in known:
        raise ValueError(f'unknown action "{action}"')
    return STORE_BOOL if action in {"store_true", "store_false"} else action


def _complete(made: Action, action: str | type[Action], version: str | None) -> None:
    """What an argument gets from its kind."""
    kind = made._kind
    is_open = isinstance(made.default, str) and made.default == NOT_GIVEN
    if kind in _VALUES:
        _check_values(made)
    else:
        made.nargs = 0
    if kind == STORE_BOOL:
        made.const = action == "store_true"
    if is_open:
        made.default = not made.const if kind == STORE_BOOL else None
    if kind in {HELP, VERSION}:
        made.dest = SUPPRESS
        made.default = SUPPRESS
    if kind == VERSION:
        made.const = version
        if made.help is None:
            made.help = "show program's version number and exit"
    if kind == BOOLEAN:
        names: list[str] = []
        for name in made.option_strings:
            names.append(name)
            if name.startswith("--"):
                names.append("--no-" + name[2:])
        made.option_strings = names


def _check_values(made: Action) -> None:
    if made.nargs == 0:
        if made._kind == STORE:
            raise ValueError(
                "nargs for store actions must be != 0; if you have nothing to store, actions "
                "such as store true or store const may be more appropriate"
            )
        raise ValueError(
            "nargs for append actions must be != 0; if arg strings are not supplying the value "
            "to append, the append const action may be more appropriate"
        )
    if made.const is not None and made.nargs != OPTIONAL:
        raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")
    if isinstance(made.metavar, tuple):
        size = len(made.metavar)
        fits = size == made.nargs if isinstance(made.nargs, int) else True
        if made.nargs is None or made.nargs == OPTIONAL:
            fits = size == 1
        elif made.nargs == ZERO_OR_MORE:
            fits = size in {1, 2}
        elif made.nargs == "+":
            fits = size == 2
        if not fits:
            raise ValueError("length of metavar tuple does not match nargs")
