"""The intrinsics of gloam.machine that reach the processor, by name.

Port and memory-mapped accesses keep their order among themselves and with other memory (the
"memory" clobber). The rest of gloam.machine lowers to other IR operations.
"""

from __future__ import annotations

from gloamc.ir.function import Op, Value, type_of
from gloamc.ir.types import REF
from gloamc.llvm.descriptors import MODULE_OFFSET, NAME_OFFSET, QUALIFIED_NAME_OFFSET
from gloamc.llvm.ops.handler import Handler, Writer
from gloamc.llvm.ops.values import descriptor_of, release
from gloamc.llvm.types import llvm_type

_CLOBBERS = "~{memory},~{dirflag},~{fpsr},~{flags}"
_ACCUMULATOR = {8: "al", 16: "ax", 32: "eax"}
_SUFFIX = {8: "b", 16: "w", 32: "l"}


def _port_in(bits: int) -> Handler:
    code = f'asm sideeffect "in{_SUFFIX[bits]} %dx, %{_ACCUMULATOR[bits]}"'

    def handle(writer: Writer, op: Op) -> str:
        port = writer.typed(op.arguments[0])
        return writer.define(f'call i{bits} {code}, "={{ax}},{{dx}},{_CLOBBERS}"({port})')

    return handle


def _port_out(bits: int) -> Handler:
    code = f'asm sideeffect "out{_SUFFIX[bits]} %{_ACCUMULATOR[bits]}, %dx"'

    def handle(writer: Writer, op: Op) -> str:
        port, value = map(writer.typed, op.arguments)
        writer.line(f'call void {code}, "{{dx}},{{ax}},{_CLOBBERS}"({port}, {value})')
        return "0"

    return handle


def _read_tsc(writer: Writer, op: Op) -> str:
    return writer.define("call i64 @llvm.readcyclecounter()")


def _cpuid(writer: Writer, op: Op) -> str:
    return writer.call("i32", "gloam.cpuid", *map(writer.typed, op.arguments))


def _read_random(writer: Writer, op: Op) -> str:
    """RDRAND itself delivers 0 when it fails."""
    return writer.define('call i64 asm sideeffect "rdrand $0", "=r,~{flags}"()')


def _syscall(writer: Writer, op: Op) -> str:
    """The Linux convention: rcx and r11 are lost."""
    operands = ", ".join(map(writer.typed, op.arguments))
    constraints = "={rax},{rax},{rdi},{rsi},{rdx},{r10},{r8},{r9},~{rcx},~{r11}"
    return writer.define(
        f'call i64 asm sideeffect "syscall", "{constraints},{_CLOBBERS}"({operands})'
    )


def _trap(writer: Writer, op: Op) -> str:
    """Into ring 0, by a stub of the target."""
    function = writer.module.external("gloam_trap", "declare i64 @gloam_trap(i64, i64)")
    return writer.define(f"call i64 {function}({', '.join(map(writer.typed, op.arguments))})")


def _halt_forever(writer: Writer, op: Op) -> str:
    writer.line("call void @llvm.trap()")
    return "0"


