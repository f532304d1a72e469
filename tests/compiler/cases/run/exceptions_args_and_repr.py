"""args, str and repr of builtin and own exceptions; attributes; equality; notes."""


class Plain(Exception):
    pass


class Detailed(Exception):
    def __init__(self, code: int, *rest: object, reason: str = "none") -> None:
        super().__init__(code, *rest)
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        return f"[{self.code}] {self.reason}"


class Silent(Exception):
    def __init__(self, text: str) -> None:
        self.text = text


for error in (ValueError(), ValueError("a"), ValueError("a", 1), ValueError(None), KeyError("k"), KeyError(), KeyError("a", "b"), Plain("x"), Plain(), Detailed(5), Detailed(1, "r", reason="why"), Silent("s"), StopIteration(3), SystemExit(2), OSError(2, "No such file"), OSError("just text"), IndexError([1]), Exception("é\n")):
    print(type(error).__name__, repr(error), "|", str(error), "|", error.args)
print(StopIteration(7).value, SystemExit("bye").code, SystemExit().code, OSError(13, "denied", "f.txt").errno, OSError(13, "denied", "f.txt"), type(OSError(2, "x")).__name__, type(OSError(17, "x")).__name__)
error = ValueError("noted")
error.add_note("first")
error.add_note("second")
print(error.__notes__, error, repr(error), ValueError("a") == ValueError("a"), ValueError.__name__, isinstance(Plain(), Exception), issubclass(Plain, Exception))
try:
    raise Detailed(404, reason="lost")
except Plain:
    print("no")
except Detailed as caught:
    print(caught, caught.code, caught.args, caught.reason)
try:
    assert 1 > 2, ("tuple", 1)
except AssertionError as problem:
    print(problem, problem.args)
try:
    assert []
except AssertionError as problem:
    print(repr(problem))
