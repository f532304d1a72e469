if (n := len("abc")) > 2:
    print(n)
print([y := 5, y**2], [last := i for i in range(4)], last)
def f(xs: list[int]) -> int | None:
    total = 0
    while (x := (xs.pop() if xs else None)) is not None:
        total += x
    if any((hit := v) > 2 for v in [1, 2, 3, 4]):
        print("hit", hit)
    print([z for v in range(5) if (z := v * v) > 3], z)
    return total
print(f([1, 2, 3]))
def g(s: str) -> None:
    if (m := s.find("b")) >= 0 and (k := m + 1):
        print(m, k)
    print(len(parts := s.split("b")), parts)
g("abc")
