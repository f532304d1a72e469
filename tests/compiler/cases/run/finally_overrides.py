"""What a `finally` does to returns, exceptions and loops that pass it."""


def returns() -> str:
    try:
        return "try"
    finally:
        print("finally")


def replaced() -> str:
    try:
        return "try"
    finally:
        return "finally"  # noqa: B012


def swallowed() -> int:
    try:
        raise ValueError("lost")
    finally:
        return 3  # noqa: B012


def kept_value() -> int:
    n = 1
    try:
        return n
    finally:
        n = 99


def loops() -> list[int]:
    seen: list[int] = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            seen.append(i)
        finally:
            seen.append(-i)
    else:
        seen.append(1000)
    return seen


def loses_break() -> list[int]:
    seen = []
    for i in range(4):
        try:
            break
        finally:
            seen.append(i)
            continue  # noqa: B012
    return seen


def nested(n: int) -> str:
    text = ""
    try:
        try:
            text += str(10 // n)
        except ZeroDivisionError as e:
            text += "z"
            raise RuntimeError("second") from e
        else:
            text += "e"
        finally:
            text += "f"
    except RuntimeError as e:
        text += repr(e.__cause__)
    finally:
        text += "g"
    return text


def raises_in_finally() -> None:
    try:
        try:
            raise KeyError("first")
        finally:
            raise IndexError("second")
    except IndexError as e:
        print(repr(e), repr(e.__context__), e.__suppress_context__)


print(returns(), replaced(), swallowed(), kept_value(), loops(), loses_break(), nested(2), nested(0))
raises_in_finally()
