"""urllib.parse: the parts of addresses (RFC 3986), and the quoting of what stands in them.

On str only, where CPython takes bytes too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

_SAFE: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_SCHEME_CHARACTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_USES_RELATIVE: Final = (
    *("", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms"),
    *("prospero", "rtsp", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"),
)
_USES_NETLOC: Final = (
    *("", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https"),
    *("shttp", "snews", "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs"),
    *("git", "git+ssh", "ws", "wss"),
)
_USES_PARAMS: Final = (
    *("", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip"),
    *("sips", "mms", "sftp", "tel"),
)


# Quoting.


def quote_from_bytes(bs: bytes | bytearray, safe: str = "/") -> str:
    kept = safe.encode("ascii", "ignore")
    result = ""
    plain = 0
    data = bytes(bs)
    for index in range(len(data)):
        byte = data[index]
        if byte not in _SAFE and byte not in kept:
            result += data[plain:index].decode("ascii") + f"%{byte:02X}"
            plain = index + 1
    return result + data[plain:].decode("ascii")


def quote(
    string: str, safe: str = "/", encoding: str | None = None, errors: str | None = None
) -> str:
    data = string.encode("utf-8" if encoding is None else encoding, errors or "strict")
    return quote_from_bytes(data, safe)


def quote_plus(
    string: str, safe: str = "", encoding: str | None = None, errors: str | None = None
) -> str:
    if " " not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + " ", encoding, errors).replace(" ", "+")


def unquote_to_bytes(string: str | bytes | bytearray) -> bytes:
    data = string.encode() if isinstance(string, str) else bytes(string)
    if b"%" not in data:
        return data
    result = bytearray()
    at = 0
    while at < len(data):
        if data[at] == 0x25 and at + 2 < len(data):
            high = _hex_value(data[at + 1])
            low = _hex_value(data[at + 2])
            if high >= 0 and low >= 0:
                result.append(high << 4 | low)
                at += 3
                continue
        result.append(data[at])
        at += 1
    return bytes(result)


def _hex_value(byte: int) -> int:
    if 0x30 <= byte <= 0x39:
        return byte - 0x30
    letter = byte | 0x20
    return letter - 0x57 if 0x61 <= letter <= 0x66 else -1


def unquote(string: str, encoding: str = "utf-8", errors: str = "replace") -> str:
    """Runs of ASCII are decoded; what is not ASCII stays as it is."""
    if "%" not in string:
        return string
    if string.isascii():
        return unquote_to_bytes(string).decode(encoding, errors)
    result = ""
    start = 0
    while start < len(string):
        end = start
        is_ascii = string[start].isascii()
        while end < len(string) and string[end].isascii() == is_ascii:
            end += 1
        part = string[start:end]
        result += unquote_to_bytes(part).decode(encoding, errors) if is_ascii else part
        start = end
    return result


def unquote_plus(string: str, encoding: str = "utf-8", errors: str = "replace") -> str:
    return unquote(string.replace("+", " "), encoding, errors)


def _text(value: object) -> str | bytes:
    if isinstance(value, (str, bytes)):
        return value
    return str(value)


def urlencode(
    query: Mapping[str, object] | Sequence[tuple[object, object]],
    doseq: bool = False,
    safe: str = "",
    encoding: str | None = None,
    errors: str | None = None,
    quote_via: Callable[[str, str, str | None, str | None], str] | None = None,
) -> str:
    pairs: list[tuple[object, object]] = []
    if isinstance(query, Mapping):
        for name in query:
            pairs.append((name, query[name]))
    else:
        for pair in query:
            pairs.append((pair[0], pair[1]))

    def quoted(value: object) -> str:
        via = quote_plus if quote_via is None else quote_via
        text = _text(value)
        if isinstance(text, str):
            return via(text, safe, encoding, errors)
        return via(text.decode("latin-1"), safe, "latin-1", None)

    parts: list[str] = []
    for key, value in pairs:
        left = quoted(key)
        if doseq and isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
            for item in value:
                parts.append(f"{left}={quoted(item)}")
        else:
            parts.append(f"{left}={quoted(value)}")
    return "&".join(parts)


def parse_qsl(
    qs: str,
    keep_blank_values: bool = False,
    strict_parsing: bool = False,
    encoding: str = "utf-8",
    errors: str = "replace",
    max_num_fields: int | None = None,
    separator: str = "&",
) -> list[tuple[str, str]]:
    if separator == "":
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    result: list[tuple[str, str]] = []
    if qs == "":
        return result
    for field in qs.split(separator):
        if field == "" and not strict_parsing:
            continue
        name, sign, value = field.partition("=")
        if sign == "":
            if strict_parsing:
                raise ValueError(f"bad query field: {field!r}")
            if not keep_blank_values:
                continue
        if value != "" or keep_blank_values:
            result.append(
                (unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors))
            )
    return result


def parse_qs(
    qs: str,
    keep_blank_values: bool = False,
    strict_parsing: bool = False,
    encoding: str = "utf-8",
    errors: str = "replace",
    max_num_fields: int | None = None,
    separator: str = "&",
) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for name, value in parse_qsl(
        qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator
    ):
        if name in result:
            result[name].append(value)
        else:
            result[name] = [value]
    return result


# Parts of an address.


def _userinfo(netloc: str) -> tuple[str | None, str | None]:
    before, sign, _ = netloc.rpartition("@")
    if sign == "":
        return None, None
    name, colon, password = before.partition(":")
    return name, password if colon else None


def _host(netloc: str) -> tuple[str | None, str | None]:
    rest = netloc.rpartition("@")[2]
    _, has_bracket, bracketed = rest.partition("[")
    if has_bracket:
        host, _, port = bracketed.partition("]")
        port = port.partition(":")[2]
    else:
        host, _, port = rest.partition(":")
    return host or None, port or None


def _hostname(netloc: str) -> str | None:
    host, _ = _host(netloc)
    if host is None:
        return None
    name, percent, zone = host.partition("%")
    return name.lower() + percent + zone


def _port(netloc: str) -> int | None:
    _, port = _host(netloc)
    if port is None:
        return None
    if not port.isdigit() or not port.isascii():
        raise ValueError(f"Port could not be cast to integer value as {port!r}")
    number = int(port)
    if number > 65535:
        raise ValueError("Port out of range 0-65535")
    return number


class SplitResult(NamedTuple):
    scheme: str
    netloc: str
    path: str
    query: str
    fragment: str

    @property
    def username(self) -> str | None:
        return _userinfo(self.netloc)[0]

    @property
    def password(self) -> str | None:
        return _userinfo(self.netloc)[1]

    @property
    def hostname(self) -> str | None:
        return _hostname(self.netloc)

    @property
    def port(self) -> int | None:
        return _port(self.netloc)

    def geturl(self) -> str:
        return _unsplit(self.scheme, self.netloc, self.path, self.query, self.fragment)


class ParseResult(NamedTuple):
    scheme: str
    netloc: str
    path: str
    params: str
    query: str
    fragment: str

    @property
    def username(self) -> str | None:
        return _userinfo(self.netloc)[0]

    @property
    def password(self) -> str | None:
        return _userinfo(self.netloc)[1]

    @property
    def hostname(self) -> str | None:
        return _hostname(self.netloc)

    @property
    def port(self) -> int | None:
        return _port(self.netloc)

    def geturl(self) -> str:
        path = f"{self.path};{self.params}" if self.params else self.path
        return _unsplit(self.scheme, self.netloc, path, self.query, self.fragment)


class DefragResult(NamedTuple):
    url: str
    fragment: str

    def geturl(self) -> str:
        return f"{self.url}#{self.fragment}" if self.fragment else self.url


def urlsplit(url: str, scheme: str = "", allow_fragments: bool = True) -> SplitResult:
    controls = "".join([chr(code) for code in range(33)])
    url = url.lstrip(controls)
    scheme = scheme.strip(controls)
    for character in "\t\r\n":
        url = url.replace(character, "")
        scheme = scheme.replace(character, "")
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha():
        if all([character in _SCHEME_CHARACTERS for character in url[:colon]]):
            scheme = url[:colon].lower()
            url = url[colon + 1 :]
    if url.startswith("//"):
        end = len(url)
        for character in "/?#":
            found = url.find(character, 2)
            if found >= 0:
                end = min(end, found)
        netloc = url[2:end]
        url = url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url: str, scheme: str = "", allow_fragments: bool = True) -> ParseResult:
    parts = urlsplit(url, scheme, allow_fragments)
    path = parts.path
    params = ""
    if parts.scheme in _USES_PARAMS and ";" in path:
        start = path.find(";", path.rfind("/") if "/" in path else 0)
        if start >= 0:
            path, params = path[:start], path[start + 1 :]
    return ParseResult(parts.scheme, parts.netloc, path, params, parts.query, parts.fragment)


def _unsplit(scheme: str, netloc: str, path: str, query: str, fragment: str) -> str:
    url = path
    if netloc or (scheme and scheme in _USES_NETLOC and not url.startswith("//")):
        if url and not url.startswith("/"):
            url = "/" + url
        url = "//" + netloc + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return url


def urlunsplit(components: SplitResult | tuple[str, str, str, str, str]) -> str:
    scheme, netloc, path, query, fragment = components
    return _unsplit(scheme, netloc, path, query, fragment)


def urlunparse(components: ParseResult | tuple[str, str, str, str, str, str]) -> str:
    scheme, netloc, path, params, query, fragment = components
    return ParseResult(scheme, netloc, path, params, query, fragment).geturl()


def urldefrag(url: str) -> DefragResult:
    if "#" not in url:
        return DefragResult(url, "")
    parts = urlparse(url)
    return DefragResult(parts._replace(fragment="").geturl(), parts.fragment)


def urljoin(base: str, url: str, allow_fragments: bool = True) -> str:
    """The address that `url` means on the page `base` (RFC 3986, section 5.2)."""
    if not base:
        return url
    if not url:
        return base
    old = urlparse(base, "", allow_fragments)
    new = urlparse(url, old.scheme, allow_fragments)
    if new.scheme != old.scheme or new.scheme not in _USES_RELATIVE:
        return url
    netloc = new.netloc
    if new.scheme in _USES_NETLOC:
        if netloc:
            return new.geturl()
        netloc = old.netloc
    if not new.path and not new.params:
        joined = ParseResult(
            new.scheme, netloc, old.path, old.params, new.query or old.query, new.fragment
        )
        return joined.geturl()
    path = _joined_path(old.path, new.path)
    return ParseResult(new.scheme, netloc, path, new.params, new.query, new.fragment).geturl()


def _joined_path(old: str, new: str) -> str:
    base_parts = old.split("/")
    if base_parts[-1] != "":
        # The last segment is the page itself.
        base_parts.pop()
    if new[:1] == "/":
        segments = new.split("/")
    else:
        segments = base_parts + new.split("/")
        # Empty segments in the middle go.
        middle = [segment for segment in segments[1:-1] if segment != ""]
        segments = segments[:1] + middle + segments[-1:] if len(segments) > 1 else segments
    resolved: list[str] = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return "/".join(resolved) or "/"
