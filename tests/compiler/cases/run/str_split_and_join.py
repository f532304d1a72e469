"""split, rsplit, splitlines, partition and join: every argument and edge."""

TEXTS = ["", " ", "a", " a b  c ", "a,b,,c,", "\ta\nb\r\nc\x0bd", "ab" * 3, "\u2003x\u3000y"]
for text in TEXTS:
    print(repr(text), text.split(), text.split(" "), text.split(None, 1), text.rsplit(None, 1), text.rsplit(" ", 1))
    print(text.split("a"), text.split("ab", 1), text.rsplit("b", 2), text.split(",", 0), text.rsplit(",", 0))
    print(text.splitlines(), text.splitlines(True), text.partition("b"), text.rpartition("b"))
print("a\x1cb\x1dc\x1ed\x85e\u2028f\u2029g\x0ch".splitlines())
for bad in (lambda: "a".split(""), lambda: "a".rsplit(""), lambda: "a".partition(""), lambda: "a".rpartition("")):
    try:
        print(bad())
    except ValueError as error:
        print(error)
print("".join([]), "-".join("abc"), "-".join(["x"]), "".join(c for c in "xyz" if c != "y"), ", ".join({"k": 1, "l": 2}))
print("a,b;c".replace(",", ";").split(";"), "aXbXc".split("X", -1), "aXbXc".split(maxsplit=1, sep="X"))
print("  lead".split(None, 0), "trail  ".rsplit(None, 0), "x" * 3 + "y", "one  two ".split(" ", 2))
