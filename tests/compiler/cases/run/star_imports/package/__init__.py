from .inner import *

__all__ = ["shown", "counter"]
print("package runs")


def shown() -> str:
    return "shown"


def unshown() -> str:
    return "unshown"
