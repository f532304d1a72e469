# ruff: noqa: E501  # generated text reads best unbroken
"""What expressions there are: for each type, templates that give a value of it.

A hole is `<type>` or, where the template binds names, `<type;@x:type>`. `@x` is a fresh name.
`<small>` is an int from -3 to 7, `<nat>` one from 0 to 6. `T` stands for each type of ITEMS, `K`
for each of KEYS. All of it terminates, and no value grows beyond a few thousand digits or items.
"""

from __future__ import annotations

from dataclasses import dataclass

ITEMS = ("int", "float", "str", "bool", "list[int]", "tuple[int, str]", "bytes")
ORDERED = ("int", "str", "tuple[int, str]", "bytes", "list[int]")
KEYS = ("int", "str", "tuple[int, str]")


@dataclass(frozen=True, slots=True)
class Template:
    """`binds` are types of the names that it binds; `cost` the number of loop rounds it makes."""

    text: str
    cost: int = 1


_INT = """
(<int> + <int>)|(<int> - <int>)|(<int> * <int>)|(<int> // <int>)|(<int> % <int>)|(-<int>)|(~<int>)
(<int> & <int>)|(<int> ^ <int>)|(<int> or <int>)|(<int> and <int>)|(<int> | <int>)
(<int> << <nat>)|(<int> >> <nat>)|(<int> << 61)|(<int> >> 33)|(<int> ** 2)|(<int> ** 3)
abs(<int>)|max(<int>, <int>)|min(<int>, <int>, <int>)|divmod(<int>, <int>)[0]|divmod(<int>, <int>)[1]
pow(<int>, <nat>, <int>)|<int>.bit_length()|<int>.bit_count()|(<int> if <bool> else <int>)
len(<str>)|len(<bytes>)|len(<list[int]>)|len(<dict[str, int]>)|len(<set[int]>)|ord(<str>[0])
<str>.find(<str>)|<str>.count(<str>)|<str>.index(<str>)|<str>.rfind(<str>, <small>)|int(<str>)
int(<str>, 16)|int(<float>)|round(<float>)|<bytes>[<small>]|<list[int]>[<small>]
<dict[str, int]>[<str>]|<dict[str, int]>.get(<str>, <int>)|<tuple[int, str]>[0]
sum(<list[int]>)|sum(<list[bool]>)|max(<list[int]>)|min(<list[int]>, default=<int>)
sum(@x for @x in <list[int]> if <bool;@x:int>)|sum(<int;@x:int> for @x in <list[int]>)
<list[int]>.index(<int>)|<list[T]>.count(<T>)|hash(<int>)|hash(<bool>)|int(<bool>)
(lambda @x: <int;@x:int>)(<int>)|(lambda @x, @y: <int;@x:int;@y:int>)(<int>, <int>)
int.from_bytes(<bytes>, 'big')|int.from_bytes(<bytes>, 'little', signed=True)
(-1 if (@w := <int | None>) is None else @w)|next(iter(<list[int]>))|next(iter(<list[int]>), <int>)
len(<list[T]>)|pick(<tuple[int, ...]>, <small>)|round(<int>, <small>)|sum(list(<tuple[int, ...]>))
(len(@u) if isinstance(@u := <int | str>, str) else @u)|apply(lambda @x: <int;@x:int>, <int>)|sum(filter(lambda @x: <bool;@x:int>, <list[int]>))
next((@x for @x in <list[int]> if <bool;@x:int>), <int>)|len(<range>)|<range>[<small>]
max(<list[str]>, key=lambda @x: <int;@x:str>).count('a')|<list[int]>.pop()|<list[int]>.pop(<small>)
ord(<bytes>[:1])|<bytes>.find(<bytes>)|<bytes>.count(<bytes>)|len(<list[list[int]]>)|hash(<small> / 3)
"""

