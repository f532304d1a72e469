"""Order of enter and exit, several managers, swallowing, exceptions in enter and exit, targets."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from types import TracebackType
from typing import Iterator

log: list[str] = []


class M:
    def __init__(self, name: str, swallow: bool = False, fail: str = "") -> None:
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self) -> str:
        log.append(f"enter {self.name}")
        if self.fail == "enter":
            raise RuntimeError(f"enter {self.name}")
        return self.name.upper()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        log.append(f"exit {self.name} {kind.__name__ if kind else None} {error}")
        if self.fail == "exit":
            raise KeyError(f"exit {self.name}")
        return self.swallow

    def close(self) -> None:
        log.append(f"close {self.name}")


def run(*managers: M, error: Exception | None = None) -> None:
    log.clear()
    try:
        with ExitStack() as stack:
            names = [stack.enter_context(m) for m in managers]
            log.append(str(names))
            if error is not None:
                raise error
        log.append("after")
    except Exception as caught:
        log.append(f"caught {caught!r} context {caught.__context__!r}")
    print(log)


run(M("a"), M("b"))
run(M("a"), M("b"), error=ValueError("v"))
run(M("a"), M("b", swallow=True), error=ValueError("v"))
run(M("a"), M("b", fail="exit"), error=ValueError("v"))
run(M("a"), M("b", fail="enter"))
run(M("a", swallow=True), M("b", fail="exit"))
log.clear()
with M("x") as x, M("y", swallow=True) as y, suppress(KeyError):
    log.append(x + y)
    raise IndexError("i")
print(log)
log.clear()


@contextmanager
def managed(n: int) -> Iterator[int]:
    log.append("setup")
    try:
        yield n
    except ValueError as error:
        log.append(f"saw {error}")
    finally:
        log.append("teardown")


with managed(3) as n:
    log.append(str(n))
with managed(4):
    raise ValueError("inside")
try:
    with managed(5):
        raise KeyError("out")
except KeyError as error:
    log.append(f"got {error}")
with closing(M("c")) as c, nullcontext(7) as seven:
    log.append(f"{c.name} {seven}")
print(log)


def early() -> int:
    for i in range(3):
        with M(f"l{i}"):
            if i == 1:
                return i
    return -1


log.clear()
print(early(), log)
with suppress(ZeroDivisionError, KeyError):
    print(1 // 0)
print("end")
