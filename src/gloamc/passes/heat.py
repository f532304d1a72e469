"""Which functions are worth code for speed: what the program itself runs again and again.

Roots are the program's own functions (not the library's) that have a loop or are recursive. What
they call from inside of their loops, a recursive one from anywhere, is hot as well, and so on.
Calls from blocks that can only end in a failure do not count. A program that only calls the library
has nothing hot and is compiled for size throughout.

That leaves a server cold, whose loop is the library's. If the program is to be compiled for speed,
everything is hot that the library does for packets, requests and answers: all but what is RARE.

Before: stage COUNTED. After: `is_hot` and `is_slow_way` of functions are set, nothing else is
changed. Knows the library by the paths of its sources.
"""

from __future__ import annotations

from gloamc.analysis.call_graph import components, recursive_functions
from gloamc.analysis.cfg import failing_blocks
from gloamc.analysis.raising import implementations
from gloamc.ir.function import Block, Function, Program

LIBRARY = "gloam/"
WORKING = ("gloam/runtime/", "gloam/kernel/", "gloam/stdlib/", "gloam/sched/")
"""What of the library computes; the rest waits for devices."""

COLD = (
    "gloam/runtime/codec.py",
    "gloam/runtime/console.py",
    "gloam/runtime/exceptions.py",
    "gloam/runtime/raising.py",
)
"""Text on its way out, and failures."""

SERVING = (
    "gloam/dns/",
    "gloam/drivers/",
    "gloam/http/",
    "gloam/net/",
    "gloam/runtime/",
    "gloam/sched/",
    "gloam/stdlib/asyncio/",
)
RARE = (
    *COLD,
    "gloam/dns/cache.py",
    "gloam/dns/data_parser.py",
    "gloam/dns/generate.py",
    "gloam/dns/identity.py",
    "gloam/dns/lookup.py",
    "gloam/dns/resolver.py",
    "gloam/dns/secondary.py",
    "gloam/dns/service_parameter.py",
    "gloam/dns/transfer",
    "gloam/dns/zone_builder.py",
    "gloam/dns/zone_file.py",
    "gloam/dns/zone_packer.py",
    "gloam/dns/zone_token.py",
    "gloam/drivers/cmos.py",
    "gloam/drivers/pci.py",
    "gloam/drivers/virtio/mmio.py",
    "gloam/drivers/virtio/pci.py",
    "gloam/http/client.py",
    "gloam/net/address_check.py",
    "gloam/net/dhcp",
    "gloam/net/icmp.py",
    "gloam/net/ip6/",
    "gloam/net/network.py",
    "gloam/net/reassembly.py",
    "gloam/net/statistics.py",
    "gloam/net/wire/arp.py",
    "gloam/net/wire/dhcp.py",
    "gloam/net/wire/icmp",
    "gloam/net/wire/mld.py",
    "gloam/net/wire/ndp.py",
    "gloam/runtime/bignum.py",
    "gloam/runtime/float",
    "gloam/runtime/format",
    "gloam/runtime/int_float.py",
    "gloam/runtime/int_text.py",
    "gloam/runtime/number_format.py",
    "gloam/runtime/percent_format.py",
    "gloam/runtime/unicode",
    "gloam/stdlib/asyncio/runners.py",
)
"""Of SERVING, by the beginnings of paths: what happens once, seldom or never while one serves."""

ALLOCATION = (
    "gloam.runtime.heap.allocate",
    "gloam.runtime.heap.allocate_traced",
    "gloam.runtime.heap._take",
    "gloam.runtime.heap._release_block",
)
"""What the back end calls behind the scenes, for any program that makes objects."""


SLOW_WAYS = (
    "gloam.runtime.heap._run_release",
    "gloam.runtime.heap._slab_changed",
    "gloam.runtime.heap._take_from_next_slab",
    "gloam.runtime.heap._take_run",
)
"""Where one of these ends once in a hundred times: in line, they would cost it registers."""


def run_program(program: Program) -> None:
    for name in SLOW_WAYS:
        if name in program.functions:
            program.functions[name].is_slow_way = True
    for name in _hot_functions(program):
        program.functions[name].is_hot = name not in SLOW_WAYS
    if program.for_speed:
        for fn in program.functions.values():
            if fn.blocks and fn.path.startswith(SERVING) and not fn.path.startswith(RARE):
                fn.is_hot = not fn.is_slow_way


def _hot_functions(program: Program) -> set[str]:
    own = {name: fn for name, fn in program.functions.items() if fn.blocks and _is_own(fn)}
    calls = _Calls(program)
    # A step may resume any other step as far as one can see: that alone is no recursion.
    plain = {name: fn for name, fn in own.items() if not fn.is_frame_step}
    graph = {
        name: [callee for callee in calls.of(set(fn.blocks)) if callee in plain]
        for name, fn in plain.items()
    }
    recursive = recursive_functions(graph)
    hot: set[str] = set()
    work: list[tuple[Function, set[Block]]] = []
    for name, fn in own.items():
        blocks = set(fn.blocks) if name in recursive else _repeated(fn)
        if blocks:
            hot.add(name)
            work.append((fn, blocks))
    for name in ALLOCATION:
        if hot and name in program.functions:
            hot.add(name)
            work.append((program.functions[name], set(program.functions[name].blocks)))
    while work:
        fn, blocks = work.pop()
        for name in calls.of(blocks - failing_blocks(fn)):
            callee = program.functions.get(name)
            if callee is not None and name not in hot and _may_be_hot(callee):
                hot.add(name)
                work.append((callee, set(callee.blocks)))
    return hot


def _is_own(fn: Function) -> bool:
    return bool(fn.path) and not fn.path.startswith(LIBRARY)


def _may_be_hot(fn: Function) -> bool:
    return _is_own(fn) or (fn.path.startswith(WORKING) and fn.path not in COLD)


class _Calls:
    """What blocks call, virtual calls at all their targets."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._slots: dict[str, list[str]] = {}

    def of(self, blocks: set[Block]) -> set[str]:
        """Symbols."""
        names: set[str] = set()
        for block in blocks:
            for op in block.ops:
                if op.name == "call":
                    names.add(op.attribute)
                elif op.name == "call_virtual":
                    if op.attribute not in self._slots:
                        self._slots[op.attribute] = implementations(self._program, op.attribute)
                    names.update(self._slots[op.attribute])
        return names


def _repeated(fn: Function) -> set[Block]:
    """The blocks on cycles."""
    graph = {block: block.successors() for block in fn.blocks}
    repeated: set[Block] = set()
    for component in components(graph):
        if len(component) > 1 or component[0] in graph[component[0]]:
            repeated.update(component)
    return repeated
