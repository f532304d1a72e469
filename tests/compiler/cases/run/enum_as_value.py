"""An enumeration as a value that is called."""

from enum import Enum
from typing import Callable


class Op(Enum):
    PUSH = "push"
    POP = "pop"


def make(kind: Callable[[str], Op], text: str) -> Op:
    return kind(text)


print(make(Op, "pop"))
kinds = [Op]
print([k("push") for k in kinds], list(map(Op, ["pop", "push"])))
try:
    make(Op, "jump")
except ValueError as e:
    print(e)
