"""Library functions that code generation may call: compiler-rt, and `pow` from musl.

Both come as source with the `ziglang` wheel and are built on the first link that misses a symbol of
theirs. musl's `pow` is the routine that glibc uses as well (ARM optimized-routines), so a result
equals CPython's to the last bit in all but the rarest cases.
"""

from collections.abc import Iterable
from pathlib import Path

from gloamc.link.cache import cache_directory, cached, content_key
from gloamc.link.toolchain import run_tool, toolchain_version, zig_path
from gloamc.targets import Target

_MATH_SOURCES = {
    "pow": (
        "pow.c",
        "pow_data.c",
        "exp_data.c",
        "__math_divzero.c",
        "__math_invalid.c",
        "__math_oflow.c",
        "__math_uflow.c",
        "__math_xflow.c",
    ),
}


def support_objects(target: Target, missing: Iterable[str], work: Path) -> list[Path]:
    """Files to add to a link that lacks the symbols `missing`, in link order."""
    objects = [
        _math_object(target, source, work)
        for name in sorted(set(missing) & _MATH_SOURCES.keys())
        for source in _MATH_SOURCES[name]
    ]
    return [*objects, _compiler_rt(target, work)]


def _compiler_rt(target: Target, work: Path) -> Path:
    source = zig_path().parent / "lib" / "compiler_rt.zig"
    arguments = ["-target", "x86_64-freestanding-none", "-mcpu=baseline", "-O", "ReleaseSmall"]
    arguments += ["-fstrip", "-fno-PIC", "-mno-red-zone", "-ffunction-sections"]
    private = str(cache_directory() / "zig")

    def build(path: Path) -> None:
        run_tool(
            ["build-lib", str(source), *arguments, f"-femit-bin={path}"],
            work=work,
            environment={"ZIG_GLOBAL_CACHE_DIR": private, "ZIG_LOCAL_CACHE_DIR": private},
        )

    key = content_key(["compiler_rt", toolchain_version(), target.triple, *arguments])
    return cached(key, build)


def _math_object(target: Target, source: str, work: Path) -> Path:
    musl = zig_path().parent / "lib" / "libc" / "musl"
    # pow.c needs only macros and prototypes of these; nothing of musl but the named files is
    # linked.
    includes = ["arch/x86_64", "arch/generic", "src/include", "src/internal", "include"]
    generic = zig_path().parent / "lib" / "libc" / "include"
    arguments = [f"--target={target.triple}", "-std=c99", "-O2", "-ffreestanding", "-fno-pic"]
    arguments += ["-mno-red-zone", "-fno-stack-protector", "-ffunction-sections", "-nostdlibinc"]
    arguments += ["-fno-asynchronous-unwind-tables", "-ffp-contract=off"]
    paths = [musl / part for part in includes]
    paths += [generic / "x86_64-linux-musl", generic / "generic-musl"]

    def build(path: Path) -> None:
        flags = [word for part in paths for word in ("-isystem", str(part))]
        name = str(musl / "src" / "math" / source)
        run_tool(["clang", *arguments, *flags, "-c", name, "-o", str(path)], work=work)

    key = content_key(["math", toolchain_version(), source, *arguments])
    return cached(key, build)
