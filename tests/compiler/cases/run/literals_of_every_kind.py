"""Numbers with underscores and bases, string prefixes and escapes, bytes, joined literals."""

print(1_000_000, 0xFF_FF, 0b1010, 0o777, 1e3, 1_0.5e-1, .5, 5., 0xdead_beef, 00, 1E5, 123456789012345678901234567890)
print("tab\tnl\\n quote\" 'in' \x41 \u00e9 \U0001F600 \101 \0end".encode(), 'a' "b" '''c''', """multi
line""", r"raw\n\x", "line \
continued", "\N{BULLET}" if False else "-", "\a\b\f\v".encode(), "")
print(b"by\x00\xfft\n", rb"\x", b'a' b"b", b"""m
n""", "é".encode(), "\\", '\'', "\"", "{}", "%", "\ud7ff\ue000".encode())
print(f"{1}{2!r}" "plain" f"{'x'}", f"{{}}", rf"\d{1}", f"{3:>{2 + 1}}|", f"{'a' if True else 'b'}", f"{ {1: 2}[1] }", f'{"nested"}', f"{1,}", f"{[i for i in range(2)]}", f"{'%'}")
print(None, True, False, 0, (), [], {}, (1,), {1}, {1: 2}, [[]], ((),), set(), frozenset(), 0.1e1, -0.0, 1e309, -1e309)
print(type(1).__name__, type(1.0).__name__, type("").__name__, type(b"").__name__, type(None).__name__, type(()).__name__, type([]).__name__, type({}).__name__, type({1}).__name__, type(1 > 0).__name__, type(range(1)).__name__)
print("a" "b" * 2, "-" * 10, len("é😀"), "😀"[0], "\r\n".splitlines(), repr("\x7f\x80\xad\u200b\ue000😀é'"), repr('"\''), repr("it's"), ascii("é😀\n"), str(b"x"), repr(b'\'"'))
