print("inner runs")


def counter() -> int:
    return 7
