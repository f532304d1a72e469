"""Addresses in parts, joined, quoted; queries both ways."""

import html
from urllib.parse import (
    parse_qs,
    parse_qsl,
    quote,
    quote_from_bytes,
    quote_plus,
    unquote,
    unquote_plus,
    unquote_to_bytes,
    urldefrag,
    urlencode,
    urljoin,
    urlparse,
    urlsplit,
    urlunparse,
    urlunsplit,
)

for text in ("", "abc", "a b/c?d=é&f", "~-._", "100%", "€😀", "a+b", "\x00\x7f"):
    print(
        quote(text),
        quote(text, safe=""),
        quote_plus(text),
        unquote(quote(text)) == text,
        unquote_plus(quote_plus(text)) == text,
    )
for text in (
    "%41%42",
    "%",
    "%4",
    "%zz",
    "a%20b+c",
    "%C3%A9",
    "%ff",
    "é%C3%A9%E2",
    "%E2%82%AC%",
    "%%41",
):
    print(
        ascii(unquote(text)),
        ascii(unquote_plus(text)),
        unquote_to_bytes(text),
        ascii(unquote(text, "latin-1")),
    )
print(quote_from_bytes(b"\xff /a"), quote("é", encoding="latin-1"))
print(
    urlencode({"a": 1, "b c": "d&e", "f": "é"}),
    urlencode([("x", "1"), ("x", b"\xff"), ("y", None)]),
)
print(
    urlencode({"a": [1, 2], "b": "xy"}, doseq=True),
    urlencode({"a": [1, 2]}),
    urlencode({"a b": "c d"}, quote_via=quote),
)
URLS = (
    *(
        "http://user:pw@Example.COM:8080/a/b;p=1/c;d?q=1&r=2#frag",
        "https://example.com",
        "//host/path",
        "/a/b",
        "a/b",
    ),
    *(
        "mailto:joe@example.com",
        "",
        "?q",
        "#f",
        "http:",
        "http:///x",
        "ftp://[::1]:21/x",
        "HTTP://h/?a?b#c#d",
        "1http://x",
    ),
    *(
        "http://h:/",
        "file:///etc/passwd",
        "x:y:z",
        "http://h\n/pa\tth",
        "  http://h",
        "tel:+1;ext=2",
        "a:b@c",
        "http://@h",
    ),
)
for url in URLS:
    split = urlsplit(url)
    parsed = urlparse(url)
    print(tuple(split), tuple(parsed), split.hostname, split.port, split.username, split.password)
    print(
        split.geturl(),
        parsed.geturl(),
        urlunsplit(split) == split.geturl(),
        urlunparse(parsed),
        tuple(urldefrag(url)),
    )
print(urlparse("http://h/p"), urlsplit("//h/p", "https"), urlsplit("a#b", allow_fragments=False))
for url in ("http://h:70000/", "http://h:x/"):
    try:
        print(urlsplit(url).port)
    except ValueError as error:
        print(error)
try:
    urlsplit("http://[::1/")
except ValueError as error:
    print(error)
REFERENCES = (
    *(
        "g:h",
        "g",
        "./g",
        "g/",
        "/g",
        "//g",
        "?y",
        "g?y",
        "#s",
        "g#s",
        "g?y#s",
        ";x",
        "g;x",
        "g;x?y#s",
        "",
        ".",
        "./",
    ),
    *(
        "..",
        "../",
        "../g",
        "../..",
        "../../",
        "../../g",
        "../../../g",
        "/./g",
        "/../g",
        "g.",
        ".g",
        "..g",
        "./../g",
    ),
    *(
        "./g/.",
        "g/./h",
        "g/../h",
        "g;x=1/../y",
        "g?y/./x",
        "g#s/../x",
        "http:g",
        "a//b",
        "https://other/x/../y",
    ),
)
for base in ("http://a/b/c/d;p?q", "http://a", "http://a/b/", "file:///x/y"):
    print([urljoin(base, reference) for reference in REFERENCES])
for query in ("a=1&b=2&a=3", "a=&b", "a+b=c%20d&x=%C3%A9", "", "&&", "=1", "a=1;b=2"):
    print(
        parse_qs(query),
        parse_qsl(query),
        parse_qs(query, keep_blank_values=True),
        parse_qsl(query, separator=";"),
    )
for strict in ("a", "a&b=1", ""):
    try:
        print(parse_qsl(strict, strict_parsing=True))
    except ValueError as error:
        print(error)
try:
    parse_qs("a=1&b=2", max_num_fields=1)
except ValueError as error:
    print(error)
print(html.escape("<a href='x'>\"&</a>"), html.escape("\"'&", quote=False))
