from collections.abc import Sequence
def every(xs: Sequence[int], start: int | None, stop: int | None, step: int | None) -> Sequence[int]:
    return xs[start:stop:step]
def main() -> None:
    xs = list(range(10))
    s = "héllo wörld"
    b = b"abcdefghij"
    t = tuple(xs)
    r = range(0, 100, 7)
    bounds: list[int | None] = [None, 0, 1, 3, 9, 10, 11, -1, -3, -10, -11, 10**30, -(10**30)]
    total = 0
    for i in bounds:
        for j in bounds:
            print(xs[i:j], s[i:j], b[i:j], t[i:j], r[i:j], end=";")
            for k in (1, 2, 3, -1, -2, -7, 10**20, -(10**20)):
                total = total * 31 % 1000003 + hash((sum(xs[i:j:k]), len(s[i:j:k]), b[i:j:k][:1] == b"a", len(t[i:j:k]), sum(r[i:j:k]))) % 1000
                print(xs[i:j:k], s[i:j:k], b[i:j:k], t[i:j:k], r[i:j:k], end="|")
                ys = xs[:]
                del ys[i:j:k]
                print(ys, end="")
                zs = xs[:]
                zs[i:j:k] = [100 + q for q in range(len(zs[i:j:k]))]
                print(zs)
    print(xs[::-1], s[::-1], b[::-2], t[::3], r[::-1], every(xs, None, None, -1), every((1, 2, 3), 1, None, None), every(r, -1, 0, -2))
    try:
        xs[::0]
    except ValueError as e:
        print(e)
    try:
        xs[::2] = [1]
    except ValueError as e:
        print(e)
    xs[1:3] = (7, 8, 9)
    xs[0:0] = range(3)
    print(xs)
    xs[::2] = xs[::2][::-1]
    words = ["a", "b", "c", "d"]
    words[1:3] = "xyz"
    words[::-1] = words
    print(xs, words)
    del words[::2]
    print(words)
    xs[5:2] = [1]
    print(xs)
main()
