"""Template, capwords, constants; wrap, fill, shorten, indent, dedent."""

import string
import textwrap

t = string.Template("$who likes ${what}s, $$5 and $who")
print(t.substitute(who="Ann", what="plum"), t.safe_substitute(who="Bo"), t.substitute({"who": 1, "what": 2}), string.Template("$a$b").safe_substitute(b="x"))
for text in ["$", "$1", "${a", "$who $"]:
    try:
        print(string.Template(text).substitute(who="x"))
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)
try:
    t.substitute(who="x")
except KeyError as error:
    print(error)
print(string.capwords("  hello   WORLD  "), string.capwords("a-b c", "-"), string.ascii_lowercase[:3], string.digits, string.hexdigits, string.punctuation, len(string.printable), repr(string.whitespace), string.octdigits)
text = "The quick brown fox jumps over the lazy dog. A verylongwordthatdoesnotfit in   any line-break, really."
for width in (10, 20, 70):
    print(textwrap.wrap(text, width))
print(textwrap.fill("one two three four", 9), textwrap.fill("a b c", 3, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(text, 30), textwrap.shorten("short", 10), textwrap.shorten(text, 20, placeholder="..."), sep="\n")
print(repr(textwrap.dedent("\n    a\n      b\n\n    c\n")), repr(textwrap.dedent("  a\n\tb")), repr(textwrap.indent("a\n\n b\n", "> ")), repr(textwrap.indent("a\n\nb", "-", lambda line: True)), textwrap.wrap("", 10), textwrap.wrap("   ", 5))
print(textwrap.wrap("aaaa bbbb", 3), textwrap.wrap("aaaa bbbb", 3, break_long_words=False), textwrap.wrap("well-known fact", 6), textwrap.wrap("well-known fact", 6, break_on_hyphens=False), textwrap.wrap("a\tb", 20, expand_tabs=False), textwrap.wrap("one. two", 20, fix_sentence_endings=True), textwrap.wrap("a b c d e f", 8, max_lines=2))
