"""Context managers: order, exceptions, swallowing, return and break through them."""

from types import TracebackType


class Guard:
    def __init__(self, name: str, log: list[str]) -> None:
        self.name = name
        self.log = log

    def __enter__(self) -> "Guard":
        self.log.append("enter " + self.name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.log.append(f"exit {self.name} {error!r}")


class Swallow:
    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        return isinstance(error, ValueError)


def early(log: list[str]) -> int:
    with Guard("early", log):
        return 5


def main() -> None:
    log: list[str] = []
    with Guard("a", log) as a, Guard("b", log) as b:
        log.append(a.name + b.name)
    print(early(log))
    for i in range(4):
        with Guard(str(i), log):
            if i == 1:
                continue
            if i == 2:
                break
    try:
        with Guard("x", log):
            raise KeyError("k")
    except KeyError as e:
        log.append(f"caught {e!r}")
    with Swallow():
        raise ValueError("gone")
    try:
        with Swallow():
            raise TypeError("kept")
    except TypeError as e:
        log.append(str(e))
    for line in log:
        print(line)


main()