_BOOL = """
(<int> < <int>)|(<int> <= <int>)|(<int> == <int>)|(<int> != <int>)|(<float> < <float>)|(<float> == <float>)
(<str> == <str>)|(<str> < <str>)|(<str> in <str>)|(<str> not in <str>)|(not <bool>)|(<bool> and <bool>)
(<bool> or <bool>)|(<int> < <int> <= <int>)|(<int> == <int> == <int>)|(<str> <= <str> < <str>)
bool(<int>)|bool(<str>)|bool(<list[int]>)|bool(<float>)|(<int> in <list[int]>)|(<str> in <dict[str, int]>)
(<int> in <set[int]>)|(<int | None> is None)|(<int | None> is not None)|isinstance(<int | str>, int)
<str>.isalpha()|<str>.isdigit()|<str>.isupper()|<str>.isspace()|<str>.startswith(<str>)|<str>.isidentifier()
<str>.endswith((<str>, <str>))|all(<list[bool]>)|any(<list[bool]>)|any(<bool;@x:int> for @x in <list[int]>)
all(<bool;@x:str> for @x in <str>)|(<list[int]> == <list[int]>)|(<list[int]> < <list[int]>)
(<tuple[int, str]> == <tuple[int, str]>)|(<tuple[int, str]> < <tuple[int, str]>)|(<bytes> == <bytes>)
(<bytes> < <bytes>)|(<bytes> in <bytes>)|(<set[int]> <= <set[int]>)|(<set[int]> == <set[int]>)
(<dict[str, int]> == <dict[str, int]>)|(<bool> if <bool> else <bool>)|(<bool> ^ <bool>)|(<bool> & <bool>)
float(<float>).is_integer()|<set[int]>.isdisjoint(<list[int]>)|(<int | None> == <int>)|(<bool> == <bool>)
(<list[str]> < <list[str]>)|(<float> <= <int> < <float>)|(<int> == <float>)|(<int> < <float>)
(<T> in <list[T]>)|(<T> == <T>)|(<list[T]> != <list[T]>)|(<int> in <range>)|<str>.isnumeric()|<str>.isprintable()
(<int | str> == <int>)|(<str> in <list[str]>)|<bytes>.isdigit()|<bytes>.startswith(<bytes>)|<str>.istitle()
"""

_FLOAT = """
(<float> + <float>)|(<float> - <float>)|(<float> * <float>)|(<float> / <float>)|(<int> / <int>)|(-<float>)
(<float> // <float>)|(<float> % <float>)|(<float> * <small>)|(<small> - <float>)|(<float> ** 2)|abs(<float>)
float(<int>)|float(<str>)|round(<float>, <small>)|max(<float>, <float>)|min(<list[float]>)
sum(<list[float]>, 0.0)|divmod(<float>, <float>)[1]|(<float> if <bool> else <float>)|<list[float]>[<small>]
float('inf')|float('nan')|(<float> or <float>)|half(<small>)|half(<float>)|(<float> / <small>)|(<small> / <float>)
(<small> if <bool> else <float>)|max(<small>, <float>)|[<float>, <small>][<small>]|dict(a=<float>, b=<small>)['b']
"""

