"""ContextVar, Token and Context outside of tasks."""

from contextvars import Context, ContextVar, Token, copy_context

count: ContextVar[int] = ContextVar("count", default=0)
name: ContextVar[str] = ContextVar("name")
items: ContextVar[list[str] | None] = ContextVar("items", default=None)
ratio = ContextVar("ratio", default=0.5)


def increase(by: int, *, twice: bool = False) -> int:
    count.set(count.get() + by * (2 if twice else 1))
    return count.get()


def fails() -> None:
    count.set(99)
    raise ValueError("inside")


def shape(text: str) -> str:
    """Without addresses."""
    return text.partition(" at 0x")[0]


print(count.get(), count.get(5), items.get(), ratio.get(), count.name)
try:
    name.get()
except LookupError as error:
    print(type(error).__name__, error.args[0] is name)
print(name.get("fallback"), name.get(3))
token = count.set(1)
print(count.get(), token.old_value is Token.MISSING, token.var is count)
second = count.set(2)
print(second.old_value, shape(repr(count)), shape(repr(name)), shape(repr(second)))
count.reset(second)
print(count.get())
for bad in range(3):
    try:
        if bad == 0:
            count.reset(second)
        elif bad == 1:
            ratio.set(0.25)
            name.reset(name.set("x")) if False else count.reset(token)
            print(count.get())
            count.reset(token)
        else:
            copy_context().run(count.reset, count.set(4))
    except (RuntimeError, ValueError) as error:
        print(
            type(error).__name__, str(error).partition(" at 0x")[0], str(error).rpartition("> ")[2]
        )

context = copy_context()
print(context.run(increase, 5), context.run(increase, 5, twice=True), count.get())
print(
    context[count],
    count in context,
    name in context,
    len(context),
    context.get(name),
    context.get(name, "d"),
)
print(sorted([var.name for var in context]), sorted([var.name for var, _ in context.items()]))
try:
    context[name]
except KeyError as error:
    print("KeyError", error.args[0] is name)
try:
    context.run(fails)
except ValueError as error:
    print(error, context[count], count.get())
try:
    context.run(context.run, increase, 1)
except RuntimeError as error:
    print(shape(str(error)).partition("<")[0], str(error).rpartition("> ")[2])
empty = Context()
print(len(empty), empty.run(count.get), empty.run(increase, 3), len(empty))
copied = empty.copy()
copied.run(increase, 10)
print(empty[count], copied[count])
