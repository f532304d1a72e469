"""try/except/else/finally with return, break, continue; re-raise; chaining."""


class Broken(Exception):
    pass


class Worse(Broken):
    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


def risky(n: int) -> int:
    if n == 1:
        raise ValueError("one")
    if n == 2:
        raise Worse(2)
    if n == 3:
        raise KeyError("three")
    return n


def order(n: int) -> str:
    out = ""
    try:
        out += "t"
        risky(n)
    except ValueError:
        out += "v"
    except Broken as e:
        out += f"b[{e}]"
    else:
        out += "e"
    finally:
        out += "f"
    return out


def finally_wins() -> int:
    try:
        return 1
    finally:
        print("cleanup")


def finally_overrides() -> int:
    try:
        raise ValueError("lost")
    finally:
        return 2


def loops() -> list[str]:
    out: list[str] = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            risky(i)
            out.append(f"ok{i}")
        except (KeyError, Worse) as e:
            out.append(repr(e))
            continue
        finally:
            out.append(f"f{i}")
        out.append("end")
    else:
        out.append("no break")
    return out


def nested_return() -> str:
    for i in range(3):
        try:
            try:
                if i == 1:
                    return "inner"
            finally:
                print("fin inner", i)
        finally:
            print("fin outer", i)
    return "none"


def reraise() -> None:
    try:
        risky(1)
    except ValueError:
        print("re")
        raise


def chain() -> None:
    try:
        risky(3)
    except KeyError as e:
        raise RuntimeError("chained") from e


def implicit() -> None:
    try:
        risky(1)
    except ValueError:
        raise TypeError("during")


def suppressed() -> None:
    try:
        risky(1)
    except ValueError:
        raise TypeError("alone") from None


def in_handler_finally() -> str:
    try:
        try:
            risky(1)
        except ValueError:
            risky(2)
        finally:
            print("cleanup")
    except Worse as e:
        return f"{e.code} {e.__context__!r}"
    return "?"


def bare(n: int) -> str:
    try:
        risky(n)
    except:  # noqa: E722
        return "caught"
    return "clean"


def main() -> None:
    print(order(0), order(1), order(2))
    try:
        order(3)
    except KeyError as e:
        print("escaped", e, repr(e), e.args)
    print(finally_wins(), finally_overrides(), loops(), nested_return())
    for f in (reraise, chain, implicit, suppressed):
        try:
            f()
        except Exception as e:
            print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    print(in_handler_finally(), bare(0), bare(1), bare(3))
    try:
        [1, 2][5]
    except IndexError as e:
        print(e)
    try:
        {"a": 1}["b"]
    except KeyError as e:
        print(e)
    try:
        [1].remove(2)
    except ValueError as e:
        print(e)
    try:
        [].pop()
    except IndexError as e:
        print(e)
    try:
        (1, 2).index(3)
    except ValueError as e:
        print(e)


try:
    main()
except Exception as e:
    print("top", repr(e))
finally:
    print("module finally")
