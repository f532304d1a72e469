print("plain runs")
LIMIT = 10
_hidden = 1


def helper(n: int) -> str:
    return f"helper {n + _hidden}"


class Thing:
    def __init__(self, n: int) -> None:
        self.n = n

    def double(self) -> int:
        return self.n * 2
