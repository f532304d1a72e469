def show(e: BaseException, depth: int = 0) -> None:
    print("  " * depth + type(e).__name__, e)
    if isinstance(e, BaseExceptionGroup):
        for inner in e.exceptions:
            show(inner, depth + 1)


def make() -> ExceptionGroup[Exception]:
    return ExceptionGroup("all", [ValueError(1), ExceptionGroup("inner", [TypeError("t"), ValueError(2)]), OSError("o")])


g = make()
show(g)
print(repr(g), g.message, len(g.exceptions), isinstance(g, Exception), isinstance(g, BaseExceptionGroup))
try:
    raise make()
except Exception as e:
    print("as Exception", e)
try:
    raise make()
except* ValueError as eg:
    print("values")
    show(eg)
except* (TypeError, OSError) as eg2:
    print("others")
    show(eg2)
else:
    print("never")
finally:
    print("finally")
try:
    try:
        raise make()
    except* ValueError:
        print("took values")
except ExceptionGroup as rest:
    show(rest)
try:
    raise ValueError("naked")
except* ValueError as eg3:
    show(eg3)
try:
    try:
        raise KeyError("k")
    except* ValueError:
        print("no")
except KeyError as k:
    print("still naked", repr(k))
try:
    try:
        raise make()
    except* ValueError as eg4:
        raise RuntimeError("in handler")
    except* TypeError:
        raise
except BaseExceptionGroup as out:
    show(out)
try:
    try:
        raise make()
    except* ValueError:
        raise
    except* TypeError:
        pass
except BaseExceptionGroup as out2:
    show(out2)
try:
    pass
except* ValueError:
    print("no")
else:
    print("else")


def nested(n: int) -> int:
    try:
        if n == 0:
            raise ExceptionGroup("deep", [ValueError(n)])
        return nested(n - 1)
    except* TypeError:
        print("wrong")
    return -1


try:
    nested(3)
except* ValueError as eg5:
    show(eg5)
b = BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError(3)])
show(b)
print(isinstance(b, Exception))
