# alone: objects die at the end of the program
"""Nobody hears of the deaths at the program's end; __del__ runs."""

import weakref


class Noisy:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("del", self.name)


kept = Noisy("kept")
watching = weakref.ref(kept, lambda reference: print("heard"))
lost = Noisy("lost")
watched = weakref.ref(lost, lambda reference: print("heard of the lost one"))
del lost
print(watching() is kept, watched() is None)
