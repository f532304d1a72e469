"""unicodedata: properties and normal forms."""

import unicodedata as u
from collections.abc import Callable
from unicodedata import normalize

CHARACTERS = "aA1 _\n(\u2208\ue000\u0378\U0010ffff"
CHARACTERS += "\u00e9\u00bd\u0300\u0660\u2167\u00b2\u05d0\u4e00\uff21\uac00\u0f33\U0001f600"
for c in CHARACTERS:
    print(
        ascii(c), u.category(c), u.bidirectional(c), u.east_asian_width(c), u.combining(c),
        u.mirrored(c), u.decomposition(c), u.decimal(c, None), u.digit(c, -1), u.numeric(c, "no"),
    )  # fmt: skip
print(u.decimal("7"), u.digit("\u00b2"), u.numeric("\u2153"), u.numeric("5"), u.unidata_version)
TEXTS = (
    "", "plain", "\u00e9", "e\u0301", "\u1e9b\u0323", "\ufb01", "\uac01", "\u1100\u1161\u11a8",
    "a\u0323\u0307b\u0307\u0323", "\u212b\u2126\u0344", "\u0958", "\U0001d15e",
    "\uff21\u2460\u00bd",
    "\u0301\u0301", "\u1100\u1161\u11a7", "e\u0323\u0301\u0301", "\ufdfa", "a\u0300\u05ae\u0315b",
    "\u0b47\u0300\u0b3e", "\u1100\u0300\u1161", "\U000110a5\U000110ba", chr(0xD800) + "x",
)  # fmt: skip
for text in TEXTS:
    print(ascii(text), [ascii(normalize(f, text)) for f in ("NFC", "NFD", "NFKC", "NFKD")])
    print([u.is_normalized(f, text) for f in ("NFC", "NFD", "NFKC", "NFKD")])
FAILING: list[Callable[[], object]] = [
    lambda: u.decimal("\u00bd"), lambda: u.digit("x"), lambda: u.numeric("x"),
    lambda: normalize("nfc", "x"), lambda: u.is_normalized("", "x"), lambda: u.category("ab"),
    lambda: u.combining(""),
]  # fmt: skip
for failing in FAILING:
    try:
        print(failing())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
