"""strip, lstrip, rstrip, removeprefix, removesuffix, startswith, endswith."""

TEXTS = ["", "xxaxx", "  a ", "\t\na\u2003", "abcabc", "xyz", "ééaé"]
for text in TEXTS:
    print([text.strip(), text.lstrip(), text.rstrip(), text.strip("x"), text.lstrip("xy"), text.rstrip("cb"), text.strip("é"), text.strip("")])
    print(text.removeprefix("ab"), text.removesuffix("bc"), text.removeprefix(""), text.removesuffix(""), text.removeprefix(text))
    print(text.startswith("x"), text.startswith(("a", "x")), text.endswith("x", 0, -1), text.startswith("", 5), text.startswith("", 2, 1), text.endswith(()))
print("abc".startswith("b", 1), "abc".startswith("bc", -2), "abc".endswith("ab", 0, 2), "abc".endswith("c", -1), "abc".startswith("abc", 0, 100))
print("abc".startswith("", 3), "abc".startswith("", 4), "abc".endswith("", 4), "".startswith(""), "a".startswith("ab"))
print("mississippi".strip("ipsm"), "www.example.com".strip("cmowz."), "#....... Section 3.2.1 Issue #32 .......".strip(".#! "))
assert "same".strip() is not None
