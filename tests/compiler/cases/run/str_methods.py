def check(s: str) -> None:
    print(repr(s), len(s), s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
    print(s.split(), s.rsplit(None, 1), s.splitlines(), s.strip(), s.lstrip(), s.rstrip("a"))
    print(s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isidentifier(), s.isprintable(), s.isascii(), s.isdecimal(), s.isnumeric())
    print(s.center(20, "*"), s.ljust(12), s.rjust(12, "."), s.zfill(12), s.partition(" "), s.rpartition("b"))
    print(s.find("b"), s.rfind("b"), s.count("b"), s.startswith("ab"), s.endswith(("x", "b")), "b" in s, s.replace("b", "BB"), s.replace("", "-", 3))
    print(s.encode(), s.encode("utf-8").decode(), s.removeprefix("a"), s.removesuffix("b"), s.expandtabs(4))
    print(s[1:], s[:-1], s[2:4], s * 3, s + "é", f"{s:>10}|{s!r:<10}|{s!a}")
    for c in s:
        print(ord(c), c, end=" ")
    print()

def main() -> None:
    for text in ["", "ab b", "Straße ÿ", "ΟΔΥΣΣΕΥΣ", "a\tb\nc\r\nd", "  x  ", "中文 😀b", "it's \"q\" \\ \x00\x7f\xad", "123", "½²", "Ab Cd"]:
        check(text)
    print(chr(0x1F600), chr(65), ascii("é😀"), hex(255), oct(8), bin(-5), ord("é"))
    try:
        print("abc".index("z"))
    except ValueError as e:
        print(e)
    try:
        print("abc"[5])
    except IndexError as e:
        print(e)
    try:
        b"\xff".decode()
    except UnicodeDecodeError as e:
        print(e, e.start, e.end, e.reason, e.encoding, e.object)
    try:
        "é".encode("ascii")
    except UnicodeEncodeError as e:
        print(e)
    try:
        "a".encode("nope")
    except LookupError as e:
        print(e)
    print(["a", "b", "", "c"], ["a", "b,,c"], ["a,b,", "c"], ",".join(["x", "y", "z"]), "".join([]))
    print("abc" < "abd", "abc" <= "abc", "b" > "abc", "x" >= "y", "é" == "é", max("a", "c", "b"), min(["q", "d"]))
    n = 12345
    print(f"{n:,}|{n:08d}|{n:x}|{n!r:>8}|{3.14159:.2f}|{'s':^5}|{True}|{None}|{[1, 'a']}|{(1,)}")
    words = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog", "the", "end"]
    counts: dict[str, int] = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    print(counts, sorted(counts), sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))

main()
