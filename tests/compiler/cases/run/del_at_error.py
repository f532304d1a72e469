# alone: objects die at the end of the program
"""A program that ends by an exception still finalises what lives."""


class Guard:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("guard", self.name)


def work(guard: Guard) -> None:
    print("working", guard.name)
    raise LookupError(guard.name)


kept = Guard("kept")
work(kept)