_STR = """
(<str> + <str>)|(<str> * <nat>)|<str>[<small>]|<str>[<small>:<small>]|<str>[::-1]|<str>[<small>:<small>:-1]
<str>[<small>::2]|<str>.upper()|<str>.lower()|<str>.title()|<str>.strip()|<str>.strip(<str>)|<str>.swapcase()
<str>.replace(<str>, <str>)|<str>.replace(<str>, <str>, <nat>)|<str>.center(<nat>, '*')|<str>.zfill(<nat>)
<str>.ljust(<nat>, 'é')|<str>.capitalize()|<str>.casefold()|<str>.removeprefix(<str>)|<str>.partition(<str>)[2]
<str>.rpartition(<str>)[0]|<str>.join(<list[str]>)|'-'.join(<list[str]>)|str(<int>)|str(<float>)|repr(<str>)
str(<bool>)|repr(<bytes>)|str(<list[int]>)|repr(<list[str]>)|repr(<dict[str, int]>)|repr(<set[int]>)|repr(<tuple[int, str]>)
repr(<list[float]>)|repr(<int | None>)|repr(<int | str>)|chr(<int> % 1000 + 32)|hex(<int>)|bin(<int>)|oct(<int>)|ascii(<str>)
f'{<int>}'|f'{<int>:5}|'|f'{<int>:<8d}|'|f'{<int>:+,}'|f'{<int>:#x}'|f'{<int>:08b}'|f'{<int>:^+12_d}'|f'{<int>:*^#10o}'
f'{<float>:.2f}'|f'{<float>:e}'|f'{<float>:g}'|f'{<float>:10.3}|'|f'{<float>:+.1%}'|f'{<float>:,.2f}'|f'{<float>:.0f}'|f'{<float>:#.3g}'
f'{<str>!r:>8}'|f'{<str>:.2}'|f'{<str>:_^9}'|f'{<str>!a}'|f'{<bool>}{<int>!s}'|f'{<int>:{<nat>}}'|f'{<list[int]>}'|f'{<float>!r}'
(<str> if <bool> else <str>)|(<str> or <str>)|(<str> and <str>)|max(<str>, <str>)|min(<list[str]>)|<list[str]>[<small>]
<tuple[int, str]>[1]|<dict[int, str]>[<int>]|<dict[int, str]>.get(<int>, <str>)|<bytes>.decode()|<bytes>.hex()
''.join(<str;@x:str> for @x in <str>)|''.join(reversed(<str>))|''.join(sorted(<str>))|<bytes>.decode('latin-1')
(lambda @x: <str;@x:str>)(<str>)|str(<bytes>, 'ascii', 'replace')|<str>.expandtabs(<nat>)|repr(<tuple[int, ...]>)
repr(<range>)|str(<T>)|repr(<list[T]>)|f'{<T>!r:>20}'|<str>.rstrip()|<str>.lstrip('a ')|f'{<int>:c}'|f'{<bool>:5}'
(@u if isinstance(@u := <int | str>, str) else str(@u))|f'{<float>:015.4f}'|f'{<float>:<+12g}|'|format(<int>, <str>)
f'{<int>:n}'|f'{<int>:.3e}'|f'{<int>:%}'|format(<float>, <str>)|str(list(<dict[str, int]>.items()))
"""

_BYTES = """
(<bytes> + <bytes>)|(<bytes> * <nat>)|<bytes>[<small>:<small>]|<bytes>[::-1]|<str>.encode()|<bytes>.upper()
<bytes>.replace(<bytes>, <bytes>)|<bytes>.strip()|bytes(<list[int]>)|bytes([<nat>, <nat>])|<bytes>.join([<bytes>, <bytes>])
(<bytes> if <bool> else <bytes>)|<int>.to_bytes(<nat>, 'big')|<int>.to_bytes(9, 'little', signed=True)|<str>.encode('latin-1')
bytes(<nat>)|<bytes>.split(b',')[<small>]|<str>.encode('ascii', 'replace')|<bytes>.lower()|bytes.fromhex(<bytes>.hex())
"""

_LIST = """
[<T>]|[<T>, <T>]|[<T>, <T>, <T>]|(<list[T]> + <list[T]>)|(<list[T]> * <nat>)|<list[T]>[<small>:<small>]
<list[T]>[::-1]|<list[T]>[<small>::2]|<list[T]>[<small>:<small>:-2]|list(reversed(<list[T]>))|<list[T]>.copy()
[@x for @x in <list[T]> if <bool;@x:T>]|[<T;@x:int> for @x in range(<nat>)]|[<T;@x:str> for @x in <str>]
[*<list[T]>, <T>, *<list[T]>]|(<list[T]> if <bool> else <list[T]>)|(<list[T]> or <list[T]>)
list(map(lambda @x: <T;@x:T>, <list[T]>))
[<T;@x:int;@y:T> for @x, @y in enumerate(<list[T]>)]|[<T;@x:T;@y:T> for @x, @y in zip(<list[T]>, <list[T]>)]
[<T;@x:int;@y:int> for @x in range(<nat>) for @y in range(@x)]|list(<T;@x:T> for @x in <list[T]>)
sorted(<list[T]>, key=lambda @x: <int;@x:T>)|sorted(<list[T]>, key=lambda @x: <str;@x:T>, reverse=<bool>)
sorted(<list[T]>, key=lambda @x: (<bool;@x:T>, <int;@x:T>))|list(dict.fromkeys(<list[str]>, <T>).values())
"""

