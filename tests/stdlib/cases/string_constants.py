"""string: constants and capwords."""

import string

print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits)
print(repr(string.punctuation), repr(string.whitespace), repr(string.printable))
print(string.ascii_lowercase, string.ascii_uppercase)
print(string.capwords("hello  wORLD foo"), string.capwords("a-b c-d", "-"), string.capwords(""))
