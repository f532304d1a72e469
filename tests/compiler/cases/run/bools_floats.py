"""bool and float: arithmetic, formatting, comparison with int, conversions."""


def truth(flag: bool) -> str:
    return "yes" if flag else "no"


def main() -> None:
    t = True
    f = False
    print(t, f, t and f, t or f, not t, t + t, t * 5, t & f, t | f, t ^ t, int(t), str(f), repr(t))
    print(t == 1, f == 0, t < f, t is True, truth(t), truth(bool("")), truth(bool([1])))
    print(sum([True, False, True]), [True, False], {True: 1}, f"{t}", f"{t:d}", f"{t!r}")
    count = 3
    print(count > 2, count == 3 and "three", count and 5, 0 or "zero")
    x = 1.5
    y = -2.25
    print(x + y, x - y, x * y, x / y, x // y, x % y, x**2, -x, abs(y), divmod(x, 0.4))
    print(x < y, x > y, x == 1.5, x != y, x <= 1.5, x >= 2)
    print(x < 2, x > 1, 2 > x, 3 == 3.0, 3.0 == 3, 2**70 == 2.0**70, 2**70 + 1 > 2.0**70)
    values = [
        0.0, -0.0, 1.0, 0.1, 1e16, 1e15, 123456789.123, 1e-4, 1e-5, 1e100, 1e-300, 5e-324,
        1.7976931348623157e308, 0.1 + 0.2, 100.0, 1e22, 1e23, 2.5, 3.14159,
        float("inf"), float("-inf"), float("nan"),
    ]
    for v in values:
        print(v, repr(v), str(v), f"{v:.3f} {v:10.2f}| {v:e} {v:g} {v:+.1f} {v:.0f} {v:%}")
    for v in (0.5, 1.5, 2.5, -0.5, 2.675):
        print(round(v), round(v, 1), int(v), f"{v:.2f}")
    print(float("1e3"), float(" 2.5 "), float("-inf"), float(7), float(True))
    nan = float("nan")
    print(nan == nan, nan != nan, nan < 1.0, 1.0 < nan)
    for text in ("", "x", "1.2.3"):
        try:
            print(float(text))
        except ValueError as e:
            print(e)
    for divide in (0, 1, 2):
        try:
            if divide == 0:
                print(x / 0)
            elif divide == 1:
                print(x // 0.0)
            else:
                print(x % 0.0)
        except ZeroDivisionError as e:
            print(e)
    try:
        print(int(nan))
    except ValueError as e:
        print(e)
    try:
        print(int(float("inf")))
    except OverflowError as e:
        print(e)
    print(1 + 2.5, 2.5 + 1, 3 * 0.5, 1 - 0.5, 7 // 2.0, 7 % 2.5, 2.0 ** 0.5, 2.0 ** 3, 2 ** -1)
    print(min(1.0, 2.5), max(1.0, 2.5), sum([0.1] * 10))
    print((2.5).is_integer(), (2.0).is_integer(), hash(1.0) == hash(1), hash(0.5))
    big = 10**400
    try:
        print(float(big))
    except OverflowError as e:
        print(e)
    print(big > 1e308, big < float("inf"), -big > float("-inf"))


main()
