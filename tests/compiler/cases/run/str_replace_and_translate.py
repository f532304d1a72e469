"""replace with counts, translate with tables, maketrans in its three forms."""

print("aaaa".replace("a", "b", 2), "aaaa".replace("aa", "b"), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "abc".replace("b", ""))
print("abc".replace("x", "y"), "a😀b😀".replace("😀", "éé"), "ééé".replace("é", "e", -1), "abab".replace("ab", "abab"), "x".replace("x", "x" * 5, 0))
table = str.maketrans("abc", "xyz", "d")
print("abcdabcd".translate(table), "".translate(table), sorted(table.items()))
entries: dict[int | str, str | int | None] = {"a": "AA", 98: None, "c": 0x1F600, "d": "d"}
other = str.maketrans(entries)
print("aabbccdd".translate(other))
print("hello".translate({ord("l"): None}), "hello".translate({ord("l"): "L!", ord("o"): ord("0")}))
print("straße".translate(str.maketrans("ß", "s")), "tab\tx".translate({9: "    "}))
try:
    str.maketrans("ab", "c")
except ValueError as error:
    print(error)
try:
    str.maketrans({"ab": "c"})
except ValueError as error:
    print(error)
rot13 = str.maketrans("".join(chr(97 + i) for i in range(26)), "".join(chr(97 + (i + 13) % 26) for i in range(26)))
print("hello world".translate(rot13), "hello world".translate(rot13).translate(rot13))
