"""Case mapping that changes lengths, final sigma, title case letters, categories."""

for s in ("ß", "ŉ", "ǆ", "ǅ", "ΑΣ", "ΑΣΑ", "Σ", "İ", "ı", "ﬁ", "ﬃx", "ÿ", "µ", "Ⅷ", "ⓐ", "ა", "ᲀ", "𐐨", "ΐ", "ẞ", "K"):
    print(ascii(s), ascii(s.upper()), ascii(s.lower()), ascii(s.title()), ascii(s.capitalize()), ascii(s.casefold()), ascii(s.swapcase()))
for c in ("a", "A", "1", "²", "½", "٣", "Ⅷ", "ǅ", "_", " ", "\u00a0", "\u2028", "\x1c", "é", "日", "😀", "\x00", "\u0301", "ª"):
    print(
        ascii(c), c.isalpha(), c.isdigit(), c.isdecimal(), c.isnumeric(), c.isalnum(), c.isspace(), c.isupper(), c.islower(),
        c.istitle(), c.isprintable(), c.isidentifier(),
    )
print("a\x1cb\u2028c\x85d\r\ne\n\nf\vg".splitlines(), "a\r\nb\n".splitlines(True), "\u3000 x \u2003".strip() == "x")
print("ǅx ǆy".istitle(), "ΑΣ ΣΑΣ".lower(), "they're o'neil 2nd".title(), "ﬁn".upper(), "STRASSE".casefold() == "straße".casefold())
