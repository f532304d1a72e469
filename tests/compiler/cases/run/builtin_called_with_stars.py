"""A builtin function as a value that is called with starred arguments."""

from collections.abc import Callable
from typing import Any


def call(f: Callable[..., Any], *args: Any) -> Any:
    return f(*args)


print(call(len, [1, 2]), call(abs, -3), call(len, "abc"), call(repr, "q"))
for values in ((), (1, 2)):
    try:
        print(call(len, *values))
    except TypeError as error:
        print(error)
