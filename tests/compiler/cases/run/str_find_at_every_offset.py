"""Substrings and single bytes, found at each distance from the ends of the text."""

def main() -> None:
    base = "".join(chr(97 + i % 23) for i in range(70)) + "\x80é\xff\x00\x01"
    raw = base.encode("latin-1")
    for size in range(0, 75):
        text = base[:size]
        data = raw[:size]
        out: list[int] = []
        for needle in ["a", "w", "\x80", "\xff", "\x00", "\x01", "é", "abc", "bcdefghijk", "zz", "v", "☃"]:
            for start in (0, 1, 7, 8, 9, 23, 64, -3):
                out.append(text.find(needle, start))
                out.append(text.find(needle, start, size - 2))
                if needle != "☃":
                    code = needle.encode("latin-1")
                    out.append(data.find(code, start))
                    out.append(data.find(code[0], start, 60))
            out.append(text.count(needle))
            out.append(len(text.split(needle)))
        total = 0
        for number in out:
            total = (total * 31 + number + 2) & 0xFFFFFFFFFF
        print(size, total)
    snow = base + "☃" + base
    print(snow.find("é"), snow.find("\x01☃"), snow.find("a", 71), snow.rfind("é"), "☃" in base)
    print("a,b,,c".split(","), b"GET / x".split(b" "), "a--b--".replace("--", "+"))


main()
