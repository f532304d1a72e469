"""Indices, slices with every sign of step, comparison, repetition and membership."""

s = "abcdefg"
wide = "aé😀d"
for text in (s, wide, "", "x"):
    for i in range(-len(text), len(text)):
        print(text[i], end="")
    print()
    for start, stop, step in [(None, None, -1), (1, 5, 2), (5, 1, -2), (-3, None, None), (None, -3, None), (10, None, -1), (-100, 100, 3), (2, 2, 1), (None, None, 100)]:
        print(text[start:stop:step], end="|")
    print()
for text, i in [("", 0), ("abc", 3), ("abc", -4)]:
    try:
        print(text[i])
    except IndexError as error:
        print(error)
try:
    print(s[::0])
except ValueError as error:
    print(error)
print("a" < "b", "a" < "A", "abc" < "abd", "ab" < "abc", "é" > "z", "😀" > "\uffff", "" < "a", "b" >= "a", "Z" <= "a")
print("ab" * 3, "ab" * 0, "ab" * -1, 2 * "é", "" * 5, "b" in "abc", "" in "", "bd" in "abcd", "é" not in wide)
print(max("hello"), min("hello"), sorted("hello"), list(reversed("abc")), "".join(reversed(wide)), len(wide * 2), hash("a") == hash("".join(["a"])))
