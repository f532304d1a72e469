import right

CURRENT = "left"
PARTS = [right.NAME, CURRENT]


def describe() -> str:
    return f"{CURRENT}: {PARTS} {right.NAME}"


print("left runs", describe())
