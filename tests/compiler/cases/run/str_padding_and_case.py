"""center, ljust, rjust, zfill, expandtabs and letter case."""

for width in (-1, 0, 3, 4, 5, 8):
    print([f"{word.center(width, '*')}|{word.ljust(width, '.')}|{word.rjust(width)}|{word.zfill(width)}" for word in ("", "ab", "abc", "-5", "+x", "é")])
print("a\tbc\tdef\tg".expandtabs(), "a\tbc\tdef".expandtabs(4), "\t".expandtabs(0), "a\n\tb\r\tc".expandtabs(3), "ab\t".expandtabs(2), "\t\t".expandtabs(1))
for word in ["hello world", "HELLO", "they're bill's", "ǆ ǅ", "ßtraße", "İi", "ŉ", "ὈΔΥΣΣΕΎΣ", "3d x", "", "mIxEd cAsE", "ﬁ"]:
    print(word.upper(), word.lower(), word.title(), word.capitalize(), word.swapcase(), word.casefold(), word.istitle(), word.isupper(), word.islower())
try:
    "a".center(5, "ab")
except TypeError as error:
    print(error)
try:
    "a".ljust(5, "")
except TypeError as error:
    print(error)
