"""ArgumentParser: reads a command line, or says what is wrong with it and ends the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final, NoReturn, TextIO

from . import matching
from .action import (
    APPEND,
    APPEND_CONST,
    BOOLEAN,
    COMMANDS,
    COUNT,
    EXTEND,
    HELP,
    OPTIONAL,
    PARSER,
    REMAINDER,
    STORE,
    STORE_BOOL,
    STORE_CONST,
    SUPPRESS,
    VERSION,
    ZERO_OR_MORE,
    Action,
    ArgumentError,
    ArgumentTypeError,
    Namespace,
)
from .container import Container, Group, Registry, is_negative_number
from .help_text import Entry, HelpFormatter

UNKNOWN: Final = "_unrecognized_args"


class _Option:
    """An option as it was found: `action` is None if no argument is known by that name."""

    def __init__(self, action: Action | None, name: str, value: str | None) -> None:
        self.action = action
        self.name = name
        self.value = value


class ArgumentParser(Container):
    def __init__(
        self,
        prog: str | None = None,
        usage: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        parents: Sequence[ArgumentParser] = (),
        formatter_class: type[HelpFormatter] | None = None,
        prefix_chars: str = "-",
        argument_default: Any = None,
        conflict_handler: str = "error",
        add_help: bool = True,
        allow_abbrev: bool = True,
        exit_on_error: bool = True,
    ) -> None:
        super().__init__(
            Registry(prefix_chars, argument_default, conflict_handler), None, description
        )
        self.prog = sys.argv[0].rpartition("/")[2] if prog is None else prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = HelpFormatter if formatter_class is None else formatter_class
        self.prefix_chars = prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = Group(self._registry, "positional arguments", None)
        self._optionals = Group(self._registry, "options", None)
        self._groups: list[Group] = [self._positionals, self._optionals]
        self._commands: Commands | None = None
        if add_help:
            mark = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(
                mark + "h", mark * 2 + "help", action="help", help="show this help message and exit"
            )
        for parent in parents:
            self._take(parent)

    def _take(self, parent: ArgumentParser) -> None:
        """The arguments and defaults of another parser."""
        for group in parent._groups:
            own = self._optionals if group is parent._optionals else self._positionals
            if group is not parent._optionals and group is not parent._positionals:
                own = self.add_argument_group(group.title, group.description)
            for action in group._group_actions:
                own._add_action(action)
        for exclusive in parent._registry.exclusive:
            self._registry.exclusive.append(exclusive)
        self._registry.defaults.update(parent._registry.defaults)

    def add_argument_group(self, title: str | None = None, description: str | None = None) -> Group:
        group = Group(self._registry, title, description)
        self._groups.append(group)
        return group

    def _add_action(self, action: Action) -> Action:
        group = self._optionals if action.option_strings else self._positionals
        return group._add_action(action)

    def add_subparsers(
        self,
        *,
        title: str | None = None,
        description: str | None = None,
        prog: str | None = None,
        dest: str | None = None,
        required: bool = False,
        help: str | None = None,
        metavar: str | None = None,
    ) -> Commands:
        """An argument whose values are commands, each with a parser of its own."""
        if self._commands is not None:
            self.error("cannot have multiple subparser arguments")
        group = self._positionals
        if title is not None or description is not None:
            group = self.add_argument_group("subcommands" if title is None else title, description)
        if prog is None:
            positionals = self._registered(is_option=False)
            formatter = self._formatter()
            exclusive = self._registry.exclusive
            prog = formatter.usage(self.usage, positionals, exclusive, "").strip()
        own_dest = SUPPRESS if dest is None else dest
        choices: dict[str, ArgumentParser] = {}
        action = Action(
            COMMANDS, [], own_dest, PARSER, None, None, None, choices, required, help, metavar
        )
        self._commands = Commands(action, prog, choices)
        group._add_action(action)
        return self._commands

    # ------------------------------------------------------------ texts

    def _formatter(self) -> HelpFormatter:
        return self.formatter_class(self.prog)

    def format_usage(self) -> str:
        shown = self._formatter().usage(
            self.usage, self._registry.actions, self._registry.exclusive
        )
        return shown.strip("\n") + "\n"

    def format_help(self) -> str:
        formatter = self._formatter()
        sections = [self._entries(group) for group in self._groups]
        for entries in sections:
            formatter.measure(entries)
        text = formatter.usage(self.usage, self._registry.actions, self._registry.exclusive)
        text += formatter.text(self.description)
        for group, entries in zip(self._groups, sections, strict=True):
            text += formatter.section(group.title, group.description, entries)
        text += ("\n" if self.epilog else "") + formatter.text(self.epilog)
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip("\n") + "\n"

    def _entries(self, group: Group) -> list[Entry]:
        return [
            Entry(action, self._commands.shown if self._commands is not None else [])
            if action._kind == COMMANDS
            else Entry(action, [])
            for action in group._group_actions
        ]

    def print_usage(self, file: TextIO | None = None) -> None:
        _write(self.format_usage(), file)

    def print_help(self, file: TextIO | None = None) -> None:
        _write(self.format_help(), file)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message: str) -> NoReturn:
        """Say how the program is used, and what is wrong; end with status 2."""
        sys.stderr.write(self.format_usage())
        self.exit(2, f"{self.prog}: error: {message}\n")

    # ------------------------------------------------------------ reading

    def parse_args(
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> Namespace:
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found

    def parse_known_args(
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        strings = sys.argv[1:] if args is None else list(args)
        result = Namespace() if namespace is None else namespace
        for action in self._registry.actions:
            is_kept = isinstance(action.default, str) and action.default == SUPPRESS
            if action.dest != SUPPRESS and action.dest not in result and not is_kept:
                result._set(action.dest, action.default)
        for name, value in self._registry.defaults.items():
            if name not in result:
                result._set(name, value)
        reading = _Reading(self, strings, result)
        if self.exit_on_error:
            try:
                unknown = reading.run()
            except ArgumentError as error:
                self.error(str(error))
        else:
            unknown = reading.run()
        if UNKNOWN in result:
            unknown += result._values.pop(UNKNOWN)
        return result, unknown

    def _registered(self, *, is_option: bool) -> list[Action]:
        return [a for a in self._registry.actions if bool(a.option_strings) == is_option]

    def _option(self, text: str) -> _Option | None:
        """What an argument means if it is an option, else None."""
        options = self._registry.options
        if not text or text[0] not in self.prefix_chars:
            return None
        if text in options:
            return _Option(options[text], text, None)
        if len(text) == 1:
            return None
        name, equals, value = text.partition("=")
        if equals and name in options:
            return _Option(options[name], name, value)
        candidates = self._candidates(text)
        if len(candidates) > 1:
            names = ", ".join([candidate.name for candidate in candidates])
            self.error(f"ambiguous option: {text} could match {names}")
        if candidates:
            return candidates[0]
        if is_negative_number(text) and not self._registry.looks_negative:
            return None
        return None if " " in text else _Option(None, text, None)

    def _candidates(self, text: str) -> list[_Option]:
        """Options that `text` is the beginning of, or that it is joined to the value of."""
        options = self._registry.options
        found: list[_Option] = []
        if text[1] in self.prefix_chars:
            name, equals, value = text.partition("=")
            if self.allow_abbrev:
                for option, action in options.items():
                    if option.startswith(name):
                        found.append(_Option(action, option, value if equals else None))
            return found
        for option, action in options.items():
            if option == text[:2]:
                found.append(_Option(action, option, text[2:]))
            elif option.startswith(text):
                found.append(_Option(action, option, None))
        return found

    # ------------------------------------------------------------ values

    def _converted(self, action: Action, text: str) -> Any:
        if action.type is None:
            return text
        try:
            return action.type(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error)) from None
        except (TypeError, ValueError):
            name = action.type.__name__
            raise ArgumentError(action, f"invalid {name} value: {text!r}") from None

    def _check_choice(self, action: Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            known = ", ".join([repr(choice) for choice in action.choices])
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {known})")

    def _values(self, action: Action, strings: list[str]) -> Any:
        nargs = action.nargs
        if nargs not in {PARSER, REMAINDER} and "--" in strings:
            strings.remove("--")
        value: Any
        if not strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._converted(action, value)
                self._check_choice(action, value)
            return value
        if not strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = strings if action.default is None else action.default
            self._check_choice(action, value)
            return value
        if len(strings) == 1 and (nargs is None or nargs == OPTIONAL):
            value = self._converted(action, strings[0])
            self._check_choice(action, value)
            return value
        if nargs == SUPPRESS:
            return SUPPRESS
        values: list[Any] = [self._converted(action, text) for text in strings]
        if nargs == PARSER:
            self._check_choice(action, values[0])
        elif nargs != REMAINDER:
            for value in values:
                self._check_choice(action, value)
        return values


class Commands:
    """What `add_subparsers` gives."""

    def __init__(self, action: Action, prog: str, choices: dict[str, ArgumentParser]) -> None:
        self._action = action
        self._prog = prog
        self.choices = choices
        self.shown: list[Action] = []
        """Commands with a help of their own."""

    @property
    def required(self) -> bool:
        return self._action.required

    @required.setter
    def required(self, value: bool) -> None:
        self._action.required = value

    def add_parser(
        self,
        name: str,
        *,
        help: str | None = None,
        aliases: Iterable[str] = (),
        prog: str | None = None,
        usage: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        parents: Sequence[ArgumentParser] = (),
        formatter_class: type[HelpFormatter] | None = None,
        prefix_chars: str = "-",
        argument_default: Any = None,
        conflict_handler: str = "error",
        add_help: bool = True,
        allow_abbrev: bool = True,
        exit_on_error: bool = True,
    ) -> ArgumentParser:
        """The parser of one command, made with these options."""
        others = list(aliases)
        if help is not None:
            title = f"{name} ({', '.join(others)})" if others else name
            self.shown.append(
                Action(COMMANDS, [], name, None, None, None, None, None, False, help, title)
            )
        made = ArgumentParser(
            f"{self._prog} {name}" if prog is None else prog, usage, description, epilog, parents,
            formatter_class, prefix_chars, argument_default, conflict_handler, add_help,
            allow_abbrev, exit_on_error,
        )  # fmt: skip
        self.choices[name] = made
        for alias in others:
            self.choices[alias] = made
        return made


def _write(text: str, file: TextIO | None) -> None:
    if file is None:
        sys.stdout.write(text)
    else:
        file.write(text)


class _Reading:
    """One command line: what was met so far."""

    def __init__(self, parser: ArgumentParser, strings: list[str], result: Namespace) -> None:
        self.parser = parser
        self.strings = strings
        self.result = result
        self.options: dict[int, _Option] = {}
        self.letters = ""
        self.met: list[Action] = []
        self.given: list[Action] = []
        """Those that were met with another value than their default."""
        self.waiting = parser._registered(is_option=False)
        self.unknown: list[str] = []

    def run(self) -> list[str]:
        """Read everything; the strings that mean nothing."""
        self._classify()
        at, last = 0, max(self.options) if self.options else -1
        while at <= last:
            following = min([index for index in self.options if index >= at])
            if at != following:
                stop = self._positionals(at)
                if stop > at:
                    at = stop
                    continue
            if at not in self.options:
                self.unknown += self.strings[at:following]
                at = following
            at = self._option(at)
        at = self._positionals(at)
        self.unknown += self.strings[at:]
        self._finish()
        return self.unknown

    def _classify(self) -> None:
        for index, text in enumerate(self.strings):
            if text == "--":
                self.letters += "-" + "A" * (len(self.strings) - index - 1)
                return
            option = self.parser._option(text)
            if option is not None:
                self.options[index] = option
            self.letters += "A" if option is None else "O"

    def _positionals(self, at: int) -> int:
        wanted = [action.nargs for action in self.waiting]
        counts = matching.counts_of_positionals(wanted, self.letters[at:])
        for action, count in zip(self.waiting[: len(counts)], counts, strict=True):
            self._take(action, self.strings[at : at + count], None)
            at += count
        self.waiting = self.waiting[len(counts) :]
        return at

    def _option(self, at: int) -> int:
        found = self.options[at]
        action, name, value = found.action, found.name, found.value
        if action is None:
            self.unknown.append(self.strings[at])
            return at + 1
        taken: list[_Taken] = []
        while value is not None:
            count = matching.count_of_option(action.nargs, "A")
            if count == matching.NO_MATCH:
                raise ArgumentError(action, action.expected())
            if count == 1:
                taken.append(_Taken(action, [value], name))
                break
            if count != 0 or name[1] in self.parser.prefix_chars or not value:
                raise ArgumentError(action, f"ignored explicit argument {value!r}")
            taken.append(_Taken(action, [], name))
            name = name[0] + value[0]
            if name not in self.parser._registry.options:
                raise ArgumentError(action, f"ignored explicit argument {value!r}")
            action = self.parser._registry.options[name]
            value = value[1:] or None
        stop = at + 1
        if value is None:
            count = matching.count_of_option(action.nargs, self.letters[at + 1 :])
            if count == matching.NO_MATCH:
                raise ArgumentError(action, action.expected())
            stop = at + 1 + count
            taken.append(_Taken(action, self.strings[at + 1 : stop], name))
        for one in taken:
            self._take(one.action, one.strings, one.name)
        return stop

    def _take(self, action: Action, strings: list[str], name: str | None) -> None:
        self.met.append(action)
        value = self.parser._values(action, strings)
        if value is not action.default:
            self.given.append(action)
            for group in self.parser._registry.exclusive:
                if _has(group.actions, action):
                    for other in group.actions:
                        if other is not action and _has(self.given, other):
                            raise ArgumentError(action, f"not allowed with argument {other.name()}")
        if not (isinstance(value, str) and value == SUPPRESS):
            self._act(action, value, name)

    def _act(self, action: Action, value: Any, name: str | None) -> None:  # noqa: C901
        kind, dest, result = action._kind, action.dest, self.result
        if kind == STORE:
            result._set(dest, value)
        elif kind in {STORE_CONST, STORE_BOOL}:
            result._set(dest, action.const)
        elif kind in {APPEND, APPEND_CONST, EXTEND}:
            held: list[Any] = list(result._values.get(dest) or ())
            if kind == EXTEND:
                held += value
            else:
                held.append(value if kind == APPEND else action.const)
            result._set(dest, held)
        elif kind == COUNT:
            result._set(dest, (result._values.get(dest) or 0) + 1)
        elif kind == BOOLEAN:
            result._set(dest, name is not None and not name.startswith("--no-"))
        elif kind == HELP:
            self.parser.print_help()
            self.parser.exit()
        elif kind == VERSION:
            formatter = self.parser._formatter()
            shown = formatter.text(action.const or "").strip("\n") + "\n"
            sys.stdout.write(shown)
            self.parser.exit()
        else:
            self._command(action, value)

    def _command(self, action: Action, value: list[str]) -> None:
        if action.dest != SUPPRESS:
            self.result._set(action.dest, value[0])
        assert self.parser._commands is not None
        parser = self.parser._commands.choices[value[0]]
        found, unknown = parser.parse_known_args(value[1:], None)
        for name, held in found._values.items():
            self.result._set(name, held)
        if unknown:
            self.result._set(UNKNOWN, [*self.result._values.get(UNKNOWN, []), *unknown])

    def _finish(self) -> None:
        missing: list[str] = []
        for action in self.parser._registry.actions:
            if _has(self.met, action):
                continue
            if action.required:
                missing.append(action.name())
            elif isinstance(action.default, str) and action.dest in self.result:
                if self.result._values[action.dest] is action.default:
                    self.result._set(action.dest, self.parser._converted(action, action.default))
        if missing:
            self.parser.error(f"the following arguments are required: {', '.join(missing)}")
        for group in self.parser._registry.exclusive:
            own = group.actions
            if group.required and not any(_has(self.given, action) for action in own):
                names = [action.name() for action in own if action.help != SUPPRESS]
                self.parser.error(f"one of the arguments {' '.join(names)} is required")


class _Taken:
    """An option and its values, to be acted upon when all of a string is read."""

    def __init__(self, action: Action, strings: list[str], name: str) -> None:
        self.action = action
        self.strings = strings
        self.name = name


def _has(actions: list[Action], wanted: Action) -> bool:
    return any(action is wanted for action in actions)


__all__ = ["ArgumentParser", "Commands"]
