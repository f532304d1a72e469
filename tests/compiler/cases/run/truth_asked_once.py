"""`and` and `or` ask each operand for its truth once at most."""


class A:
    def __init__(self, v: bool) -> None:
        self.v = v

    def __bool__(self) -> bool:
        print("bool", self.v)
        return self.v

    def __repr__(self) -> str:
        return f"A{self.v}"


for a in (A(True), A(False)):
    for b in (A(True), A(False)):
        c = A(True)
        print(a and b or c)
        print((a or b) and c)
        if a and b or c:
            print("yes")
        if not (a and b) or not c:
            print("no")
        x = a and b or c and a
        print(x)
        print(not a and b)
        print((a and b) if (a or b) else c)
