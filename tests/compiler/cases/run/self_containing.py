"""What contains itself prints as [...]; comparing it ends in RecursionError."""

xs: list[object] = [1]
xs.append(xs)
print(xs, repr(xs), str([xs]))
d: dict[str, object] = {}
d["self"] = d
print(d)
d["list"] = [d, xs]
print(d)
ys: list[object] = []
t = (1, ys)
ys.append(t)
print(t, ys)
a: list[object] = []
b: list[object] = [a]
a.append(b)
try:
    print(a == b)
except RecursionError:
    print("equal?")
for one in (xs, ys, a, b):
    one.clear()
d.clear()
