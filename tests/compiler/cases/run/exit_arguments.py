from types import TracebackType
from typing import Literal
class Tx:
    def __init__(self) -> None:
        self.log: list[str] = []
    def __enter__(self) -> "Tx":
        self.log.append("begin")
        return self
    def __exit__(self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> bool:
        if exc_type is None:
            self.log.append("commit")
            print(exc, tb)
        else:
            self.log.append("rollback " + exc_type.__name__)
            print(exc_type is ValueError, isinstance(exc, Exception), exc_type, repr(exc))
        return exc_type is ValueError
class Suppress:
    def __init__(self, *types: type[BaseException]) -> None:
        self.types = types
    def __enter__(self) -> None:
        return None
    def __exit__(self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> bool:
        return any(exc_type is t for t in self.types)
class MyErr(KeyError):
    pass
class Never:
    def __enter__(self) -> int:
        return 1
    def __exit__(self, *args: object) -> Literal[False]:
        print("args", len(args), args[0] is None, args[1] is None)
        return False
def f() -> int:
    with Tx() as t, Suppress(ZeroDivisionError):
        return 1 // 0
    return 7
def main() -> None:
    t = Tx()
    with t:
        pass
    with t:
        raise ValueError("v")
    try:
        with t:
            raise MyErr("m")
    except KeyError as e:
        print("out", repr(e))
    print(t.log)
    with Suppress(KeyError, IndexError):
        [][1]
    with Suppress(ZeroDivisionError, KeyError):
        {"": 1}["x"]
    print(f())
    try:
        with Never() as n:
            raise OSError(n)
    except OSError as e:
        print(e)
    with (Never() as a, Never() as b):
        print(a, b)
    for i in range(3):
        with Tx():
            if i == 1:
                continue
            if i == 2:
                break
main()
