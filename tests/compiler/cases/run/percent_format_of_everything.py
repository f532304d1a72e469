"""The % operator: flags, widths from arguments, mappings, errors."""

print("%d %5d %-5d| %05d %+d % d %x %X %#x %o %#o %c %c" % (1, 2, 3, 4, 5, 6, 255, 255, 255, 8, 8, 65, "z"))
print("%f %.2f %10.3f %-10.1f| %e %.1E %g %G %+.1f %05.1f" % (1.5, 2.345, 3.0, 4.25, 12345.678, 0.00012, 1e10, 1e-10, 2.0, -1.5))
print("%s %r %a %10s|%-10s|%.2s %5.1s|" % ("é", "é", "é", "right", "left", "cut", "xyz"))
print("%(a)s %(b)05d %(a)r %%" % {"a": "x", "b": 42}, "%*d|%-*d|%.*f" % (5, 1, 5, 2, 3, 3.14159))
print("%s" % (1,), "%s" % ((1, 2),), "%s %s" % ("a", [1]), "100%%" % (), "%i %u" % (3, 4), "%d" % 3.99, "%d" % True, "%s" % None)
for make in (
    lambda: "%d" % "x",  # type: ignore[str-format]
    lambda: "%s %s" % ("a",),  # type: ignore[str-format]
    lambda: "%s" % ("a", "b"),  # type: ignore[str-format]
    lambda: "%(a)s" % {"b": 1},  # type: ignore[str-format]
    lambda: "%c" % "ab",  # type: ignore[str-format]
    lambda: "%x" % 1.5,  # type: ignore[str-format]
    lambda: "%" % (),  # type: ignore[str-format]
    lambda: "%y" % 1,  # type: ignore[str-format]
    lambda: "%(a)s" % 5,  # type: ignore[str-format]
    lambda: "plain" % 3,  # type: ignore[str-format]
):
    try:
        print(make())  # type: ignore[no-untyped-call]
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
print("%5s%%|%-3d|%+5.1f|% .2e" % ("ab", 7, -2.25, 12345.6789), "%#o %#X %08.3f" % (0, 3054, -3.14159))
