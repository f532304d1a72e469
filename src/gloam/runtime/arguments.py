"""Arguments that meet their parameters only while the program runs: starred values.

The errors are those of CPython. `function` is the function's name as it is shown.
"""

from gloam.machine import i64, tuple_length
from gloam.runtime import tuple as tuples


def check_new(names: dict[str, object], name: str, function: str) -> None:
    """A name may be given once."""
    if name in names:
        raise TypeError(f"{function}() got multiple values for keyword argument '{name}'")


def check_unbound(names: dict[str, object], name: str, function: str) -> None:
    """A parameter that has its value by position is not named too."""
    if name in names:
        raise_twice(function, name)


def raise_twice(function: str, name: str) -> None:
    raise TypeError(f"{function}() got multiple values for argument '{name}'")


def raise_type_error(function: str, text: str) -> None:
    raise TypeError(function + text)


def has(names: dict[str, object], name: str) -> bool:
    return name in names


def take(names: dict[str, object], name: str) -> object:
    """The value of a name, which is used up."""
    value = names[name]
    del names[name]
    return value


def check_none(names: dict[str, object], function: str) -> None:
    """Every name that was given is one of a parameter."""
    for name in names:
        raise TypeError(f"{function}() got an unexpected keyword argument '{name}'")


def check_no_names(names: dict[str, object], function: str) -> None:
    """Nothing was given by name."""
    if len(names) > 0:
        raise TypeError(f"{function}() takes no keyword arguments")


def items_from(items: tuple[object, ...], start: i64) -> tuple[object, ...]:
    """The positional arguments that no parameter of their own took."""
    if start >= tuple_length(items):
        return ()
    return tuples.get_slice(items, start, tuple_length(items))


def check_count(function: str, required: i64, most: i64, given: i64) -> None:
    """Not more positional arguments than parameters."""
    if given <= most:
        return
    takes = str(int(most))
    if required < most:
        takes = f"from {int(required)} to {int(most)}"
    plural = "" if most == 1 else "s"
    verb = "was" if given == 1 else "were"
    raise TypeError(
        f"{function}() takes {takes} positional argument{plural} but {int(given)} {verb} given"
    )


def check_exact(function: str, count: i64, items: tuple[object, ...]) -> None:
    """As many arguments as a builtin function takes."""
    given = int(tuple_length(items))
    if given == count:
        return
    if count == 1:
        raise TypeError(f"{function}() takes exactly one argument ({given} given)")
    raise TypeError(f"{function} expected {int(count)} arguments, got {given}")
