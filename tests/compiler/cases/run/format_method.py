from typing import Any


def attempt(f: Any) -> None:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class P:
    def __format__(self, spec: str) -> str:
        return f"P<{spec}>"


class M:
    def __getitem__(self, key: str) -> str:
        return key.upper()


print("{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{0}{k}".format(5, k="z"))
print("{:>5}|{:<5}|{:^5}|{:05d}|{:+.2f}".format("a", "b", "c", 42, 3.14159), "{:,}".format(1234567))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{!r:>8}".format("x"), "{{}} {{{}}}".format(1))
print("{:{}}".format("a", 5) + "|", "{:{w}.{p}f}".format(3.14159, w=10, p=2), "{0:{1}{2}}".format("x", ">", 4))
print("{0[0]} {0[1]} {d[k]}".format([1, 2], d={"k": "v"}), "{:x} {:#b} {:e}".format(255, 5, 12345.678))
print("{}".format(P()), "{:abc}".format(P()), "{}".format(None), "{}".format([1, "a"]), "{}".format((1,)))
print("{a}-{b}".format_map({"a": 1, "b": "x"}), "{foo}".format_map(M()))
args = [1, 2, 3]
kw: dict[str, Any] = {"x": 1}
print("{} {} {} {x}".format(*args, **kw), "{:%}".format(0.25))
fmt = "{} is {}"
print(fmt.format("it", True), " ".join("{:02x}".format(b) for b in b"\x01\xff"))
f: Any = "{}-{}"
print(f.format(1, 2), f.format(*["a", "b"]), f.format("q", 3.5))
g = "{}:{}".format
for s in ["{", "}", "{0", "{} {0}", "{0} {}", "{5}", "{name}", "{!x}", "{0[]}", "{0]}", "{!}", "{!rx}", "a}b", "{a.b"]:
    attempt(lambda: s.format(1, 2))
attempt(lambda: "{}".format_map({"a": 1}))
table = str.maketrans("abc", "xyz")
print("aabbccdd".translate(table), table)
print("hello".translate(str.maketrans("el", "ip", "o")), "abc".translate({97: "AAA", 98: None, 99: 0x43}))
one = str.maketrans({"a": "1", "b": "22"})
two = str.maketrans({97: None, 98: None})
print("abc".translate(one), one, "abc".translate(two), two)
attempt(lambda: str.maketrans("ab", "c"))
attempt(lambda: str.maketrans({"ab": "c"}))
print(b"hello".translate(bytes.maketrans(b"el", b"ip")), b"hello".translate(None, b"l"), b"abc".translate(None, delete=b"b"))
attempt(lambda: b"a".translate(b"abc"))
