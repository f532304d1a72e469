"""Which runtime function stands behind an IR operation's slow path, by full Python name.

irbuild makes these functions reachable when it uses the operation; gloamc.llvm calls them. The
signature is the operation's own unless the comment says otherwise.
"""

_ALLOCATION = (
    "gloam.runtime.heap.allocate",
    "gloam.runtime.raising.raise_memory_error",
    "gloam.runtime.heap.allocate_traced",
    "gloam.runtime.collector.allocate_again",
    "gloam.runtime.collector.allocate_traced_again",
)

RUNTIME_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "int.add": ("gloam.runtime.int.add",),
    "int.sub": ("gloam.runtime.int.sub",),
    "int.mul": ("gloam.runtime.int.mul",),
    "int.and": ("gloam.runtime.int.and_",),
    "int.or": ("gloam.runtime.int.or_",),
    "int.xor": ("gloam.runtime.int.xor",),
    "int.floordiv": ("gloam.runtime.int.floordiv",),
    "int.mod": ("gloam.runtime.int.mod",),
    "int.lshift": ("gloam.runtime.int.lshift",),
    "int.rshift": ("gloam.runtime.int.rshift",),
    "int.eq": ("gloam.runtime.int.eq",),
    "int.ne": ("gloam.runtime.int.eq",),  # negated
    "int.lt": ("gloam.runtime.int.lt",),
    "int.le": ("gloam.runtime.int.le",),
    "int.gt": ("gloam.runtime.int.lt",),  # operands swapped
    "int.ge": ("gloam.runtime.int.le",),  # operands swapped
    "int.neg": ("gloam.runtime.int.neg",),
    "int.invert": ("gloam.runtime.int.invert",),
    "int.truth": ("gloam.runtime.int.truth",),
    # i64 -> int and u64 -> int for values beyond 63 bits.
    "int.from_raw": ("gloam.runtime.int.from_i64", "gloam.runtime.int.from_u64"),
    # int -> i64 and int -> u64, raising OverflowError; narrower types check the range of the i64.
    "int.to_raw": ("gloam.runtime.int.to_i64", "gloam.runtime.int.to_u64"),
    # allocate(size: i64) -> Ptr[u8], null when out of memory; raise_memory_error() -> None raises.
    # The others are for objects that may be in a cycle, and allocate again after a collection.
    "new": _ALLOCATION,
    "to_heap": _ALLOCATION,
    "allocate": _ALLOCATION,
    # A float box; out of memory there is fatal: gloam.runtime.heap.out_of_memory() never returns.
    "box": ("gloam.runtime.heap.allocate", "gloam.runtime.heap.out_of_memory"),
    # add_traceback(exc: BaseException, file: u64, line: i64, function: u64) -> None, never raises;
    # file and function are addresses of packed texts.
    "add_traceback": ("gloam.runtime.exceptions.add_traceback",),
}
"""Op name to functions."""

ROOTS = (
    "gloam.runtime.heap.free",  # destructors
    "gloam.runtime.raising.raise_unbound_local",  # passes/uninit
    "gloam.runtime.raising.raise_recursion_error",  # passes/stack_check
    "gloam.runtime.exceptions.add_traceback",  # passes/exceptions
    "gloam.runtime.raising.panic",  # trap_if
)
"""Runtime functions that compiler-made code calls; unused ones are dropped by passes."""

EXTERNAL_ROOTS = (
    "gloam.runtime.raising.raise_memory_error",
    "gloam.runtime.heap.out_of_memory",
)
"""Called by support functions of the back end."""

VISIT_REFERENCES = "gloam.runtime.collector.visit_references"
VISIT_WORDS = "gloam.runtime.collector.visit_words"
"""What `__trace__` of a class calls if its objects hold references that are not in fields."""

FINALISE = "<finalise>"
"""Last part of the symbol of a class's finalise function if that runs `__del__`."""

RELEASE_GLOBALS = "$release_globals"
"""Debug builds: what lets go of all globals after the program's end, before the leak check."""
