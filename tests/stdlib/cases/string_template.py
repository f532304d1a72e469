"""string.Template: names, braces, escapes, and what is wrong."""

from collections import ChainMap
from string import Template

t = Template("$who likes ${what}s, $$5 for $who_1$who")
values: dict[str, object] = {"who": "tim", "what": "kung pao", "who_1": "x"}
print(t.substitute(values), t.substitute(values, who="Ann"), t.substitute(ChainMap(values)))
print(t.safe_substitute(who=1), t.safe_substitute({}), t.safe_substitute(values))
print(t.template, t.is_valid(), t.get_identifiers())
print(
    Template("").substitute(), Template("none").substitute(a=1), Template("$a").substitute(a=None)
)
for text in (
    "$",
    "a $ b",
    "${",
    "${a",
    "${1}",
    "$1",
    "x\n  $-",
    "a\nb\n$",
    "${a b}",
    "$\u00e9",
    "$$$",
):
    wrong = Template(text)
    print(repr(wrong.safe_substitute(a=1)), wrong.is_valid(), wrong.get_identifiers())
    try:
        print(wrong.substitute(a=1))
    except ValueError as error:
        print("ValueError", error)
for text in ("$a$b", "${b}", "$a $$ $c"):
    try:
        print(Template(text).substitute(a=1))
    except KeyError as error:
        print("KeyError", error)
print(Template("$a\u017f ${\u212a} $A$a").safe_substitute(a=1, A=2))
