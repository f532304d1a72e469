"""loads: values, hooks, and every kind of broken text with its place."""

import json

GOOD = (
    *("1", " -1.5e3 ", "null", "true", "false", '"x"', "[]", "{}", "[1]", '{"a":1}', "NaN", "0.1"),
    *("-0", "-0.0", "1e400", "12345678901234567890123", "Infinity", "-Infinity", "1E+2", "1e-2"),
    *('{"a":{"b":[1,[2,{"c":null}]]}}', " [ 1 , 2 ] ", '{ "a" : 1 , "a" : 2 }', "\t\n\r 7 \n"),
    *(r'"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u20ac"', '"é€😀"', r'"a\nb\u0041c"', r'"\uD83Dx"'),
    *(r'["\ud83d\u0041"]', '"\x7f"', '""', r'"\u0000"'),
)
for text in GOOD:
    value: object = json.loads(text)
    print(ascii(text), type(value).__name__, ascii(value))
BAD = (
    *("", " ", "nul", "nulll", "tru", "fals", "[", "[1", "[1,", "[1,]", "[1 2]", "[,]", "]", "1 2"),
    *(
        "{",
        '{"',
        '{"a',
        '{"a"',
        '{"a":',
        '{"a":1',
        '{"a":1,',
        '{"a":1,}',
        '{"a" 1}',
        "{1:2}",
        "{,}",
    ),
    *(
        '{"a":}',
        '{"a":1 "b"}',
        "{'a':1}",
        "-",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "1.e5",
        "-x",
        "--1",
        "0x1",
    ),
    *('"', '"abc', '"\\', '"\\x"', '"\\u12"', '"\\u123', '"\\u123g"', '"\\u1234', '"a\nb"', '"\t"'),
    *(
        "Infinit",
        "-Infinit",
        "nan",
        "\n\n  x",
        "[\n1,\n  x]",
        '{"a":\n"b\n"}',
        "é",
        "[é]",
        "\ufeff1",
    ),
    *('"\\ud83d\\u12"', '"\\ud83d\\u', '"\\ud83d\\', "[1,\n2", "[[[[", '{"a":[}', "\x00", "1\x00"),
    *(
        "-Infinityx",
        "NaNx",
        "[1}",
        '{"a":1]',
        "\xa01",
        "1.5.5",
        '"\\u 123"',
        '"\\u+123"',
        '"\\u٠١٢٣"',
    ),
)
for text in BAD:
    try:
        found: object = json.loads(text)
        print(ascii(text), found)
    except json.JSONDecodeError as error:
        print(
            ascii(text), error, error.msg, error.pos, error.lineno, error.colno, error.doc == text
        )


def pairs(items: list[tuple[str, object]]) -> object:
    return items


def hook(item: dict[str, object]) -> object:
    return sorted(item)


print(json.loads('{"b":1,"a":{"c":2}}', object_hook=hook))


def shout(literal: str) -> object:
    return literal + "!"


first: object = json.loads('{"b":1,"a":{"c":2,"c":3}}', object_pairs_hook=pairs)
print(first)
second: object = json.loads(
    "[1, -2, 3.5, NaN, -Infinity]", parse_int=shout, parse_float=shout, parse_constant=shout
)
print(second)
third: object = json.loads(b'{"\xc3\xa9": 1}')
print(third)
for encoding in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
    marks = {
        "utf-8": b'["a\xc3\xa9"]',
        "utf-8-sig": b'\xef\xbb\xbf["a\xc3\xa9"]',
        "utf-16-le": b'[\0"\0a\0\xe9\0=\xd8\0\xde"\0]\0',
        "utf-16-be": b'\xfe\xff\0[\0"\0a\0\xe9\0"\0]',
        "utf-32-le": b'[\0\0\0"\0\0\0\xe9\0\0\0"\0\0\0]\0\0\0',
        "utf-32-be": b'\0\0\xfe\xff\0\0\0[\0\0\0"\0\1\xf6\0\0\0\0"\0\0\0]',
    }
    decoded: object = json.loads(marks[encoding])
    print(encoding, ascii(decoded))
for data in (b'"\xff"', b"\0[\0", b"[\0\0"):
    try:
        json.loads(data)
    except ValueError as error:
        print(type(error).__name__)
decoder = json.JSONDecoder()
print(decoder.raw_decode("  [1]x", 2), decoder.raw_decode("1 2"))
loose: object = json.JSONDecoder(strict=False).decode('"a\nb"')
print(repr(loose))
try:
    json.loads("[" * 100000)
except RecursionError as error:
    print(type(error).__name__)
