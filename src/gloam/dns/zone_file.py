"""Zone files (RFC 1035, 5; $TTL of RFC 2308, 4; $GENERATE as BIND has it): text to records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gloam.dns import code, encoding, generate
from gloam.dns.data_parser import DataParser
from gloam.dns.message import Record
from gloam.dns.name import parse_name
from gloam.dns.zone_token import Entry, Token, ZoneFileError, read_entries

INCLUDES_MAX: Final = 10
"""Files within files."""

Sink = Callable[[Record], None]
Loader = Callable[[str], str]
"""The text of the file of that name; OSError and ValueError are reported where it is included."""

_UNSET: Final = -1


def parse(
    text: str, origin: bytes, sink: Sink, source: str = "zone", loader: Loader | None = None
) -> None:
    """Give each record to `sink`, in order.

    `source` names the text in errors. Raises ZoneFileError, also with what `sink` raises as a
    ValueError, at the record that it did not like.
    """
    ZoneFileParser(origin, sink, loader).parse(text, source)


class ZoneFileParser:
    def __init__(self, origin: bytes, sink: Sink, loader: Loader | None = None) -> None:
        self._origin = origin
        self._sink = sink
        self._loader = loader
        self._owner: bytes | None = None
        self._class = code.CLASS_IN
        self._default_ttl = _UNSET
        self._last_ttl = _UNSET
        self._depth = 0
        self._source = ""

    def parse(self, text: str, source: str) -> None:
        """Raises ZoneFileError."""
        outer = self._source
        self._source = source
        for entry in read_entries(text, source):
            first = entry.tokens[0]
            if entry.has_owner and first.text.startswith("$") and not first.is_quoted:
                self._directive(entry.tokens)
            else:
                self._record(entry)
        self._source = outer

    def _error(self, token: Token, message: str) -> ZoneFileError:
        return ZoneFileError(self._source, token.line, token.column, message)

    # ------------------------------------------------------------ records

    def _record(self, entry: Entry) -> None:
        tokens = entry.tokens
        index = 0
        if entry.has_owner:
            self._owner = self._name(tokens[0])
            index = 1
        owner = self._owner
        if owner is None:
            raise self._error(tokens[0], "the first record has no owner")
        ttl = _UNSET
        while index < len(tokens):
            text = tokens[index].text
            if ttl == _UNSET and text[:1].isdigit():
                ttl = self._ttl(tokens[index])
            elif code.parse_class(text) >= 0:
                self._class = code.parse_class(text)
            else:
                break
            index += 1
        if index == len(tokens):
            raise self._error(tokens[-1], "a record has no type")
        record_type = code.parse_type(tokens[index].text)
        if record_type < 0:
            raise self._error(tokens[index], f"{tokens[index].text!r} is no type of records")
        data = self._data(tokens, index + 1, record_type)
        if ttl == _UNSET:
            ttl = self._ttl_of(record_type, data, tokens[index])
        self._last_ttl = ttl
        try:
            self._sink(Record(owner, record_type, self._class, ttl, data))
        except ZoneFileError:
            raise
        except ValueError as error:
            raise self._error(tokens[0], str(error)) from None

    def _data(self, tokens: list[Token], index: int, record_type: int) -> bytes:
        parser = DataParser(tokens, index, self._origin)
        try:
            return parser.parse(record_type)
        except ValueError as error:
            at = tokens[min(parser.index, len(tokens) - 1)]
            raise self._error(at, str(error)) from None

    def _ttl_of(self, record_type: int, data: bytes, token: Token) -> int:
        """The TTL of a record that writes none: $TTL, the last one, or a SOA's own minimum."""
        if self._default_ttl != _UNSET:
            return self._default_ttl
        if self._last_ttl != _UNSET:
            return self._last_ttl
        if record_type == code.SOA:
            return int.from_bytes(data[-4:], "big")
        raise self._error(token, "there is no TTL: write one here, or $TTL before")

    def _name(self, token: Token) -> bytes:
        try:
            return parse_name(token.text, self._origin)
        except ValueError as error:
            raise self._error(token, str(error)) from None

    def _ttl(self, token: Token) -> int:
        try:
            return encoding.parse_ttl(token.text, code.TTL_MAX)
        except ValueError as error:
            raise self._error(token, str(error)) from None

    # ------------------------------------------------------------ directives

    def _directive(self, tokens: list[Token]) -> None:
        first = tokens[0]
        name = first.text.upper()
        if name not in ("$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"):
            raise self._error(first, f"{first.text} is no directive")
        if len(tokens) == 1:
            raise self._error(first, f"{name} needs a value")
        if name == "$GENERATE":
            self._generate(tokens)
            return
        if len(tokens) > (3 if name == "$INCLUDE" else 2):
            raise self._error(tokens[-1], f"{tokens[-1].text!r} is too much")
        if name == "$ORIGIN":
            self._origin = self._name(tokens[1])
        elif name == "$TTL":
            self._default_ttl = self._ttl(tokens[1])
        else:
            self._include(tokens)

    def _include(self, tokens: list[Token]) -> None:
        """Origin and owner are afterwards what they were before (RFC 1035, 5.1)."""
        file = tokens[1]
        if self._loader is None:
            raise self._error(file, "no file can be included here")
        if self._depth == INCLUDES_MAX:
            raise self._error(file, f"more than {INCLUDES_MAX} files include each other")
        origin = self._origin
        owner = self._owner
        inner = self._name(tokens[2]) if len(tokens) == 3 else origin
        try:
            text = self._loader(file.text)
        except (OSError, ValueError) as error:
            raise self._error(file, f"{file.text} cannot be included: {error}") from None
        self._origin = inner
        self._depth += 1
        self.parse(text, file.text)
        self._depth -= 1
        self._origin = origin
        self._owner = owner

    def _generate(self, tokens: list[Token]) -> None:
        """`$GENERATE start-stop[/step] owner [TTL] [class] type data`, `$` being the number."""
        try:
            numbers = generate.parse_range(tokens[1].text)
        except ValueError as error:
            raise self._error(tokens[1], str(error)) from None
        if len(tokens) < 5:
            raise self._error(tokens[-1], "$GENERATE needs an owner, a type and data")
        for number in numbers:
            filled: list[Token] = []
            for token in tokens[2:]:
                try:
                    text = generate.fill(token.text, number)
                except ValueError as error:
                    raise self._error(token, str(error)) from None
                filled.append(Token(text, token.line, token.column, token.is_quoted))
            self._record(Entry(filled, True))
