# cpython: 3.11.7
"""What handlers of `except*` raise: one error by itself, several as a group, none that was dealt with."""


def t(kind: int) -> None:
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError as e:
            if kind == 0:
                raise KeyError("k") from None
            if kind == 1:
                raise KeyError("k") from e
            if kind == 2:
                raise KeyError("k")
            if kind == 3:
                raise
            if kind == 4:
                raise e
        except* TypeError:
            if kind == 5:
                raise KeyError("t") from None
    except BaseException as found:
        print(
            kind,
            repr(found),
            type(found.__cause__),
            type(found.__context__),
            found.__suppress_context__,
        )
        if isinstance(found, BaseExceptionGroup):
            for one in found.exceptions:
                print(
                    "  ",
                    repr(one),
                    repr(one.__cause__),
                    repr(one.__context__),
                    one.__suppress_context__,
                )


def u(kind: int) -> None:
    try:
        try:
            raise ValueError(1)
        except* ValueError as e:
            if kind == 0:
                raise KeyError("k") from None
            if kind == 1:
                raise KeyError("k") from e
            if kind == 2:
                raise KeyError("k")
            if kind == 3:
                raise
            if kind == 4:
                raise e
    except BaseException as found:
        print(
            kind,
            repr(found),
            type(found.__cause__),
            type(found.__context__),
            found.__suppress_context__,
        )
        if isinstance(found, BaseExceptionGroup):
            for one in found.exceptions:
                print(
                    "  ",
                    repr(one),
                    repr(one.__cause__),
                    repr(one.__context__),
                    one.__suppress_context__,
                )


for k in range(6):
    t(k)
for k in range(5):
    u(k)
