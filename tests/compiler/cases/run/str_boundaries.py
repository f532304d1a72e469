"""Slices, searches and splits at the edges of strings of one, two and four bytes a character."""

for s in ("", "a", "abcabc", "äöü", "aäa", "日本語日", "a日", "😀a😀", "x" * 70 + "é"):
    n = len(s)
    for i in (-n - 1, -n, -1, 0, 1, n - 1, n, n + 1):
        for j in (-n - 1, -1, 0, 1, n, n + 1):
            assert s[i:j] == "".join(s[k] for k in range(n)[i:j])
            for step in (1, 2, -1, -2):
                assert s[i:j:step] == "".join(list(s)[i:j:step])
    for part in ("", "a", "日", "aä", "😀", "bc", "zz"):
        print(repr(s[:8]), repr(part), s.find(part), s.rfind(part), s.count(part), s.startswith(part), s.endswith(part), part in s)
        if part:
            print(s.split(part), s.rsplit(part, 1), s.partition(part), s.rpartition(part), s.replace(part, "-", 1))
    print(s.find("a", 1), s.find("", n), s.find("", n + 1), s.count("", 1), s.rfind("a", 0, -1), s.replace("", "."))
    print(s[::-1] == "".join(reversed(s)), s.upper(), s.title(), s.swapcase(), s.encode(), s * 2 == s + s, hash(s) == hash(s + ""))
for bad in (9, -9):
    try:
        print("abc"[bad])
    except IndexError as e:
        print(e)
try:
    "abc".index("z")
except ValueError as e:
    print(e)
try:
    "abc".split("")
except ValueError as e:
    print(e)
