"""Powers that need no power function, and the type of a power."""

for x in [0.0, -0.0, 2.0, 1e153, 5e-324, 1e-320, 3.14159]:
    print(x**0.5, x * x if x < 1e150 else 0.0, x**2.0 if x < 1e150 else 0.0, x**2)
try:
    print(1e300**2.0)
except OverflowError as e:
    print(e)
print(float("inf") ** 0.5, (-3.0) ** 2.0, float("nan") ** 0.5, (-3.5) ** 3.0, 2**10, 2.5**2)
n = 70
print(2**n * 3, (2**n) // 5)
