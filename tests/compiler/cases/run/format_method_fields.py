"""str.format: positions, names, attributes of items, nested specs and its errors."""

print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b!r} {a:>4}".format(a=1, b="q"), "{:>{}}|{:{}^{}}".format("r", 5, "m", "*", 7))
print("{0[0]} {0[1]} {1[k]}".format([10, 20], {"k": "v"}), "{:,} {:.2%} {:#x} {:08.3f}".format(1234567, 0.256, 255, 3.14159))
print("{{}} {{{}}}".format("in"), "{!s} {!r} {!a}".format("é", "é", "é"), "{0!r:^9}".format("ab"), "".format(), "no fields".format(1, 2))  # type: ignore[str-format]
print("{0:{1}{2}}".format(5, "0", 4), "{x:{w}.{p}f}".format(x=2.71828, w=8, p=2), "{:d}{:s}".format(1, "b"))
for make in (
    lambda: "{} {}".format(1),  # type: ignore[str-format]
    lambda: "{0} {}".format(1, 2),  # type: ignore[str-format]
    lambda: "{a}".format(b=1),  # type: ignore[str-format]
    lambda: "{".format(1),  # type: ignore[str-format]
    lambda: "}".format(1),  # type: ignore[str-format]
    lambda: "{!x}".format(1),  # type: ignore[str-format]
    lambda: "{:d}".format("a"),  # type: ignore[str-format]
    lambda: "{0[5]}".format([1]),
):
    try:
        print(make())  # type: ignore[no-untyped-call]
    except (IndexError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
print("{a} {b}".format_map({"a": 1, "b": 2}), "{:>10}|{:<10}|{:^10}".format(*"abc"), "{1} {0}".format(*[1, 2]), "{k}".format(**{"k": "v"}))
