"""textwrap: widths, indents, hyphens, long words, limits."""

import textwrap

TEXTS = (
    "",
    "   ",
    "The quick brown fox jumped over the lazy dog.",
    "Hello there -- you goof-ball, use the -b option! well-known self-made e-mail x-y",
    "a\tb  c\nd   e\x0bf",
    'A sentence ends. Another one!  And a third? "Quoted." end',
    "averyveryverylongwordthatdoesnotfit and-a-hyphenated-long-word-too ok",
    "  leading and trailing  ",
    "em--dash and----more, 'x'--y a-- --b 1-2 a-1 ab-cd",
)
for text in TEXTS:
    for width in (5, 12, 30, 70):
        print(width, textwrap.wrap(text, width))
    print(textwrap.wrap(text, 12, initial_indent="* ", subsequent_indent="  "))
    print(
        textwrap.wrap(text, 12, break_long_words=False),
        textwrap.wrap(text, 12, break_on_hyphens=False),
    )
    print(
        textwrap.wrap(text, 15, drop_whitespace=False),
        textwrap.wrap(text, 15, replace_whitespace=False),
    )
    print(textwrap.wrap(text, 30, fix_sentence_endings=True), textwrap.wrap(text, 14, max_lines=2))
    print(
        repr(textwrap.fill(text, 20)),
        repr(textwrap.shorten(text, 25)),
        repr(textwrap.shorten(text, 10, placeholder="..")),
    )
for width in (0, -1):
    try:
        textwrap.wrap("a b", width)
    except ValueError as error:
        print(error)
try:
    textwrap.shorten("a b c d", 3)
except ValueError as error:
    print(error)
for text in (
    "  a\n    b\n  c\n",
    "\ta\n\t b\n",
    " a\n\tb",
    "a\n b",
    "  \n  x\n \n    y",
    "",
    "  a\n\n  b",
):
    print(repr(textwrap.dedent(text)))
print(
    repr(textwrap.indent("a\n\n  b\nc", "> ")),
    repr(textwrap.indent("a\n\nb", "+", lambda line: True)),
)
