"""Items of str, and dicts whose keys are each represented in another way."""

def main() -> None:
    text = "héllo wörld ☃ \x00\x7f\x80"
    seen: dict[str, int] = {}
    for c in text:
        seen[c] = seen.get(c, 0) + 1
    print(seen)
    print([chr(i) for i in range(126, 131)], text[0] + text[-1], text[1])
    for i in range(len(text)):
        assert text[i] == chr(ord(text[i]))
    d: dict[int, str] = {-1: "a", -2: "b", 2**61 - 1: "c", 0: "d", -(2**61 - 1): "e", 2**61: "f"}
    d[1] = "g"
    d[-(2**61)] = "h"
    print(d, d[True], d[False], hash(-1), hash(2**61 - 1), hash(2**61 - 2), hash(-(2**61 - 1)), hash(2**61), hash(-(2**61)), hash(2**62), hash(-(2**62)))
    f: dict[float, int] = {1.0: 1, 0.5: 2, float("nan"): 3}
    print(f[1], 0.5 in f, float("nan") in f, 1 in f)
    o: dict[object, int] = {1: 1, "a": 2, 2.5: 3, (1, 2): 4, None: 5}
    print(o[True], o["a"], o[(1, 2)], o[None], 2.5 in o, 3 in o)


main()
