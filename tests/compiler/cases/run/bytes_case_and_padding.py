"""Letter case, padding and tabs of bytes and bytearray."""

TEXTS = [b"", b"hello World", b"HELLO wORLD", b"3rd of may's", b"a\tb\tc", b"\t\xc3\xa9\tx\n\ty", b"-42", b"+7", b"A", b"Ab Cd", b"ab-Cd eF"]

for text in TEXTS:
    print(text.capitalize(), text.title(), text.swapcase(), text.istitle())
    buffer = bytearray(text)
    print(buffer.capitalize(), buffer.title(), buffer.swapcase(), buffer.istitle(), buffer == text)
    print(text.expandtabs(), text.expandtabs(3), text.expandtabs(0), buffer.expandtabs(2))
    print(text.center(9), text.center(10, b"*"), text.center(2), text.zfill(6), buffer.zfill(5))
    print(buffer.center(8, b"."), buffer.ljust(5, b"_"), buffer.rjust(5), buffer.isalpha(), buffer.isascii())
for width in range(7):
    print(b"ab".center(width, b"-"), b"abc".center(width, b"-"), b"".zfill(width), b"-1".zfill(width))
buffer = bytearray(b"one two  three")
print(buffer.partition(b" "), buffer.rpartition(b" "), buffer.partition(b"x"), buffer.rpartition(b"x"))
print(buffer.rsplit(None, 1), buffer.rsplit(b" "), bytearray(b"a\nb\r\nc").splitlines(), bytearray(b"a\nb").splitlines(True))
print(buffer.removeprefix(b"one"), buffer.removesuffix(b"three"), buffer.rindex(b"t"), buffer.rindex(101))
print(bytearray(b"aB1").isalnum(), bytearray(b" \n").isspace(), bytearray(b"ab").islower(), bytearray(b"AB").isupper(), bytearray().isalnum())
made = buffer.partition(b" ")[0]
made += b"!"
print(made, buffer)
try:
    print(b"a".center(5, b"ab"))
except TypeError as error:
    print("TypeError")
try:
    buffer.rindex(b"q")
except ValueError as error:
    print(error)
try:
    buffer.partition(b"")
except ValueError as error:
    print(error)
