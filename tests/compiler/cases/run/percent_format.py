from typing import Any


def attempt(f: Any) -> None:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class V:
    def __str__(self) -> str:
        return "V!"

    def __repr__(self) -> str:
        return "V()"


print("%s %r %d" % ("a", "b", 3), "%5s|%-5s|%05d|%+d|% d" % ("a", "b", 42, 7, 8))
print("%x %X %o %#x %#o" % (255, 255, 8, 255, 8), "%.2f %e %g %10.3f|%-10.1f|" % (3.14159, 12345.678, 0.0001, 2.5, 1.25))
print("%%" % (), "%s" % V(), "%r" % V(), "%a" % "é", "%c%c" % (65, "b"))
print("%(a)s-%(b)03d" % {"a": 1, "b": 2}, "%s" % [1, 2], "%s" % {"x": 1}, "%s" % None, "%s" % (None,))
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%.3s|" % "abcdef", "%5.1s|" % "xyz")
print("%d %i %u" % (3.7, -3.7, True), "%d" % 10**30, "%x" % -255, "%.5d" % 42, "%+.3d" % 7, "%08.3f" % -3.14159)
print("%s and %s" % ("x", "y"), "no args", "%s" % "single", "%10s|" % "é")
n: Any = 5
t: Any = (1, "two")
print("%d" % n, "%s %s" % t)
fmt: Any = "%s=%d"
print(fmt % ("k", 3))
k: Any = "v"
print(k % () if False else "ok")
attempt(lambda: fmt % ("k",))
attempt(lambda: fmt % ("k", 1, 2))
attempt(lambda: k % 1)
attempt(lambda: fmt % ("k", "x"))
attempt(lambda: ("%q" + k) % 1)
attempt(lambda: ("%" + "") % ())
attempt(lambda: ("%(a)s" + k) % 1)
attempt(lambda: ("%(a)s" + k) % {"b": 1})
attempt(lambda: ("%c" + k) % "ab")
attempt(lambda: ("%c" + k) % 0x110000)
attempt(lambda: ("%x" + k) % 1.5)
attempt(lambda: ("%f" + k) % "x")
attempt(lambda: ("%*d" + k) % ("a", 1))
attempt(lambda: k % [1])
attempt(lambda: k % {"a": 1})
print(b"%s %d %c %x" % (b"ab", 3, b"z", 255), b"%b" % b"q", b"%a" % "é", b"%5s|" % b"x", b"%.1f" % 2.55)
bf: Any = b"%s"
attempt(lambda: bf % "str")
attempt(lambda: bf % (b"a", b"b"))
for i in range(3):
    print("row %d: %-4s%6.2f" % (i, "n" * i, i / 3))