_MORE = {
    "list[int]": """
sorted(<list[int]>)|sorted(<list[int]>, reverse=True)|list(<set[int]>)|list(<bytes>)|list(range(<small>))|list(<range>)
list(range(<small>, <small>, -1))|list(<dict[str, int]>.values())|list(<dict[int, str]>)|list(<tuple[int, ...]>)
[ord(@x) for @x in <str>]|list(divmod(<int>, <int>))|[len(@x) for @x in <list[str]>]|sum(<list[list[int]]>, <list[int]>)
sorted(<set[int]>, key=lambda @x: <int;@x:int>)|list(map(lambda @x, @y: <int;@x:int;@y:int>, <list[int]>, <list[int]>))
""",
    "list[str]": """
<str>.split()|<str>.split(<str>)|<str>.split(<str>, <nat>)|<str>.splitlines()|<str>.splitlines(True)|<str>.rsplit(<str>, 1)
list(<str>)|sorted(<list[str]>)|sorted(<list[str]>, key=lambda @x: len(@x))|list(<dict[str, int]>)
list(map(lambda @x: str(@x), <list[int]>))|list(<str>.partition(<str>))|[*<str>]|list(filter(None, <list[str]>))|list(<dict[int, str]>.values())
""",
    "list[float]": "[<float>, <small>]|sorted(<list[float]>)|[@x / 2 for @x in <list[int]>]|[float(@x) for @x in <list[int]>]",
    "list[bool]": "[<bool;@x:int> for @x in <list[int]>]|sorted(<list[bool]>)",
    "list[list[int]]": "[<list[int]>, <list[int]>]|[<list[int]>]|sorted([<list[int]>, <list[int]>])|[[@x] * 2 for @x in <list[int]>]"
    "|[list(@x) for @x in zip(<list[int]>, <list[int]>)]|[<list[int];@x:int> for @x in range(<nat>)]",
    "list[tuple[int, str]]": "sorted([<tuple[int, str]>, <tuple[int, str]>])|list(enumerate(<str>))|list(enumerate(<list[str]>, <int>))"
    "|list(zip(<list[int]>, <str>))|list(<dict[int, str]>.items())|list(zip(<range>, <list[str]>))",
    "tuple[int, str]": "(<int>, <str>)|(<tuple[int, str]> if <bool> else <tuple[int, str]>)|<list[tuple[int, str]]>[<small>]"
    "|max(<tuple[int, str]>, <tuple[int, str]>)|min(<list[tuple[int, str]]>)",
    "tuple[int, ...]": "(<int>,)|(<int>, <int>, <int>)|tuple(<list[int]>)|<tuple[int, ...]>[<small>:<small>]|tuple(list(<tuple[int, ...]>) + list(<tuple[int, ...]>))"
    "|(*<list[int]>, <int>)|tuple(sorted(<set[int]>))|tuple(<int;@x:int> for @x in <list[int]>)|(<tuple[int, ...]> * <nat>)",
    "dict[str, int]": "{<str>: <int>}|{<str>: <int>, <str>: <int>}|{@x: <int;@x:str> for @x in <list[str]>}|dict(zip(<list[str]>, <list[int]>))"
    "|{**<dict[str, int]>, <str>: <int>}|(<dict[str, int]> | <dict[str, int]>)|<dict[str, int]>.copy()|(<dict[str, int]> if <bool> else <dict[str, int]>)"
    "|dict(a=<int>, b=<int>)|{@x: @y for @y, @x in <list[tuple[int, str]]>}|dict(sorted(<dict[str, int]>.items()))|dict.fromkeys(<str>, <int>)"
    "|{@x: @y for @x, @y in <dict[str, int]>.items() if <bool;@x:str;@y:int>}",
    "dict[int, str]": "{<int>: <str>}|{<int>: <str>, <int>: <str>}|dict(<list[tuple[int, str]]>)|dict(enumerate(<str>))"
    "|{@x: <str;@x:int> for @x in <list[int]>}|{@y: @x for @x, @y in <dict[str, int]>.items()}",
    "set[int]": "{<int>}|{<int>, <int>, <int>}|set(<list[int]>)|(<set[int]> | <set[int]>)|(<set[int]> & <set[int]>)|(<set[int]> - <set[int]>)"
    "|(<set[int]> ^ <set[int]>)|{<int;@x:int> for @x in <list[int]>}|set(range(<nat>))|<set[int]>.union(<list[int]>)|set(<bytes>)",
    "int | None": "maybe(<bool>, <int>)|<dict[str, int]>.get(<str>)|maybe(<bool>, <int | None>)",
    "str | None": "maybe(<bool>, <str>)|<dict[int, str]>.get(<int>)",
    "int | str": "either(<bool>, <int>, <str>)|either(<bool>, <int>, <str>)",
    "Callable[[int], int]": "(lambda @x: <int;@x:int>)|adder(<int>)|compose(<Callable[[int], int]>, <Callable[[int], int]>)|<list[Callable[[int], int]]>[0]",
    "list[Callable[[int], int]]": "[<Callable[[int], int]>]|[adder(<int>), adder(<int>)]",
    "range": "range(<small>)|range(<small>, <small>)|range(<small>, <int>, 7)|range(<small>, <small>, -1)|range(10)[<small>:<small>]|range(5, -5, -2)[::-1]",
}


