"""Assigning to and deleting slices of lists, with steps and overlapping sources."""


def show(values: list[int]) -> None:
    print(values, len(values))


a = list(range(10))
a[2:5] = [20, 30]
show(a)
a[2:2] = [-1, -2]
show(a)
a[:0] = a[:2]
show(a)
a[len(a) :] = [99]
show(a)
a[1:-1] = []
show(a)
a[:] = range(8)
show(a)
a[::2] = [0, 0, 0, 0]
show(a)
a[::-1] = range(8)
show(a)
a[5:2] = [7, 7]
show(a)
a[-2:] = (x * x for x in range(3))
show(a)
a[::3] = a[:4]
show(a)
for make in ("size", "zero"):
    try:
        if make == "size":
            a[::2] = [1]
        else:
            a[::0] = []
    except ValueError as error:
        print(error)
del a[1:4]
show(a)
del a[::2]
show(a)
del a[-1:-10:-2]
show(a)
del a[100:], a[:0]
show(a)
b = [1, 2, 3]
b[1:2] = b
show(b)
b[0:0] = [7]
show(b)
b *= 2
b += (4, 5)
show(b)
try:
    b[10] = 1
except IndexError as error:
    print(error)
try:
    del b[20]
except IndexError as error:
    print(error)
