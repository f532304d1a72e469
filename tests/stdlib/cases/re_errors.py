"""Patterns and templates that are none: messages and places."""

import re

PATTERNS = (
    *(
        "(",
        ")",
        "a)",
        "(a",
        "((a)",
        "[",
        "[a",
        "[]",
        "[^]",
        "[a-",
        "[z-a]",
        "[\\d-z]",
        "[a-\\d]",
        "*",
        "+a",
        "?",
    ),
    *(
        "a**",
        "a+*",
        "a?*",
        "a{2}{3}",
        "a{2}*",
        "^*",
        "$+",
        "(?:^)*",
        "\\b*",
        "|*",
        "(|*)",
        "(?=a)*",
        "a{3,2}",
    ),
    *(
        "a{99999999999}",
        "a{1,99999999999}",
        "\\",
        "a\\",
        "(\\",
        "[\\",
        "\\q",
        "\\x",
        "\\x1",
        "\\u12",
        "\\U0011",
    ),
    *(
        "\\U00110000",
        "\\N",
        "\\N{",
        "\\N{}",
        "\\N{no such name}",
        "\\1",
        "(a)\\2",
        "(a\\1)",
        "\\8",
        "\\400",
        "[\\400]",
    ),
    *(
        "\\377",
        "[\\8]",
        "[\\q]",
        "[\\b]",
        "(?",
        "(?P",
        "(?P<",
        "(?P<a",
        "(?P<>a)",
        "(?P<1>a)",
        "(?P<a b>c)",
    ),
    *(
        "(?P=a)",
        "(?P=)",
        "(?P=a",
        "(?P<a>(?P=a))",
        "(?Px)",
        "(?P<a>b)(?P<a>c)",
        "(?y)",
        "(?<a)",
        "(?<",
        "(?<x)",
    ),
    *(
        "(?<=a*)",
        "(?<!a+b)",
        "(?<=a|bc)",
        "(?<=(a)\\1)",
        "(a)(?<=\\1)",
        "(?<=(?P<x>a)(?(x)b|c))",
        "(?(1)a)",
    ),
    *(
        "(a)(?(1)b|c|d)",
        "(?(0)a)",
        "(?(x)a)",
        "(?(-1)a)",
        "(?(a b)c)",
        "(?(1",
        "(?(",
        "(?()a)",
        "(?#",
        "(?#a",
    ),
    *(
        "(?i",
        "(?iz)",
        "(?i-",
        "(?-",
        "(?-i",
        "(?-i)",
        "(?i-i:a)",
        "(?-z:a)",
        "a(?i)",
        "(a(?i))",
        "(?L)a",
        "(?au)a",
    ),
    *(
        "(?a-u:b)",
        "(?-a:b)",
        "(?i9)",
        "(?-9:a)",
        "(?i-9:a)",
        "(?i-s9:a)",
        "(?>a",
        "(?>",
        "(?=",
        "(?!a",
        "(?:a",
    ),
    *(
        "a\n(b",
        "a\nb\n[c",
        "(?P<n>a)\n(?P<n>b)",
        "x{2,1}\n",
        "(?x)\n(",
        "(?x)#\n(",
        "(?i)(?x)(",
        "(?u)a",
        "(?s)(?i)*",
    ),
)
for pattern in PATTERNS:
    try:
        compiled = re.compile(pattern)
        print(ascii(pattern), "fine", compiled.groups)
    except re.error as error:
        print(ascii(pattern), error, error.msg, error.pos, error.lineno, error.colno)
    except (OverflowError, ValueError) as error:
        print(ascii(pattern), type(error).__name__, error)
for data in (b"(?u)a", b"(?L)a", b"\\u0061", b"(", b"\\N{x}", b"[\xff", b"(?La)b"):
    try:
        print(data, re.compile(data).groups)
    except (re.error, ValueError) as error:
        print(data, type(error).__name__, error)
for flags in (re.L, re.A | re.U, re.A, re.U):
    try:
        print(int(re.compile("a", flags).flags))
    except ValueError as error:
        print(error)
for flags in (re.U, re.A | re.L, re.L):
    try:
        print(int(re.compile(b"a", flags).flags))
    except ValueError as error:
        print(error)
TEMPLATES = (
    *(
        "",
        "x",
        "\\1",
        "\\2",
        "\\3",
        "\\g<1>",
        "\\g<0>",
        "\\g<name>",
        "\\g<none>",
        "\\g",
        "\\g<",
        "\\g<>",
        "\\g<1",
    ),
    *(
        "\\g<-1>",
        "\\g<a b>",
        "\\q",
        "\\Q",
        "\\.",
        "\\n\\t\\\\",
        "\\0",
        "\\07",
        "\\101",
        "\\400",
        "\\10",
        "\\18",
    ),
    *("a\\", "\\g<99999999999>", "[\\1|\\2]", "\\g<1>\\g<2>2", "\\-", "\\377", "é\\1", "\\g<é>"),
)
for template in TEMPLATES:
    try:
        print(ascii(template), ascii(re.sub("(a)(?P<name>b)?", template, "ab-a")))
    except re.error as error:
        print(ascii(template), error, error.pos)
    except IndexError as error:
        print(ascii(template), "IndexError", error)
try:
    re.compile(re.compile("a"), re.I)
except ValueError as error:
    print(error)
