import left

NAME = "right"


def describe() -> str:
    return f"{NAME} of {left.CURRENT}"


try:
    print(describe())
except AttributeError as e:
    print("too early")
print("right runs")
