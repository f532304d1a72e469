"""isalpha and its like over characters that are hard to place."""

SAMPLES = ["", "a", "A1", "1", "²", "½", "Ⅷ", "٣", "一", "é", "ª", " ", "\n", "\u00a0", "_a", "1a", "a b", "ǅ", "ͅ", "\x00", "\x7f", "😀", "ʰ", "Ⓐ", "def", "_", "a-b", "\u200b", "߃"]
for s in SAMPLES:
    print(ascii(s), [int(f) for f in (s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isidentifier(), s.isprintable(), s.isascii())])
