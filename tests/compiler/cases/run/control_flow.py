"""while, for, if, else, break, continue, chained comparison, conditional, walrus, del, assert."""


def search(values: list[int], wanted: int) -> str:
    for at, value in enumerate(values):
        if value < 0:
            continue
        if value == wanted:
            break
    else:
        return "missing"
    return f"at {at}"


def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    else:
        steps += 1000
    return steps


def mid(n: int) -> int:
    print("mid", n)
    return n


def main() -> None:
    print(search([1, -5, 3], 3), search([1, 2], 9), search([], 1))
    print(collatz(27))
    for i in range(5):
        for j in range(5):
            if j == 3:
                break
            if (i + j) % 2:
                continue
            print(i, j, end=" ")
        else:
            print("never")
    print()
    print([i for i in range(10, 0, -3)], list(range(3)), list(range(5, 2)), list(range(-3, 3, 2)))
    for i in range(3):
        print(i, end=",")
    print("after", i)
    a, b, c = 1, 5, 9
    print(a < b < c, a < b > c, a < mid(5) < c, a > mid(0) > mid(1), a == a == 1, a < b in [5])
    x = 0
    while True:
        x += 1
        if x == 3:
            continue
        if x > 5:
            break
    print(x)
    if (n := len("abc")) > 2:
        print("walrus", n)
    values = [1, 2, 3, 4]
    del values[1]
    print(values)
    del values[0:2]
    print(values)
    table = {"a": 1, "b": 2}
    del table["a"]
    print(table)
    temporary = 3
    del temporary
    try:
        assert x == 6, "fine"
        assert x == 7, f"x is {x}"
    except AssertionError as e:
        print("assert", e)
    try:
        assert not x
    except AssertionError as e:
        print("bare", repr(e))
    if x == 1:
        print(1)
    elif x == 6:
        print(6)
    else:
        print("else")
    p = q = [0]
    p.append(1)
    print(q, p is q)
    (k, (l, m)) = (1, (2, 3))
    print(k, l, m)
    k, l = l, k
    print(k, l)
    for u, (v, w) in [(1, ("a", 2.0)), (2, ("b", 3.0))]:
        print(u, v, w)
    [p1, p2] = [7, 8]
    print(p1, p2)
    three, one = [1, 2, 3], [1]
    try:
        p1, p2 = three
    except ValueError as error:
        print(error)
    try:
        p1, p2 = one
    except ValueError as error:
        print(error)
    pass


main()
