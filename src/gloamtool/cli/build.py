"""`gloam build`: a source file to an image, or to what one stage of the compiler makes of it."""

import json
import sys
import time
from pathlib import Path

import click

from gloamc.diagnostics import CompileErrors
from gloamtool.cli.report import diagnostic_facts, progress
from gloamtool.cli.size import parse_size, require_memory
from gloamtool.failure import EXIT_USER, UserError
from gloamtool.image.builder import ImageOrder, build_image, emitted_text

TARGETS = ("process", "vm")

HELP = """Compile FILE into an image.

\b
  --target vm       a PVH ELF: QEMU, KVM and other hypervisors boot it directly
  --target process  a static Linux executable without libc, for the sandbox of `gloam run`

An unchanged program comes out of the cache. The same source gives the same bytes.

\b
Examples:
  gloam build --target vm app.py -o app.img
  gloam build --target process --debug app.py -o app
  gloam build --target vm --emit ir app.py               the program as Gloam's IR, on stdout
  gloam build --target vm --emit ir-after=ranges app.py  ... after one pass
  gloam build --target vm --emit ir-after=? app.py       ... which passes are there?
  gloam build --target vm --emit asm app.py -o app.s
"""


@click.command("build", help=HELP)
@click.option("--target", type=click.Choice(TARGETS), required=True, help="Where it shall run.")
@click.option(
    "--debug",
    is_flag=True,
    help="Keep symbols and lines for a debugger, check reference counts; less optimised.",
)
@click.option(
    "--emit",
    metavar="tree|ir|ir-after=PASS|llvm|asm",
    help="Write what this stage makes, as text, instead of an image.",
)
@click.option(
    "--memory",
    type=parse_size,
    metavar="SIZE",
    default="32M",
    show_default=True,
    help="The heap of a process; a virtual machine gets its memory when it is started.",
)
@click.option("--no-ip6", is_flag=True, help="Leave IPv6 out: the image is smaller, and IPv4 only.")
@click.option(
    "--speed",
    is_flag=True,
    help="Compile what serves packets and requests for speed; the image is a third larger.",
)
@click.option("--json", "as_json", is_flag=True, help="Say what was built, for programs.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def build_command(
    *,
    target: str,
    debug: bool,
    emit: str | None,
    memory: int,
    no_ip6: bool,
    speed: bool,
    as_json: bool,
    output: Path | None,
    file: Path,
) -> None:
    """Build an image, or show a stage."""
    if target == "process":
        require_memory(target, memory)
    order = ImageOrder(
        source=file,
        target=target,
        is_debug=debug,
        has_ip6=not no_ip6,
        for_speed=speed,
        memory_bytes=memory,
    )
    if emit is not None:
        _emit(order, emit, output)
        return
    if output is None:
        raise UserError("say where the image goes: -o OUT")
    if output.resolve() == file.resolve():
        raise UserError(f"-o {output} would overwrite the source")
    started = time.monotonic()
    try:
        with progress(f"building {file} for {target}") as step:
            build_image(order, output, step)
    except CompileErrors as errors:
        if not as_json:
            raise
        click.echo(json.dumps({"errors": diagnostic_facts(errors.diagnostics)}, indent=2))
        sys.exit(EXIT_USER)
    if as_json:
        facts = {
            "image": str(output),
            "target": target,
            "size_bytes": output.stat().st_size,
            "seconds": round(time.monotonic() - started, 3),
            "errors": [],
        }
        click.echo(json.dumps(facts, indent=2))


def _emit(order: ImageOrder, stage: str, output: Path | None) -> None:
    with progress(f"compiling {order.source}"):
        text = emitted_text(order, stage)
    if output is None:
        sys.stdout.write(text)
    else:
        try:
            output.write_text(text)
        except OSError as error:
            raise UserError(f"{output} cannot be written: {error.strerror}") from None
