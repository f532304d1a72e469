"""f-strings with formats, slices, text building."""


def main() -> None:
    n, x, s, b = 42, 3.14159, "hi", b"\x00\xffab"
    print(f"{n}|{n:5}|{n:<5}|{n:^5}|{n:05}|{n:+}|{n:x}|{n:X}|{n:#x}|{n:b}|{n:o}|{n:,}|{n:c}")
    print(f"{x:.2f}|{x:8.3f}|{x:<8.1f}|{x:e}|{x:g}|{x:+.0f}|{x!r}|{1234567.891:,.2f}")
    print(f"{s}|{s:5}|{s:>5}|{s:^6}|{s:*^6}|{s!r}|{s!s:>4}|{s!a}|{s:.1}")
    width = 7
    print(f"{n:{width}}|{s:>{width}}|{x:{width}.{2}f}|{{}}|{n=}|{n + 1}")
    print(f"{b!r} {[1, 'a']} {(1,)} {None} {True} {{'a': 1}}")
    for c in "aé€😀":
        print(c, ord(c), len(c), repr(c), c.encode())
    t = "héllo wörld"
    print(t[0], t[-1], t[1:4], t[:3], t[-3:], t[:], t[5:2], len(t), "ö" in t, t.find("ö"))
    print(t + "!", t * 2, "ab" * 0, "a" < "b", "a" == "a", "abc" < "abd", "Z" < "a")
    print("a,b,,c".split(","), " a b  c ".split(), "a-b".partition("-"), "x".join(["1", "2"]))
    print("abc".upper(), "ABC".lower(), "  x ".strip(), "abcabc".replace("b", "XX"), "a".zfill(3))
    print("abc".startswith("ab"), "abc".endswith("c"), "abc".isalpha(), "12".isdigit())
    print(repr("tab\t nl\n quote' dq\" bs\\ nul\0 \x7f \u200b"), repr("it's"), repr('"'))
    print("%s" "joined", "multi"
          "line")
    print(chr(65), ord("A"), str(12), repr("x"), str(None), str(1.5), str([1]))
    try:
        print("abc"[3])
    except IndexError as e:
        print(e)
    try:
        print("abc".index("z"))
    except ValueError as e:
        print(e)
    data = b"hello"
    print(data[0], data[1:3], data + b"!", len(data), b"l" in data, 104 in data, data.hex())
    print(data.decode(), bytes([1, 2, 255]), bytes(3), bytes.fromhex("00ff"), data.find(b"l"))
    print(data == b"hello", data < b"help", [byte for byte in data], hash(data) == hash(b"hello"))
    try:
        print(b"\xff".decode())
    except UnicodeDecodeError as e:
        print(e)
    try:
        print(bytes([256]))
    except ValueError as e:
        print(e)
    text = ""
    for i in range(5):
        text += str(i)
    print(text, hash(text) == hash("01234"))
    print("end", "no newline", sep="-", end="!\n")
    print()
    print(1, "a", 2.5, None, [1, 2], (1, "b"), {"k": 1.0}, b"z")


main()