def alternatives(text: str) -> list[str]:
    """Alternatives: at a line end, or at a bar without spaces around it and outside of quotes."""
    found: list[str] = []
    current = ""
    quoted = False
    for index, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        is_bar = character == "|" and not quoted and text[index - 1] != " "
        if is_bar or (character == "\n" and not quoted):
            found.append(current)
            current = ""
        else:
            current += character
    return [one for one in [*found, current] if one.strip()]


def _instances(text: str, kinds: tuple[str, ...]) -> list[str]:
    if "<T" not in text and "[T]" not in text and ":T" not in text:
        return [text]
    return [_with_item(text, kind) for kind in kinds]


def _with_item(text: str, kind: str) -> str:
    for before, after in (("<T", "<" + kind), ("[T]", f"[{kind}]"), (":T", ":" + kind)):
        text = text.replace(before, after)
    return text


def grammar() -> dict[str, list[Template]]:
    """Templates by the type of their result."""
    found: dict[str, list[Template]] = {}
    tables = {"int": _INT, "bool": _BOOL, "float": _FLOAT, "str": _STR, "bytes": _BYTES}
    for kind, text in tables.items():
        for alternative in alternatives(text):
            usable = _instances(alternative, ITEMS)
            found.setdefault(kind, []).extend(
                Template(one, 4 if " for " in one else 1) for one in usable
            )
    for item in ITEMS:
        rows = [
            Template(_with_item(one, item), 4 if " for " in one else 1)
            for one in alternatives(_LIST)
        ]
        found.setdefault(f"list[{item}]", []).extend(rows)
    for kind, text in _MORE.items():
        rows = [Template(one, 4 if " for " in one else 1) for one in alternatives(text)]
        found.setdefault(kind, []).extend(rows)
    for kind in (
        "int",
        "str",
        "float",
        "bool",
        "bytes",
        "list[int]",
        "tuple[int, str]",
        "dict[str, int]",
    ):
        found[kind].append(Template(f"note(<{kind}>)"))
    return found
