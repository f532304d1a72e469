"""What compiled code calls to raise: the exceptions behind operators, lookups and broken promises.

Every `raise_*` function raises and never returns. It knows no user code.
"""

from gloam.device import platform
from gloam.machine import halt_forever, i64, same_object, type_name
from gloam.runtime import codec, collector, console, heap

handled: BaseException | None = None
"""The exception being handled, which becomes the context of one raised meanwhile."""

_is_out_of_memory: bool = False


def set_context(exc: BaseException) -> None:
    """`__context__`, as CPython sets it when `exc` is raised."""
    active = handled
    if active is None or same_object(active, exc):
        return
    # An exception that is in its own chain of contexts would make a cycle: the chain ends there.
    at: BaseException = active
    while True:
        earlier = at.__context__
        if earlier is None:
            break
        if same_object(earlier, exc):
            at.__context__ = None
            break
        at = earlier
    exc.__context__ = active


def set_cause(exc: BaseException, cause: BaseException) -> None:
    exc.__cause__ = cause
    exc.__suppress_context__ = True


def set_no_cause(exc: BaseException) -> None:
    exc.__cause__ = None
    exc.__suppress_context__ = True


def raise_active() -> None:
    """A bare `raise` outside of the handler's own function."""
    active = handled
    if active is None:
        raise RuntimeError("No active exception to reraise")
    raise active


def raise_no_attribute(value: object, name: str) -> None:
    if name == "":
        raise TypeError(f"unexpected '{type_name(value)}' object")
    raise AttributeError(f"'{type_name(value)}' object has no attribute '{name}'")


def raise_wrong_class(value: object) -> None:
    raise TypeError(f"unexpected '{type_name(value)}' object")


def raise_unbound_local(name: str) -> None:
    raise UnboundLocalError(
        f"cannot access local variable '{name}' where it is not associated with a value"
    )


def raise_UnboundLocalError(message: str) -> None:
    raise UnboundLocalError(message)


def raise_NameError(message: str) -> None:
    raise NameError(message)


def raise_AttributeError(message: str) -> None:
    raise AttributeError(message)


def raise_TypeError(message: str) -> None:
    raise TypeError(message)


def raise_operands(operator: str, a: object, b: object) -> None:
    """No operand has a method that takes the other one."""
    shown = "** or pow()" if operator == "**" else operator
    raise TypeError(
        f"unsupported operand type(s) for {shown}: '{type_name(a)}' and '{type_name(b)}'"
    )


def raise_OverflowError(message: str) -> None:
    raise OverflowError(message)


def raise_ZeroDivisionError(message: str) -> None:
    raise ZeroDivisionError(message)


def raise_ValueError(message: str) -> None:
    raise ValueError(message)


def raise_recursion_error() -> None:
    raise RecursionError("maximum recursion depth exceeded")


def raise_memory_error() -> None:
    global _is_out_of_memory  # noqa: PLW0603  # guards against its own allocations
    if _is_out_of_memory:
        heap.out_of_memory()
    _is_out_of_memory = True
    heap.use_reserve()
    error = MemoryError()
    _is_out_of_memory = False
    raise error


def raise_unreachable(line: i64) -> None:
    """mypy proved that this line is never reached; a value lied about its type."""
    raise RuntimeError(f"line {int(line)} was reached against its type annotations")


def check_unpack(size: i64, count: i64) -> None:
    """Raise ValueError unless a sequence of `size` items fills `count` targets."""
    if size > count:
        raise ValueError(f"too many values to unpack (expected {int(count)})")
    if size < count:
        raise ValueError(f"not enough values to unpack (expected {int(count)}, got {int(size)})")


def check_unpack_star(size: i64, count: i64) -> None:
    """As `check_unpack`, where a starred target takes what is left over."""
    if size < count:
        raise ValueError(
            f"not enough values to unpack (expected at least {int(count)}, got {int(size)})"
        )


def raise_stopped(exc: BaseException) -> None:
    """A StopIteration leaves a coroutine."""
    raise RuntimeError("coroutine raised StopIteration") from exc


def raise_unexpected(value: object) -> None:
    """typing.assert_never."""
    raise AssertionError(f"Expected code to be unreachable, but got: {value!r}")


def panic(text: str) -> None:
    """A broken invariant of our own: say so and stop. Never returns."""
    platform.current.write_error(codec.encode_utf8(f"gloam: fatal: {text}\n"))
    platform.current.exit(134)
    halt_forever()


def check_leaks(baseline: i64, status: i64) -> i64:
    """At exit of a debug build: 99 and a message if objects are left over."""
    platform.current.release_devices()
    collector.collect()
    live = heap.live_objects()
    if live == baseline:
        return status
    console.write_error(f"gloam: {int(live - baseline)} objects leaked\n")
    return i64(99)
