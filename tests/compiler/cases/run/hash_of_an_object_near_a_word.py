class A:
    def __init__(self, n: int) -> None:
        self.n = n

    def __hash__(self) -> int:
        return self.n


for n in (1, 2**61 - 1, 2**61, 2**62, 2**63 - 1, -(2**63), 2**63, 2**64 + 5, -1, -2, -(2**61)):
    print(n, hash(A(n)))