def _barrier(code: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        writer.line(f'call void asm sideeffect "{code}", "{_CLOBBERS}"()')
        return "0"

    return handle


def _volatile_load(bits: int) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        place = writer.define(f"inttoptr {writer.typed(op.arguments[0])} to ptr")
        return writer.define(f"load volatile i{bits}, ptr {place}")

    return handle


def _volatile_store(writer: Writer, op: Op) -> str:
    address, value = op.arguments
    place = writer.define(f"inttoptr {writer.typed(address)} to ptr")
    writer.line(f"store volatile {writer.typed(value)}, ptr {place}")
    return "0"


def _mul_high(writer: Writer, op: Op) -> str:
    a, b = (writer.define(f"zext {writer.typed(value)} to i128") for value in op.arguments)
    product = writer.define(f"mul nuw i128 {a}, {b}")
    return writer.define(f"trunc i128 {writer.define(f'lshr i128 {product}, 64')} to i64")


def _divide_wide(result: int) -> Handler:
    """One DIV of rdx:rax; the quotient fits because high < divisor. LLVM has no such division."""

    def handle(writer: Writer, op: Op) -> str:
        operands = ", ".join(map(writer.typed, op.arguments))
        pair = writer.define(
            f'call {{ i64, i64 }} asm "divq $4", "={{rax}},={{rdx}},{{rdx}},{{rax}},r,~{{flags}}"'
            f"({operands})"
        )
        return writer.define(f"extractvalue {{ i64, i64 }} {pair}, {result}")

    return handle


def _count_zeros(intrinsic: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        value = writer.typed(op.arguments[0])
        return writer.define(f"call i64 @llvm.{intrinsic}.i64({value}, i1 false)")

    return handle


def _float_sqrt(writer: Writer, op: Op) -> str:
    return writer.define(f"call double @llvm.sqrt.f64({writer.typed(op.arguments[0])})")


def _byte_swap(writer: Writer, op: Op) -> str:
    type_ = llvm_type(op.type)
    return writer.define(f"call {type_} @llvm.bswap.{type_}({writer.typed(op.arguments[0])})")


def _type_text(offset: int) -> Handler:
    """The address of a packed text of the value's descriptor."""

    def handle(writer: Writer, op: Op) -> str:
        descriptor = descriptor_of(writer, op.arguments[0])
        place = writer.define(f"getelementptr i8, ptr {descriptor}, i64 {offset}")
        address = writer.define(f"load i32, ptr {place}, !invariant.load !3")
        return writer.define(f"zext i32 {address} to i64")

    return handle


def _is_of_same_class(writer: Writer, op: Op) -> str:
    left, right = (descriptor_of(writer, value) for value in op.arguments)
    return writer.boolean(f"icmp eq ptr {left}, {right}")


def _is_of_subclass(writer: Writer, op: Op) -> str:
    """Class numbers: a class comes before those that derive from it."""
    below = descriptor_of(writer, op.arguments[0])
    above = descriptor_of(writer, op.arguments[1])
    number = writer.define(f"load i32, ptr {below}")
    first = writer.define(f"load i32, ptr {above}")
    place = writer.define(f"getelementptr i8, ptr {above}, i64 4")
    last = writer.define(f"load i32, ptr {place}")
    behind = writer.define(f"icmp ugt i32 {number}, {first}")
    within = writer.define(f"icmp ule i32 {number}, {last}")
    return writer.boolean_of(writer.define(f"and i1 {behind}, {within}"))


def _address_of(writer: Writer, op: Op) -> str:
    """A heap object's address; of a small int, its word."""
    value = op.arguments[0]
    text = writer.value(value)
    if llvm_type(type_of(value)) == "ptr":
        return writer.define(f"ptrtoint ptr {text} to i64")
    return writer.define(f"and i64 {text}, -2")


def _stack_exhausted(writer: Writer, op: Op) -> str:
    return writer.call("i8", "gloam.stack_exhausted")


def _linker_address(name: str) -> Handler:
    def handle(writer: Writer, op: Op) -> str:
        place = writer.module.external(name, f"@{name} = external global i8")
        return writer.define(f"ptrtoint ptr {place} to i64")

    return handle


def _set_draining(writer: Writer, op: Op) -> str:
    place = writer.module.support.use("gloam.is_draining")
    writer.line(f"store {writer.typed(op.arguments[0])}, ptr {place}")
    return "0"


def _has_cycles(writer: Writer, op: Op) -> str:
    return "1" if any(la.is_cyclic for la in writer.module.program.layouts.values()) else "0"


def _is_anything_dying(writer: Writer, op: Op) -> str:
    draining = writer.define(f"load i8, ptr {writer.module.support.use('gloam.is_draining')}")
    dead = writer.define(f"load i32, ptr {writer.module.support.use('gloam.dead_list')}")
    is_busy = writer.define(f"icmp ne i8 {draining}, 0")
    is_waiting = writer.define(f"icmp ne i32 {dead}, 0")
    return writer.boolean_of(writer.define(f"or i1 {is_busy}, {is_waiting}"))


def _pointer_to(writer: Writer, value: Value) -> str:
    return writer.define(f"inttoptr i64 {writer.value(value)} to ptr")


def _call_hook(writer: Writer, op: Op) -> str:
    function, o = (_pointer_to(writer, value) for value in op.arguments)
    writer.define(f"call i8 {function}(ptr {o})")
    return "0"


def _ask_hook(writer: Writer, op: Op) -> str:
    function, o = (_pointer_to(writer, value) for value in op.arguments[:2])
    return writer.define(f"call i8 {function}(ptr {o}, {writer.typed(op.arguments[2])})")


def _release_object(writer: Writer, op: Op) -> str:
    release(writer, _pointer_to(writer, op.arguments[0]), REF)
    return "0"


MACHINE: dict[str, Handler] = {
    **{f"port_in{bits}": _port_in(bits) for bits in (8, 16, 32)},
    **{f"port_out{bits}": _port_out(bits) for bits in (8, 16, 32)},
    "read_tsc": _read_tsc,
    "cpuid": _cpuid,
    "read_random": _read_random,
    "syscall": _syscall,
    "trap": _trap,
    "halt_forever": _halt_forever,
    "memory_barrier": _barrier("mfence"),
    "compiler_barrier": _barrier(""),
    "set_draining": _set_draining,
    "has_cycles": _has_cycles,
    "is_anything_dying": _is_anything_dying,
    "call_hook": _call_hook,
    "ask_hook": _ask_hook,
    "release_object": _release_object,
    **{f"volatile_load{bits}": _volatile_load(bits) for bits in (8, 16, 32, 64)},
    **{f"volatile_store{bits}": _volatile_store for bits in (8, 16, 32, 64)},
    "mul_high": _mul_high,
    "div_wide": _divide_wide(0),
    "rem_wide": _divide_wide(1),
    "float_sqrt": _float_sqrt,
    "leading_zeros": _count_zeros("ctlz"),
    "trailing_zeros": _count_zeros("cttz"),
    **{f"byte_swap{bits}": _byte_swap for bits in (16, 32, 64)},
    "type_name": _type_text(NAME_OFFSET),
    "type_qualified_name": _type_text(QUALIFIED_NAME_OFFSET),
    "type_module": _type_text(MODULE_OFFSET),
    "is_of_same_class": _is_of_same_class,
    "is_of_subclass": _is_of_subclass,
    "address_of": _address_of,
    "stack_exhausted": _stack_exhausted,
    "heap_start": _linker_address("gloam_heap_start"),
    "heap_end": _linker_address("gloam_heap_end"),
}
"""Results of None-returning intrinsics are the success flag 0."""
