"""binascii: digits and bytes, both ways, and what is wrong with broken text."""

import binascii

data = bytes(range(256))
print(binascii.hexlify(data[:40]), binascii.b2a_hex(b"\x01\xab\xff", ":"))
print(binascii.hexlify(b"abcdefg", "-", 2), binascii.hexlify(b"abcdefg", b"_", -3))
for text in ("", "00ff", "aBcD", "0", "0g", "zz", "é1"):
    try:
        print(binascii.unhexlify(text), binascii.a2b_hex(text.encode("latin-1")))
    except ValueError as error:
        print(text, type(error).__name__, error)
for size in range(8):
    print(
        binascii.b2a_base64(data[250 : 250 + size]), binascii.b2a_base64(data[:size], newline=False)
    )
TEXTS = (
    *(
        "",
        "=",
        "==",
        "YQ==",
        "YWI=",
        "YWJj",
        "YWJj\n",
        " Y W J j",
        "YQ",
        "YQ=",
        "Y",
        "YWJjZ",
        "Y===",
    ),
    *("YQ==YQ==", "YQ=Q", "YQ=!=", "=YQ==", "Y=Q=", "YQ===", "YWJj====", "Y-_=", "a" * 9, "YWI=Y"),
    *("!!!!", "====", "YW=I=", "YWJj=", "ab\xffcd"),
)
for text in TEXTS:
    for strict in (False, True):
        try:
            print(
                repr(text), strict, binascii.a2b_base64(text.encode("latin-1"), strict_mode=strict)
            )
        except binascii.Error as error:
            print(repr(text), strict, error)
try:
    binascii.a2b_base64("é")
except ValueError as error:
    print(type(error).__name__, error)
for size in (0, 1, 7, 8, 9, 255, 256):
    print(
        binascii.crc32(data[:size]),
        binascii.crc_hqx(data[:size], 0),
        binascii.crc32(data[:size], 77),
    )
print(binascii.crc32(b"b", binascii.crc32(b"a")) == binascii.crc32(b"ab"), binascii.crc32(b"", -1))
for size in (0, 1, 2, 3, 44, 45):
    line = binascii.b2a_uu(data[:size])
    print(line, binascii.b2a_uu(bytes(size), backtick=True), binascii.a2b_uu(line) == data[:size])
for text in ("", "#", "#86)C\n", "#86)C garbage", "#\x7f", "$86)C\n", "#86)C``\n"):
    try:
        print(repr(text), binascii.a2b_uu(text))
    except binascii.Error as error:
        print(repr(text), error)
try:
    binascii.b2a_uu(bytes(46))
except binascii.Error as error:
    print(error)
