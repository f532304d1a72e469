# ruff: noqa: E501  # generated text reads best unbroken
"""What expressions there are: for each type, templates that give a value of it.

A hole is `<type>` or, where the template binds names, `<type;@x:type>`. `@x` is a fresh name.
`<small>` is an int from -3 to 7, `<nat>` one from 0 to 6. `T` stands for each type of ITEMS, `K`
for each of KEYS. All of it terminates, and no value grows beyond a few thousand digits or items.
"""

from __future__ import annotations

import re
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
doubled(<int>)|sum(flattened([<int>, <list[int]>, <int>]))|middle(<int>, c=<int>)[<small>]|middle(*<list[int]>[:2])[1]|larger(<int>, <int>)
math.gcd(<int>, <int>)|math.isqrt(abs(<int>))|<Point>.x|<Point>[0]|<Point>.far|<Point>._replace(x=<int>).y|<Shape>.area()|<Version>.major
len(<Options>)|<Options>.get('size', <int>)|<Options>['size']|<Level>.value|(<Level> + <int>)|int(<Level>)|<Mode>.value|len(<Stack[int]>)|<Stack[int]>.pop()
len(<deque[int]>)|<deque[int]>[<small>]|<Counter[str]>[<str>]|<Counter[str]>.total()|len(<frozenset[int]>)|<bytearray>[<small>]|len(<bytearray>)|<Tank>.litres|hash(<frozenset[int]>)
functools.reduce(lambda @x, @y: <int;@x:int;@y:int>, <list[int]>[:4], <int>)|sum(Countdown(<small>))|len(<defaultdict[str, list[int]]>)|max(<list[int]>, key=lambda @x: <int;@x:int>)
(<int> if isinstance(<object>, str) else <int>)|len(<list[int | str]>)|sum(@x for @x in <list[int | str]> if isinstance(@x, int))|len(<dict[str, list[int]]>)|min(<int>, <int>, key=lambda @x: -@x)
int(<str>, <nat>)|<range>.index(<int>)|<range>.count(<int>)|<str>.rindex(<str>)|len(longest(<str>, <str>))|(<bool> + <bool>)|(<bool> << <nat>)|sum(itertools.accumulate(<list[int]>[:5]))
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
isinstance(<object>, (int, str))|(<object> is None)|(<list[Shape]> == <list[Shape]>)|(<Point> < <Point>)|(<Version> <= <Version>)|(<Level> < <Level>)|(<Mode> in <Mode>)
bool(<Mode>)|bool(<Vector>)|(<Vector> == <Vector>)|isinstance(<Shape>, Square)|('size' in <Options>)|(<Options> == <Options>)|(<int> in <Stack[int]>)|(<frozenset[int]> < <frozenset[int]>)|(<frozenset[int]> == <set[int]>)
(<bytearray> == <bytes>)|(<deque[int]> == <deque[int]>)|(<int> in <deque[int]>)|(<list[int | str]> == <list[int | str]>)|math.isclose(<float>, <float>)|re.match('[a-c]+', <str>) is not None
(<set[int]> >= <frozenset[int]>)|(<Tone> == <str>)|<str>.isalnum()|<str>.isdecimal()|<str>.islower()|<str>.isascii()|(<Level> is Level(<nat>))|(<Mode> == Mode(<nat>))|bool(any(map(bool, <list[T]>)))
(<int | str> == <int>)|(<str> in <list[str]>)|<bytes>.isdigit()|<bytes>.startswith(<bytes>)|<str>.istitle()
"""

_FLOAT = """
(<float> + <float>)|(<float> - <float>)|(<float> * <float>)|(<float> / <float>)|(<int> / <int>)|(-<float>)
(<float> // <float>)|(<float> % <float>)|(<float> * <small>)|(<small> - <float>)|(<float> ** 2)|abs(<float>)
float(<int>)|float(<str>)|round(<float>, <small>)|max(<float>, <float>)|min(<list[float]>)
sum(<list[float]>, 0.0)|divmod(<float>, <float>)[1]|(<float> if <bool> else <float>)|<list[float]>[<small>]
abs(<Vector>)|<Vector>.x|<Vector>[<small>]|larger(<float>, <float>)|math.floor(<float>) / 2|math.hypot(<float>, <float>)|math.copysign(<float>, <float>)|math.fsum(<list[float]>)|(<float> ** <nat>)|float(<Level>)|math.trunc(<float>) * 0.5
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
described(<object>)|described(<T>)|described(<Shape>)|str(<Shape>)|repr(<Shape>)|repr(<Point>)|<Point>.label|repr(<Version>)|repr(<Options>)|repr(<Level>)|str(<Level>)|f'{<Level>:>4}'|<Level>.name|repr(<Mode>)|str(<Mode>)
joined(<str>, <str>, sep=<str>)|joined(<str>, *<list[str]>, size=<int>)|' '.join(Mouse().speak())|' '.join(Small.raised(<small>).speak())|Mouse.squeak(<nat>)|repr(<Stack[int]>)|f'{<Vector>:.1f}'|repr(<Vector>)
format(<int>, '<ispec>')|format(<float>, '<fspec>')|format(<str>, '<sspec>')|f'{<float>:<fspec>}'|f'{<int>:<ispec>}'|('%d|%5.2f|%s' % (<int>, <float>, <str>))|('%-6s|%r|%x' % (<str>, <str>, <int>))|'{:>{w}}|{!r}'.format(<int>, <str>, w=<nat>)|'{0}{1}{0}'.format(<str>, <int>)
'{n:+}'.format(n=<int>)|<str>.translate(str.maketrans('ab', 'xy', '0'))|json.dumps(<list[int | str]>)|json.dumps(<dict[str, list[int]]>, sort_keys=True)|json.dumps({<str>: <float>, 'k': <bool>})|repr(json.loads(json.dumps(<dict[str, int]>)))
repr(<frozenset[int]>)|repr(<bytearray>)|repr(<deque[int]>)|repr(<Counter[str]>)|repr(<defaultdict[str, list[int]]>)|repr(<object>)|str(<int | str | None>)|repr(<list[int | str]>)|repr(<dict[str, list[int]]>)|repr(<Tone>)|str(<Tone>)|<Tone>.upper()
re.sub('[aeiou]', <str>.replace('\\\\', ''), <str>)|' '.join(re.findall('\\\\w+', <str>))|<str>.ljust(<nat>, <str>)|<str>.join(reversed(<list[str]>))|min(<str>, <str>, key=len)|<bytes>.hex('-')|<str>.rsplit(<str>)[0]|type(<object>).__name__|repr(driven(averaged_texts(<float>), 'nns'))
str(sorted(<frozenset[int]>))|repr(sorted(<list[int | str]>, key=str))|repr(<Tank>)|''.join(map(str, itertools.chain(<list[int]>, <list[str]>)))|repr(list(itertools.islice(itertools.cycle('ab'), <nat>)))|repr({**<Options>})|repr(<int> if <bool> else <str>)
f'{<int>:n}'|f'{<int>:.3e}'|f'{<int>:%}'|format(<float>, <str>)|str(list(<dict[str, int]>.items()))
"""

_BYTES = """
(<bytes> + <bytes>)|(<bytes> * <nat>)|<bytes>[<small>:<small>]|<bytes>[::-1]|<str>.encode()|<bytes>.upper()
<bytes>.replace(<bytes>, <bytes>)|<bytes>.strip()|bytes(<list[int]>)|bytes([<nat>, <nat>])|<bytes>.join([<bytes>, <bytes>])
(<bytes> if <bool> else <bytes>)|<int>.to_bytes(<nat>, 'big')|<int>.to_bytes(9, 'little', signed=True)|<str>.encode('latin-1')
bytes(<bytearray>)|bytes(memoryview(<bytes>)[<small>:])|<bytes>.translate(None, b'a')|<bytes>.ljust(<nat>, b'.')|(b'%d-%b' % (<int>, <bytes>))|<bytes>.partition(b',')[0]|bytes(reversed(<bytes>))|b''.join(<list[bytes]>)|<bytes>.removesuffix(<bytes>)
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
list(<deque[int]>)|sorted(<frozenset[int]>)|list(<bytearray>)|list(Countdown(<small>))|list(<Stack[int]>)|list(flattened([<int>, <list[int]>]))|list(<Point>[:2])|<dict[str, list[int]]>[<str>]|<dict[str, list[int]]>.get(<str>, <list[int]>)
<defaultdict[str, list[int]]>[<str>]|list(itertools.accumulate(<list[int]>[:6]))|list(itertools.chain.from_iterable(<list[list[int]]>))|[@x.area() for @x in <list[Shape]>]|list(itertools.takewhile(lambda @x: <bool;@x:int>, <list[int]>))|list(middle(<int>))
[@z for @x in <list[int]>[:4] if (@z := <int;@x:int>) > 0]|[int(@x) for @x in Level]|list(<Counter[str]>.values())|longest(<list[int]>, <list[int]>)|[*Countdown(<small>), *<list[int]>]|list(map(abs, <list[int]>))|list(filter(lambda @x: <bool;@x:int>, <list[int]>))
asyncio.run(through_queue(<list[int]>, <nat>))|asyncio.run(collected(<list[int]>, <small>))|[@x for @x, _ in itertools.groupby(<list[int]>)]|[@a for @x in <list[list[int]]> for @a in @x]
sorted(<list[int]>)|sorted(<list[int]>, reverse=True)|list(<set[int]>)|list(<bytes>)|list(range(<small>))|list(<range>)
list(range(<small>, <small>, -1))|list(<dict[str, int]>.values())|list(<dict[int, str]>)|list(<tuple[int, ...]>)
[ord(@x) for @x in <str>]|list(divmod(<int>, <int>))|[len(@x) for @x in <list[str]>]|sum(<list[list[int]]>, <list[int]>)
sorted(<set[int]>, key=lambda @x: <int;@x:int>)|list(map(lambda @x, @y: <int;@x:int;@y:int>, <list[int]>, <list[int]>))
""",
    "list[str]": """
<str>.split()|<str>.split(<str>)|<str>.split(<str>, <nat>)|<str>.splitlines()|<str>.splitlines(True)|<str>.rsplit(<str>, 1)
list(<str>)|sorted(<list[str]>)|sorted(<list[str]>, key=lambda @x: len(@x))|list(<dict[str, int]>)
Mouse().speak()|[described(@x) for @x in <list[int | str]>]|asyncio.run(grouped(<list[int]>))|[str(@x) for @x in Mode]|<Options>.get('tags', <list[str]>)|list(<Options>)|[str(@x) for @x in <list[Shape]>]|driven(delegating(pieces(<str>)), 'nnsn')
list(re.split('[ ,]', <str>))|[f'{@x:<ispec>}' for @x in <list[int]>]|[''.join(@x) for @x in itertools.pairwise(<str>)]|<str>.split(None, <nat>)|[@x for @x, @n in <Counter[str]>.most_common(<nat>)]|sorted(<dict[str, list[int]]>)|[repr(@x) for @x in <list[float]>]
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
    "frozenset[int]": "frozenset(<list[int]>)|(<frozenset[int]> | <set[int]>)|(<frozenset[int]> & <frozenset[int]>)|(<frozenset[int]> - <set[int]>)|frozenset(<int;@x:int> for @x in <list[int]>)",
    "bytearray": "bytearray(<bytes>)|bytearray(<nat>)|(<bytearray> + <bytes>)|<bytearray>[<small>:<small>]|<bytearray>[::-1]|bytearray(<list[int]>)|(<bytearray> * <nat>)",
    "deque[int]": "deque(<list[int]>)|deque(<list[int]>, maxlen=<nat>)|deque(<list[int]>, 3)|<deque[int]>.copy()|deque(range(<nat>))",
    "Counter[str]": "Counter(<str>)|Counter(<list[str]>)|(<Counter[str]> + <Counter[str]>)|(<Counter[str]> - <Counter[str]>)|Counter(<dict[str, int]>)|(<Counter[str]> & <Counter[str]>)|(-<Counter[str]>)",
    "defaultdict[str, list[int]]": "defaultdict(list, {<str>: <list[int]>})|defaultdict(list, <dict[str, list[int]]>)",
    "dict[str, list[int]]": "{<str>: <list[int]>, <str>: <list[int]>}|{@x: <list[int]> for @x in <list[str]>}|dict(<defaultdict[str, list[int]]>)|(<dict[str, list[int]]> | {<str>: <list[int]>})",
    "list[int | str]": "[<int>, <str>]|[<str>, <int>, <int>]|[*<list[int]>, *<list[str]>]|[<int | str>]|[@x for @x in <list[int | str]> if isinstance(@x, str)]|<list[int | str]>[::-1]|list(<tuple[int, str]>)",
    "int | str | None": "<int | str>|<int | None>|<str | None>|(None if <bool> else <int | str>)",
    "object": "<int>|<str>|<float>|None|<bool>|<list[int]>|<Shape>|<Point>|<Vector>|<tuple[int, str]>|<Options>|<Level>|<Mode>|<bytes>|<dict[str, int]>|<tuple[int, ...]>|<int | str | None>|<set[int]>|<list[int | str]>|<Version>|[<object>, <object>]|(<object>, <object>)|<range>",
    "Options": "Options(size=<int>, name=<str>)|Options()|Options(tags=<list[str]>)|Options(size=<int>, tags=<list[str]>)|<Options>.copy()",
    "Level": "Level.LOW|Level.MIDDLE|Level.HIGH|Level(<nat>)|Level['HIGH']|list(Level)[<small>]|max(<Level>, <Level>)",
    "Tone": "Tone.RED|Tone.BLUE|Tone(<str>)|Tone['RED']",
    "Mode": "Mode.READ|Mode.WRITE|Mode.ALL|(<Mode> | <Mode>)|(<Mode> & <Mode>)|(<Mode> ^ <Mode>)|(~<Mode>)|Mode(<nat>)|Mode['RUN']",
    "Point": "Point(<int>, <int>)|Point(<int>, <int>, <str>)|Point(y=<int>, x=<int>)|<Point>._replace(y=<int>)|max(<Point>, <Point>)|Point._make([<int>, <int>, <str>])",
    "Shape": "Shape(<str>)|Square(<str>, <int>)|Box('b', <int>, <int>, <Shape>)|Box('box', <int>, inside=<Shape | None>)|Box(<str>, <int>, height=<int>)|(<Shape> if <bool> else <Shape>)",
    "Shape | None": "None|<Shape>|maybe(<bool>, <Shape>)|Square('in', <int>)",
    "Version": "Version(<int>)|Version(<int>, <int>)|Version(<int>, <int>, ('n',))|replace(<Version>, minor=<int>)|min(<Version>, <Version>)|max([<Version>, <Version>])",
    "Vector": "Vector(<float>, <float>)|(<Vector> + <Vector>)|(<Vector> * <float>)|(<float> * <Vector>)|(<small> * <Vector>)|(<Vector> or <Vector>)|sum([<Vector>, <Vector>], Vector(0.0, 0.0))",
    "Tank": "Tank()|Tank(<nat>)",
    "Stack[int]": "Stack(<list[int]>)|Stack[int]()|<Stack[int]>.push(<int>)|Stack(<range>)|Stack(Countdown(<small>))",
    "list[Shape]": "[<Shape>, <Shape>]|[<Shape>]|sorted(<list[Shape]>, key=lambda @x: @x.area())|[@x for @x in <list[Shape]> if isinstance(@x, Square)]",
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
    if not _ITEM.search(text):
        return [text]
    return [_with_item(text, kind) for kind in kinds]


_ITEM = re.compile(r"(?<=[<:\[])T(?=[>;\]])")


def _with_item(text: str, kind: str) -> str:
    return _ITEM.sub(kind, text)


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
