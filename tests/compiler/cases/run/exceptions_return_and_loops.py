"""return, break and continue through try/finally; else; nested handlers; variables deleted."""


def f(n: int) -> str:
    log = []
    for i in range(4):
        try:
            log.append(f"t{i}")
            if i == n:
                break
            if i == 1:
                continue
            if n == 9:
                return "early " + ",".join(log)
        except ValueError:
            log.append("never")
        else:
            log.append(f"e{i}")
        finally:
            log.append(f"f{i}")
    else:
        log.append("else")
    return ",".join(log)


for n in (0, 1, 2, 3, 5, 9):
    print(n, f(n))


def g() -> int:
    try:
        return 1
    finally:
        print("finally before return")


def h() -> int:
    for _ in range(3):
        try:
            raise ValueError
        except ValueError:
            try:
                return 10
            finally:
                print("inner finally")
    return 0


def k(x: object) -> str:
    try:
        if x is None:
            raise KeyError("none")
        return f"len {len(str(x))}"
    except (KeyError, IndexError) as error:
        return f"caught {error!r}"
    except Exception:
        return "other"
    finally:
        print("k done", x)


print(g(), h(), k(None), k("abc"))
error = "outer"
try:
    raise ValueError("v")
except ValueError as caught:
    kept = caught
print(error, kept.args)


while True:
    try:
        raise StopIteration
    except StopIteration:
        break
    finally:
        print("out of the loop")
