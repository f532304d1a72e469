import asyncio
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext


@contextmanager
def tag(name: str, n: int = 1) -> Iterator[str]:
    print("open", name)
    try:
        yield name * n
    except ValueError as e:
        print("handled", e)
    finally:
        print("close", name)


@contextmanager
def twice() -> Generator[int, None, None]:
    yield 1
    yield 2


@contextmanager
def never() -> Iterator[int]:
    if False:
        yield 1


@contextmanager
def renames() -> Iterator[None]:
    try:
        yield
    except KeyError as e:
        raise RuntimeError("renamed") from e


@asynccontextmanager
async def resource(name: str) -> AsyncIterator[list[str]]:
    log = [name]
    await asyncio.sleep(0)
    try:
        yield log
    except LookupError as e:
        print("lookup", repr(e))
    finally:
        await asyncio.sleep(0)
        print("released", log)


class Account:
    def __init__(self) -> None:
        self.balance = 10

    @contextmanager
    def transaction(self) -> Iterator["Account"]:
        before = self.balance
        try:
            yield self
        except ArithmeticError:
            self.balance = before
            raise


async def amain() -> None:
    async with resource("r") as log:
        log.append("used")
    async with resource("s"), resource("t") as log:
        raise IndexError("gone")
    try:
        async with resource("u"):
            raise OSError("disk")
    except OSError as e:
        print("out", e)


def main() -> None:
    with tag("a") as x:
        print("in", x)
    with tag("b", n=2) as y, tag("c"):
        print("in", y)
        raise ValueError("v")
    try:
        with tag("d"):
            raise KeyError("k")
    except KeyError as e:
        print("out", e)
    for manager in (twice(), never()):
        try:
            with manager:
                print("body")
        except RuntimeError as e:
            print(e)
    try:
        with twice():
            raise OSError
    except RuntimeError as e:
        print(e)
    try:
        with renames():
            raise KeyError(1)
    except RuntimeError as e:
        print(e, repr(e.__cause__))
    account = Account()
    try:
        with account.transaction() as a:
            a.balance -= 5
            print(1 // 0)
    except ZeroDivisionError:
        print(account.balance)
    for i in range(3):
        with tag(str(i)):
            if i == 1:
                break
    with nullcontext(3) as n:
        print(n)
    asyncio.run(amain())


main()
