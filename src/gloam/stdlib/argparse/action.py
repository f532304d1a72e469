"""One argument of a command line, what it does, and where the results go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

SUPPRESS: Final = "==SUPPRESS=="
NOT_GIVEN: Final = "==NOT GIVEN=="
"""The default of an argument without one, which `argument_default` of the parser replaces."""

OPTIONAL: Final = "?"
ZERO_OR_MORE: Final = "*"
ONE_OR_MORE: Final = "+"
PARSER: Final = "A..."
REMAINDER: Final = "..."

STORE: Final = "store"
STORE_CONST: Final = "store_const"
STORE_BOOL: Final = "store_bool"
APPEND: Final = "append"
APPEND_CONST: Final = "append_const"
COUNT: Final = "count"
EXTEND: Final = "extend"
HELP: Final = "help"
VERSION: Final = "version"
BOOLEAN: Final = "boolean"
COMMANDS: Final = "commands"


class Namespace:
    """The results, as attributes."""

    def __init__(self, **kwargs: Any) -> None:
        self._values: dict[str, Any] = kwargs

    def __getattr__(self, name: str) -> Any:
        if name == "_values" or name not in self._values:
            raise AttributeError(f"'Namespace' object has no attribute '{name}'")
        return self._values[name]

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Namespace):
            return NotImplemented
        return self._values == other._values

    __hash__ = None  # type: ignore[assignment]  # as CPython's: it changes

    def __repr__(self) -> str:
        shown: list[str] = []
        odd: list[str] = []
        for name, value in self._values.items():
            if name.isidentifier():
                shown.append(f"{name}={value!r}")
            else:
                odd.append(f"{name!r}: {value!r}")
        if odd:
            shown.append("**{" + ", ".join(odd) + "}")
        return f"Namespace({', '.join(shown)})"

    def _set(self, name: str, value: Any) -> None:
        self._values[name] = value


class Action:
    """An argument, and what happens when it is met: one of the kinds above.

    `nargs` is None for one value, a number for a list of as many, or one of the letters.
    """

    def __init__(
        self,
        kind: str,
        option_strings: list[str],
        dest: str,
        nargs: int | str | None,
        const: Any,
        default: Any,
        type: Callable[[str], Any] | None,
        choices: Any,
        required: bool,
        help: str | None,
        metavar: str | tuple[str, ...] | None,
    ) -> None:
        self._kind = kind
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def format_usage(self) -> str:
        """The option as the usage shows it."""
        if self._kind == BOOLEAN:
            return " | ".join(self.option_strings)
        return self.option_strings[0]

    def name(self) -> str:
        """What messages call it; "" if it has no name at all."""
        if self.option_strings:
            return "/".join(self.option_strings)
        if isinstance(self.metavar, str) and self.metavar != SUPPRESS:
            return self.metavar
        if isinstance(self.metavar, tuple):
            return "/".join(self.metavar)
        if self.dest not in {"", SUPPRESS}:
            return self.dest
        return self.choice_names() if self.choices else ""

    def choice_names(self) -> str:
        return "{" + ",".join([str(choice) for choice in self.choices]) + "}"

    def expected(self) -> str:
        """What is said if there are too few values."""
        if self.nargs is None:
            return "expected one argument"
        if self.nargs == OPTIONAL:
            return "expected at most one argument"
        if self.nargs == ONE_OR_MORE:
            return "expected at least one argument"
        return f"expected {self.nargs} argument{'' if self.nargs == 1 else 's'}"


class BooleanOptionalAction(Action):
    """Given as `action`: an option `--x` comes with its opposite, `--no-x`."""


class ArgumentError(Exception):
    """An argument is used in a way in which it is not meant to be."""

    def __init__(self, argument: Action | None, message: str) -> None:
        super().__init__(argument, message)
        self.argument_name = argument.name() if argument is not None else None
        self.message = message

    def __str__(self) -> str:
        if not self.argument_name:
            return self.message
        return f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    """Raised by a `type` function: its text is the message."""
