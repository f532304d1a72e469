"""encode and decode, repr and literal, hex, split and join, escapes: each undoes the other."""

import base64
import binascii
import json
import zlib

TEXTS = ["", "plain", "é", "日本語", "😀🎉", "tab\tnl\n\x00\x7f", "mixed é日😀", "\u2028\ud7ff\ue000\uffff", "a" * 300, "quotes ' \" \\"]
for text in TEXTS:
    data = text.encode()
    assert data.decode() == text and len(data) >= len(text)
    assert bytes.fromhex(data.hex()) == data == binascii.unhexlify(binascii.hexlify(data))
    assert base64.b64decode(base64.b64encode(data)) == data == base64.urlsafe_b64decode(base64.urlsafe_b64encode(data))
    assert base64.b32decode(base64.b32encode(data)) == data == base64.b16decode(base64.b16encode(data)) == base64.a85decode(base64.a85encode(data)) == base64.b85decode(base64.b85encode(data))
    assert json.loads(json.dumps(text)) == text == json.loads(json.dumps(text, ensure_ascii=False))
    assert zlib.decompress(zlib.compress(data)) == data
    assert " ".join(text.split(" ")) == text and "".join(text.splitlines(True)) == text
    assert text[::-1][::-1] == text and "".join(reversed(list(reversed(text)))) == text
    assert text.upper().casefold() == text.casefold() and text.swapcase().swapcase().lower() == text.lower()
    print(ascii(text)[:60], zlib.crc32(data), zlib.adler32(data), len(text), text.isprintable())
print(list(map(ord, "é😀")), "".join(map(chr, [233, 0x1F600])), [c for c in "e\u0301"], "é" == "e\u0301", sorted(["é", "e", "z", "É"]))  # type: ignore[comparison-overlap]
