"""The writer of json. A value that contains itself is an error, one too deep a RecursionError."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from gloam.kernel import text as walk


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys: bool = False,
        ensure_ascii: bool = True,
        check_circular: bool = True,
        allow_nan: bool = True,
        sort_keys: bool = False,
        indent: int | str | None = None,
        separators: tuple[str, str] | None = None,
        default: Callable[[Any], Any] | None = None,
    ) -> None:
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator = separators[0]
            self.key_separator = separators[1]
        elif indent is not None:
            self.item_separator = ","
        self._default = default

    def default(self, o: Any) -> Any:
        """What is written for an object that JSON has no form for; a subclass may say."""
        hook = self._default
        if hook is not None:
            return hook(o)
        kind: object = o
        raise TypeError(f"Object of type {type(kind).__name__} is not JSON serializable")

    def encode(self, o: Any) -> str:
        writer = _Writer(self)
        writer.write(o, 0)
        return "".join(writer.parts)

    def iterencode(self, o: Any, _one_shot: bool = False) -> Iterator[str]:
        yield self.encode(o)


class _Writer:
    """Collects the parts of one text."""

    def __init__(self, options: JSONEncoder) -> None:
        self._options = options
        self.parts: list[str] = []
        self._open: dict[int, object] = {}
        indent = options.indent
        self._indent = " " * indent if isinstance(indent, int) else indent
        self._item_separator = options.item_separator
        self._key_separator = options.key_separator
        self._is_ascii = options.ensure_ascii

    def write(self, o: Any, level: int) -> None:
        if isinstance(o, str):
            self.parts.append(walk.json_string(o, self._is_ascii))
        elif o is None:
            self.parts.append("null")
        elif o is True:
            self.parts.append("true")
        elif o is False:
            self.parts.append("false")
        elif isinstance(o, int):
            self.parts.append(repr(o + 0))
        elif isinstance(o, float):
            self.parts.append(self._float_text(o))
        elif isinstance(o, (list, tuple)):
            self._write_array(o, level + 1)
        elif isinstance(o, dict):
            self._write_object(o, level + 1)
        else:
            self._enter(o)
            self.write(self._options.default(o), level)
            self._leave(o)

    def _enter(self, o: object) -> None:
        if self._options.check_circular:
            if id(o) in self._open:
                raise ValueError("Circular reference detected")
            self._open[id(o)] = o

    def _leave(self, o: object) -> None:
        if self._options.check_circular:
            del self._open[id(o)]

    def _float_text(self, o: float) -> str:
        if o != o:
            text = "NaN"
        elif o == float("inf"):
            text = "Infinity"
        elif o == -float("inf"):
            text = "-Infinity"
        else:
            return repr(o)
        if not self._options.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def _line(self, level: int) -> str:
        return "" if self._indent is None else "\n" + self._indent * level

    def _write_array(self, items: Sequence[Any], level: int) -> None:
        if len(items) == 0:
            self.parts.append("[]")
            return
        self._enter(items)
        separator = "[" + self._line(level)
        following = self._item_separator + self._line(level)
        for item in items:
            self.parts.append(separator)
            self.write(item, level)
            separator = following
        self.parts.append(self._line(level - 1) + "]")
        self._leave(items)

    def _write_object(self, items: dict[Any, Any], level: int) -> None:
        if len(items) == 0:
            self.parts.append("{}")
            return
        self._enter(items)
        start = "{" + self._line(level)
        separator = start
        following = self._item_separator + self._line(level)
        keys: list[Any] = list(items)
        if self._options.sort_keys:
            keys.sort()
        for key in keys:
            name = self._key_text(key)
            if name is not None:
                self.parts.append(separator)
                self.parts.append(walk.json_string(name, self._is_ascii))
                self.parts.append(self._key_separator)
                self.write(items[key], level)
                separator = following
        self.parts.append(self._line(level - 1) + "}")
        self._leave(items)

    def _key_text(self, key: object) -> str | None:
        """None: to be left out."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self._float_text(key)
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return repr(key + 0)
        if self._options.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")
