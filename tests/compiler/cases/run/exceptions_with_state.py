"""What handlers see: the cause, the context, notes, and which name is bound when."""


class Trouble(Exception):
    def __init__(self, code: int, *args: object) -> None:
        super().__init__(code, *args)
        self.code = code

    def __str__(self) -> str:
        return f"trouble {self.code}"


def chain(n: int) -> None:
    try:
        if n == 0:
            raise Trouble(0, "root")
        chain(n - 1)
    except Trouble as e:
        if n == 2:
            raise Trouble(n) from None
        if n == 3:
            raise Trouble(n) from e
        raise Trouble(n, "again")


try:
    chain(4)
except Trouble as e:
    seen: BaseException | None = e
    while seen is not None:
        print(repr(seen), seen, seen.args, repr(seen.__cause__), seen.__suppress_context__)
        seen = seen.__cause__ or seen.__context__

try:
    raise Trouble(9)
except Trouble as e2:
    e2.add_note("first")
    e2.add_note("second")
    print(str(e2))


def reraise() -> None:
    try:
        raise KeyError("k")
    except KeyError:
        try:
            raise ValueError("v")
        except ValueError:
            pass
        raise


try:
    reraise()
except KeyError as k:
    print(repr(k), repr(k.__context__))
try:
    raise
except RuntimeError as none:
    print(none)
for kind in (Trouble, ValueError):
    try:
        raise kind(5)
    except (KeyError, Trouble) as both:
        print("first", type(both).__name__)
    except Exception as any_:
        print("second", type(any_).__name__, any_ == any_, any_.args == (5,))
a, b = ValueError("x", 1), ValueError("x", 1)
print(a == b, a.args == b.args, str(a), repr(ValueError()), str(ValueError()), repr(KeyError("q")), str(KeyError("q")), str(OSError(2, "no")))
try:
    raise a from b
except ValueError as chained:
    print(chained is a, chained.__cause__ is b)
