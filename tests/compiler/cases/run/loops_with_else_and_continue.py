"""while and for with else, nested breaks, changing what is looped over, reused variables."""


def find(rows: list[list[int]], wanted: int) -> str:
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value == wanted:
                break
        else:
            continue
        return f"{i},{j}"
    else:
        return "nowhere"


print(find([[1, 2], [3, 4]], 3), find([[1]], 9), find([], 1))
n = 10
while n > 0:
    n -= 3
    if n == 4:
        continue
    if n < 0:
        break
else:
    print("not reached")
print(n)
while False:
    print("never")
else:
    print("else at once")
for i in range(3):
    pass
else:
    print("ended with", i)
values = [1, 2, 3]
for v in values[:]:
    if v == 2:
        values.remove(v)
print(values)
for v in values:
    values[0] = 99
print(values, v)
count = 0
for x in range(5):
    for x in (7, 8):
        count += 1
print(x, count)
d = {"a": 1}
try:
    for key in d:
        d["b"] = 2
except RuntimeError as error:
    print(error)
s = {1}
try:
    for item in s:
        s.add(2)
except RuntimeError as error:
    print(error)
total = 0
for i in range(10, 0, -3):
    total += i
print(total, [i for i in range(5, 0)], list(range(0, 10, 4)))
it = iter([1, 2, 3, 4])
for a in it:
    print(a, next(it))
primes = [p for p in range(2, 30) if all(p % q for q in range(2, p))]
print(primes)
