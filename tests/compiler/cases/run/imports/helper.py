"""Globals and a base class."""

print("helper starts")
counter = 10
LIMIT = 2**65


def bump() -> None:
    global counter
    counter += 1


def twice(n: int) -> int:
    return n * 2


class Base:
    def name(self) -> str:
        return "base"

    def describe(self) -> str:
        return f"<{self.name()}>"


if __name__ == "__main__":
    print("never")
