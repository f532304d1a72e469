"""base64: every alphabet, options, and text that is none."""

import base64
from collections.abc import Callable

data = bytes(range(240, 256)) + b"\0\0\0\0    abc"


def attempt(name: str, decode: Callable[[str], bytes], *texts: str) -> None:
    for text in texts:
        try:
            print(name, repr(text), decode(text))
        except ValueError as error:
            print(name, repr(text), type(error).__name__, error)


for size in (0, 1, 2, 3, 4, 5, 6, 7, 8, 19, 27):
    part = data[:size]
    print(base64.b64encode(part), base64.urlsafe_b64encode(part), base64.b64encode(part, b"$%"))
    print(base64.b32encode(part), base64.b32hexencode(part), base64.b16encode(part))
    print(base64.b85encode(part), base64.a85encode(part), base64.b85encode(part, pad=True))
    print(base64.a85encode(part, pad=True, foldspaces=True), base64.a85encode(part, adobe=True))
    print(base64.a85encode(part, adobe=True, wrapcol=4), base64.a85encode(part, wrapcol=3))
    print(
        base64.urlsafe_b64decode(base64.urlsafe_b64encode(part)) == part,
        base64.standard_b64decode(base64.standard_b64encode(part)) == part,
        base64.b64decode(base64.b64encode(part, b"$%"), b"$%") == part,
        base64.b32decode(base64.b32encode(part)) == part,
        base64.b32hexdecode(base64.b32hexencode(part)) == part,
        base64.b16decode(base64.b16encode(part)) == part,
        base64.b85decode(base64.b85encode(part)) == part,
        base64.a85decode(base64.a85encode(part)) == part,
        base64.a85decode(base64.a85encode(part, adobe=True, wrapcol=5), adobe=True) == part,
    )
print(
    base64.encodebytes(bytes(100)), base64.decodebytes(base64.encodebytes(bytes(100))) == bytes(100)
)
print(base64.b64encode(bytearray(b"xyz")), base64.b64decode(bytearray(b"eHl6")))
attempt("b64", base64.b64decode, "YQ==", "YQ", "Y\nQ==", "é", "a")
attempt("strict", lambda s: base64.b64decode(s, validate=True), "YQ==", "Y\nQ==", "YQ==!")
attempt("b32", base64.b32decode, "", "ME======", "me======", "MFRA====", "MFRG=", "1E======")
attempt(
    "b32", base64.b32decode, "M=======", "MFRGG=0=", "MFRGG===", "MFRGGZA=", "========", "MFR====="
)
attempt("map01", lambda s: base64.b32decode(s, True, "L"), "m10fraaa", "ME======")
attempt("b32hex", base64.b32hexdecode, "C4======", "c4======", "CZ======")
attempt("b16", base64.b16decode, "", "00FF", "00ff", "0", "GG")
attempt("b16 fold", lambda s: base64.b16decode(s, True), "00ff")
attempt("b85", base64.b85decode, "", "0", "00", "VPRom", 'VP"om', "~~~~~", "|NsC0", "|NsC1")
attempt(
    "a85",
    base64.a85decode,
    "",
    "!",
    "z",
    "zz",
    "!z",
    "87cUR",
    "87 cUR\n",
    "s8W-!",
    's8W-"',
    "v",
    "y",
)
attempt("a85 fold", lambda s: base64.a85decode(s, foldspaces=True), "y", "!y")
attempt("adobe", lambda s: base64.a85decode(s, adobe=True), "<~87cUR~>", "87cUR~>", "<~87cUR", "~>")
