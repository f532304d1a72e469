"""Pattern and Match: methods, attributes, replacements by functions, bytes."""

import re
from typing import Any

date = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
print(date.groups, date.groupindex["month"], date.pattern, repr(date))
found = date.search("on 2024-02 and 2023-01-31")
assert found is not None
print(
    found,
    found.group(),
    found.group(0),
    found.group(1),
    found.group("day"),
    found.group(1, "month"),
)
print(found.groups(), found.groups("?"), found.groupdict(), found.groupdict("-"))
print(found["year"], found[2], found.start(), found.end(), found.span("month"), found.span("day"))
print(found.lastindex, found.lastgroup, found.pos, found.endpos, found.string, found.re is date)
print(found.expand(r"\g<month>/\1"), found.regs)
for group in (4, -1, "none"):
    try:
        found.group(group)
    except IndexError as error:
        print(error)
print(date.findall("2024-02 2023-01-31"), re.findall("a", "banana"), re.findall("(a)", "ba"))
print([item.group() for item in re.finditer("[a-z]+", "one two")])
print(
    re.split(r"(,)\s*", "a, b,c"),
    re.split(",", "a,b,c", maxsplit=1),
    re.split("x*", "axbc"),
    re.split("", "ab"),
)
print(re.sub("a", "b", "banana", count=2), re.subn("a", "b", "banana"), re.subn("x", "b", "banana"))


def swap(match: re.Match[str]) -> str:
    return f"{match.group(0)}{match.start()}"


print(re.sub("[a-c]", swap, "abcd"), re.sub("", "-", "abc"), re.sub("b*", "-", "abc"))
print(re.sub(r"(\w)(\w)", r"\2\1", "abcd"), re.sub("(?P<x>a)", r"[\g<x>]", "banana"))
text = re.compile("a.c", re.DOTALL | re.IGNORECASE)
print(text.match("A\nC"), text.match("xabc"), text.match("xabc", 1), text.search("xxabc", 0, 4))
print(text.fullmatch("abcd"), text.fullmatch("abcd", 0, 3), re.compile("^b").match("ab", 1))
print(
    re.compile("$").search("ab", 0, 1),
    re.compile("b").search("abab", 2),
    re.compile("b").search("ab", 5),
)
data = re.compile(rb"(\w+)\s(\d*)")
match = data.match(b"abc 12")
assert match is not None
print(match, match.groups(), match.group(1), data.sub(rb"<\2>", b"abc 12 d "), data.split(b"x y1"))
print(
    re.findall(rb"\xff.", b"\xff\x01\xffa"),
    re.sub(b"a", b"\\g<0>\\n", b"banana"),
    re.escape(b"a.b\n"),
)
print(re.escape("a.b*c[d] e-f_g\n#&~"), re.match(re.escape("1+1=2?"), "1+1=2?") is not None)
print(
    re.compile("a") == re.compile("a"),
    re.compile("a") == re.compile("a", re.I),
    re.compile("a") != 3,
)
print(
    hash(re.compile("a")) == hash(re.compile("a")),
    repr(re.compile("x" * 300)) == repr(re.compile("x" * 300)),
)
print(repr(re.compile("a\nb", re.M | re.X)), repr(re.compile(rb"\d", re.A)))
wrong: Any = 3
try:
    re.compile(wrong)
except TypeError as error:
    print(error)
mixed: Any = b"a"
try:
    re.match("a", mixed)
except TypeError as error:
    print(error)
other = re.match("(a)|b", "b")
print(None if other is None else other.groups())
long = "a" * 2000
whole = re.match("(?:ab?|b)*", long)
print(len(re.findall("a", long)), None if whole is None else whole.end())
print(re.match("(?:(a)|b)*c", long), re.fullmatch("(?:a?)*", long) is not None)
re.purge()
