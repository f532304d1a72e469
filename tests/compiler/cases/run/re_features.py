"""Groups, alternation, lookaround, flags, substitution functions, splitting, iteration."""

import re

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(\d\d))?", "2024-05 rest")
assert m
print(m.group(), m.groups(), m.groupdict(), m.span(), m.start("month"), m.end(1), m["year"], m.group(1, 2), m.lastindex, m.lastgroup, m.re.groups, m.string, m.pos, m.expand(r"\2/\g<year>"), m.groups("none"))
print(re.findall(r"\b\w+?\b", "the cat"), re.findall(r"(a)(b)?", "ab a"), re.findall(r"", "ab"), re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b-c", maxsplit=1), re.split(r"x*", "axb"), re.sub(r"\d+", lambda k: str(int(k.group()) * 2), "a1 b22"), re.sub("(a)(b)", r"\2\1", "abab", count=1), re.subn("x", "y", "xxx"))
print(re.search(r"(?<=\$)\d+(?!\d|\.)", "a $15 $3.5"), re.search(r"(?i)HELLO", "say hello"), re.fullmatch(r"a|ab", "ab"), re.match("b", "ab"), re.findall(r"^\w+", "one\ntwo", re.M), re.findall("a.c", "a\nc abc", re.S), re.findall(r"a b # comment", "ab", re.X), bool(re.match(r"\A\d+\Z", "12\n")), bool(re.match(r"\d+$", "12\n")))
print([(x.group(), x.start()) for x in re.finditer(r"(\w)\1", "aabbc dd")], re.escape("a.b*c[d]"), re.sub(r"(?P<w>\w+)", r"<\g<w>>", "a b"), re.compile("a+").sub("-", "baaac"), re.findall(r"(?:ab)+", "ababxab"), re.findall(r"a{2,3}?", "aaaaa"), re.findall(r"[^\W\d_]+", "ab1_é2c"), re.match(r"(a*)*b", "aaab"))
for pattern in ["(", "a**", "[a", "(?P<1>a)", r"\1", "(?<=a+)b", "*", "(?P=x)", "a{2,1}", "(?z)"]:
    try:
        re.compile(pattern)
        print("fine", pattern)
    except re.error as error:
        print(pattern, error)
p = re.compile(r"(\d+)", re.ASCII)
print(p.pattern, p.match("٣"), re.match(r"\d", "٣") is not None, p.search("ab12", 3), p.fullmatch("x12y", 1, 3), p.groups, p == re.compile(r"(\d+)", re.A), re.findall(rb"\w", b"a\xffb"), re.sub("é", "e", "né"), re.match("(?:(a)|b)*", "ab"))
