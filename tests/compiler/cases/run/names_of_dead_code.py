"""Names that nobody defines, where the platform or the version keeps everybody out."""

import sys
def f(x: int) -> int:
    if sys.platform == "win32":
        return nothing_here(x)
    return x
def q(x: int) -> int:
    return x
if sys.platform == "win32":
    class W(Missing): pass
    def w(a: AlsoMissing = default_missing) -> None: ...
    other
if sys.version_info < (3, 9):
    f = other  # noqa
elif sys.platform == "darwin":
    g = other
print(f(1), q(1))
