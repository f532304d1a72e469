"""Star imports: what they bind, packages, __all__."""

from plain import *
from package import *
from typing import *


def both(x: Optional[int]) -> List[str]:
    return [helper(x or 0), shown(), str(LIMIT)]


print(both(3), Thing(2).double(), counter())
