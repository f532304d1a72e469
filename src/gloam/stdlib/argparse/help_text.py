"""The usage and the help of a parser, as text of limited width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Final

from .action import (
    ONE_OR_MORE,
    OPTIONAL,
    PARSER,
    REMAINDER,
    SUPPRESS,
    ZERO_OR_MORE,
    Action,
)
from .container import Exclusive

WIDTH: Final = 78  # of 80 columns


class Entry:
    """An argument in the help; `below` are the commands of one that has such."""

    def __init__(self, action: Action, below: list[Action]) -> None:
        self.action = action
        self.below = below


class HelpFormatter:
    """Lays the parts of a help out."""

    def __init__(
        self,
        prog: str,
        indent_increment: int = 2,
        max_help_position: int = 24,
        width: int | None = None,
    ) -> None:
        self._prog = prog
        self._indent_increment = indent_increment
        self._width = WIDTH if width is None else width
        self._help_place_max = min(max_help_position, max(self._width - 20, indent_increment * 2))
        self._header_size_max = 0

    # What the other formatters change.

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        collapsed = " ".join(text.split())
        return textwrap.fill(collapsed, width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action: Action) -> str:
        return action.help or ""

    def _default_name(self, action: Action) -> str:
        """What stands for the value of an argument without metavar and choices."""
        return action.dest.upper() if action.option_strings else action.dest

    # Usage.

    def usage(
        self,
        usage: str | None,
        actions: list[Action],
        groups: Sequence[Exclusive],
        prefix: str = "usage: ",
    ) -> str:
        """The usage, with an empty line behind it."""
        if usage is not None:
            text = usage % {"prog": self._prog}
        elif not actions:
            text = self._prog
        else:
            options = [action for action in actions if action.option_strings]
            positionals = [action for action in actions if not action.option_strings]
            text = self._fitted(
                prefix, self._listed(options, groups), self._listed(positionals, groups),
                self._listed([*options, *positionals], groups),
            )  # fmt: skip
        return f"{prefix}{text}\n\n"

    def _fitted(self, prefix: str, options: str, positionals: str, both: str) -> str:
        text = " ".join([part for part in (self._prog, both) if part])
        if len(prefix) + len(text) <= self._width:
            return text
        first, second = _parts(options), _parts(positionals)
        if len(prefix) + len(self._prog) <= 0.75 * self._width:
            indent = " " * (len(prefix) + len(self._prog) + 1)
            if first:
                lines = self._lines([self._prog, *first], indent, prefix)
                lines += self._lines(second, indent, "")
            elif second:
                lines = self._lines([self._prog, *second], indent, prefix)
            else:
                lines = [self._prog]
        else:
            indent = " " * len(prefix)
            lines = self._lines([*first, *second], indent, "")
            if len(lines) > 1:
                lines = self._lines(first, indent, "") + self._lines(second, indent, "")
            lines = [self._prog, *lines]
        return "\n".join(lines)

    def _lines(self, parts: list[str], indent: str, prefix: str) -> list[str]:
        """Parts in lines; the first one stands behind `prefix`, if there is one."""
        lines: list[str] = []
        line: list[str] = []
        size = (len(prefix) if prefix else len(indent)) - 1
        for part in parts:
            if size + 1 + len(part) > self._width and line:
                lines.append(indent + " ".join(line))
                line = []
                size = len(indent) - 1
            line.append(part)
            size += len(part) + 1
        if line:
            lines.append(indent + " ".join(line))
        if prefix and lines:
            lines[0] = lines[0][len(indent) :]
        return lines

    def _listed(self, actions: list[Action], groups: Sequence[Exclusive]) -> str:
        before: dict[int, str] = {}
        behind: dict[int, str] = {}
        joined: set[int] = set()
        grouped: set[int] = set()
        for group in groups:
            start = _place_of(group, actions)
            if start < 0:
                continue
            shown = [
                index
                for index in range(start, start + len(group.actions))
                if actions[index].help != SUPPRESS
            ]
            grouped.update(shown)
            if not shown:
                continue
            joined.update(shown[1:])
            if not group.required or len(shown) > 1:
                before[shown[0]] = ("(" if group.required else "[") + before.get(shown[0], "")
                behind[shown[-1]] = behind.get(shown[-1], "") + (")" if group.required else "]")
        text = ""
        for index, action in enumerate(actions):
            if action.help == SUPPRESS:
                continue
            part = self._in_usage(action, index in grouped)
            separator = " | " if index in joined else " " if text else ""
            text += separator + before.get(index, "") + part + behind.get(index, "")
        return text

    def _in_usage(self, action: Action, is_grouped: bool) -> str:
        if not action.option_strings:
            part = self.values_of(action)
            is_optional = part[:1] == "[" and part[-1:] == "]"
            return part[1:-1] if is_grouped and is_optional else part
        part = action.format_usage()
        if action.nargs != 0:
            part = f"{action.option_strings[0]} {self.values_of(action)}"
        return part if action.required or is_grouped else f"[{part}]"

    def values_of(self, action: Action) -> str:
        """The values of an argument, as the usage shows them."""
        nargs = action.nargs
        if isinstance(nargs, int):
            return " ".join(self._names(action, nargs))
        if nargs is None:
            return self._names(action, 1)[0]
        if nargs == OPTIONAL:
            return f"[{self._names(action, 1)[0]}]"
        if nargs == ZERO_OR_MORE:
            if isinstance(action.metavar, tuple) and len(action.metavar) == 2:
                return f"[{action.metavar[0]} [{action.metavar[1]} ...]]"
            return f"[{self._names(action, 1)[0]} ...]"
        if nargs == ONE_OR_MORE:
            first, second = self._names(action, 2)
            return f"{first} [{second} ...]"
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return f"{self._names(action, 1)[0]} ..."
        if nargs == SUPPRESS:
            return ""
        raise ValueError(f"invalid nargs value {nargs!r}")

    def _names(self, action: Action, count: int) -> list[str]:
        if isinstance(action.metavar, tuple):
            return list(action.metavar)
        if action.metavar is not None:
            name = action.metavar
        elif action.choices is not None:
            name = action.choice_names()
        else:
            name = self._default_name(action)
        return [name] * count

    # Sections.

    def text(self, text: str | None) -> str:
        """A paragraph, with an empty line behind it."""
        if text is None or text == SUPPRESS:
            return ""
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        return self._fill_text(text, max(self._width, 11), "") + "\n\n"

    def measure(self, entries: list[Entry]) -> None:
        """Take note of the arguments of a section, so that all help stands at one column."""
        for entry in entries:
            if entry.action.help != SUPPRESS:
                self._measure(entry.action, self._indent_increment)
                for below in entry.below:
                    self._measure(below, self._indent_increment)  # as CPython does

    def _measure(self, action: Action, indent: int) -> None:
        self._header_size_max = max(self._header_size_max, len(self._header(action)) + indent)

    def section(self, title: str | None, description: str | None, entries: list[Entry]) -> str:
        """A group of arguments, under its title; "" if there is nothing to show."""
        indent = self._indent_increment
        body = ""
        if description is not None and description != SUPPRESS:
            if "%(prog)" in description:
                description = description % {"prog": self._prog}
            filled = self._fill_text(description, max(self._width - indent, 11), " " * indent)
            body = f"{filled}\n\n"
        for entry in entries:
            if entry.action.help != SUPPRESS:
                body += self._argument(entry.action, indent)
                for below in entry.below:
                    body += self._argument(below, indent + self._indent_increment)
        if not body:
            return ""
        heading = f"{title}:\n" if title is not None and title != SUPPRESS else ""
        return f"\n{heading}{body}\n"

    def _argument(self, action: Action, indent: int) -> str:
        place = min(self._header_size_max + 2, self._help_place_max)
        width = max(self._width - place, 11)
        room = place - indent - 2
        header = self._header(action)
        if not (action.help and action.help.strip()):
            return f"{' ' * indent}{header}\n"
        lines = self._split_lines(self._expanded(action), width)
        if len(header) <= room:
            text = " " * indent + header.ljust(room) + "  "
        else:
            text = " " * indent + header + "\n" + " " * place
        text += (lines[0] if lines else "") + "\n"
        for line in lines[1:]:
            text += " " * place + line + "\n"
        return text

    def _header(self, action: Action) -> str:
        if not action.option_strings:
            return " ".join(self._names(action, 1))
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        values = self.values_of(action)
        return ", ".join([f"{option} {values}" for option in action.option_strings])

    def _expanded(self, action: Action) -> str:
        facts: dict[str, Any] = {
            "prog": self._prog,
            "dest": action.dest,
            "nargs": action.nargs,
            "const": action.const,
            "default": action.default,
            "type": None if action.type is None else action.type.__name__,
            "choices": None,
            "required": action.required,
            "metavar": action.metavar,
            "option_strings": action.option_strings,
            "help": action.help,
        }
        if action.choices is not None:
            facts["choices"] = ", ".join([str(choice) for choice in action.choices])
        return self._get_help_string(action) % facts


def _place_of(group: Exclusive, actions: list[Action]) -> int:
    """Where the arguments of a group stand in a row; -1 if they do not."""
    own = group.actions
    for start in range(len(actions) - len(own) + 1):
        if own and all(actions[start + i] is action for i, action in enumerate(own)):
            return start
    return -1


def _parts(usage: str) -> list[str]:
    """What is not cut into two lines: words, and what stands in brackets."""
    parts: list[str] = []
    at = 0
    while at < len(usage):
        if usage[at] == " ":
            at += 1
            continue
        stop = at
        if usage[at] in "([":
            stop = _closed(usage, at, ")" if usage[at] == "(" else "]")
        if stop == at:
            while stop < len(usage) and usage[stop] != " ":
                stop += 1
        parts.append(usage[at:stop])
        at = stop
    return parts


def _closed(usage: str, at: int, bracket: str) -> int:
    """Behind the first closing bracket at the end of a word, or `at`."""
    for index in range(at, len(usage)):
        if usage[index] == bracket and usage[index + 1 : index + 2] in {"", " "}:
            return index + 1
    return at


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps the lines of descriptions."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "".join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the lines of all texts."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds default values to the help."""

    def _get_help_string(self, action: Action) -> str:
        text = action.help or ""
        is_suppressed = isinstance(action.default, str) and action.default == SUPPRESS
        if "%(default)" not in text and not is_suppressed:
            if action.option_strings or action.nargs in {OPTIONAL, ZERO_OR_MORE}:
                text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the type of an argument in the place of its value."""

    def _default_name(self, action: Action) -> str:
        assert action.type is not None
        return action.type.__name__
