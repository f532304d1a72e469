"""What the command says about a mistake: one line that names it and the way out, and status 1."""

import socket
import subprocess
from pathlib import Path

import pytest

import gloamc.link
from gloamc.diagnostics import InternalError
from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from support.gloam_command import gloam

PROGRAM = "print('hello')\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's directory with right and wrong programs."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "app.py").write_text(PROGRAM)
    (folder / "syntax.py").write_text("def f(:\n    pass\n")
    (folder / "typed.py").write_text('x: int = "a"\nx.zap\n')
    (folder / "types.py").write_text("never imported, so never looked at")
    (folder / "tabs.py").write_text("if True:\n\timport tkinter\n")
    (folder / "latin.py").write_bytes(b"x = 1\nprint('\xe9')\n")
    (folder / "null.py").write_bytes(b"x = 1\n\0")
    (folder / "text.img").write_text("no image")
    (folder / "cut.img").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(9))
    (folder / "directory").mkdir()
    return folder


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("run nowhere.py", "Error: Invalid value for 'FILE': File 'nowhere.py' does not exist."),
        ("check directory", "Error: Invalid value for 'FILE': File 'directory' is a directory."),
        ("run", "Error: Missing argument 'FILE'."),
        ("walk app.py", "Error: No such command 'walk'."),
        ("run --target moon app.py", "'moon' is not one of 'cpython', 'process', 'vm'."),
        ("run --machine pc app.py", "'pc' is not one of 'microvm', 'q35'."),
        ("run --memory 1X app.py", "'1X' is not a size; write for example 32M"),
        ("run --memory 1M app.py", "--memory is too small: the target vm needs at least 2M"),
        ("run --memory 3G app.py", "--memory is too large: the target vm uses at most 2816M"),
        (
            "run --target process --memory 63K app.py",
            "--memory is too small: the target process needs at least 64K",
        ),
        ("run --target process --memory 999999G app.py", "--memory is too large: this host has"),
        ("run -p 53 app.py", "gloam: -p 53: write HOST:GUEST, for example -p 5300:53/udp"),
        ("run -p 70000:53 app.py", "-p 70000:53: '70000' is not a port number from 1 to 65535"),
        ("run -p 53:53/sctp app.py", "after the slash comes udp or tcp, not 'sctp'"),
        ("run -p 5300:53 -p 5300:54/udp app.py", "host port 5300/udp is used twice"),
        ("run --tap tap0 -p 1:1 app.py", "--tap and -p exclude each other"),
        ("run --ip 10.0.0.2 app.py", "--ip 10.0.0.2: it has no /PREFIX; write for example"),
        ("run --tap x --route 10.0.0.0/8=1.2.3.4 app.py", "--route needs --ip ADDRESS/PREFIX"),
        ("run --ip 10.0.0.2/24 --route 10.0.0.0/8 app.py", "--route 10.0.0.0/8: it is not NETWORK"),
        ("run --ip 10.0.0.2/33 app.py", "--ip 10.0.0.2/33: '33' is not a valid netmask"),
        (
            "run --ip 10.0.0.2/24,10.0.1.1 app.py",
            "the gateway 10.0.1.1 is not on the network 10.0.0.0/24",
        ),
        ("run --mac 02:00:00:00:00 app.py", "--mac 02:00:00:00:00: write six pairs of digits"),
        ("run --mac 03:00:00:00:00:01 app.py", "this is a group of stations"),
        (
            "run --target process --capture a.pcap app.py",
            "--capture: the target process has no network card of its own here; add --tap",
        ),
        (
            "run --target cpython --mac 02:00:00:00:00:01 app.py",
            "--mac: the target cpython has no network card of its own here; use another target",
        ),
        (
            "run --capture nowhere/a.pcap app.py",
            "--capture nowhere/a.pcap: it cannot be written (No such file or directory)",
        ),
        ("run text.img", "text.img:1:5: error[mypy[syntax]]"),
        ("run cut.img", "gloam: cut.img is not an image"),
        ("inspect text.img", "gloam: text.img is not an image: Magic number does not match"),
        ("inspect /bin/true", "gloam: /bin/true is not an image: a static x86-64 ELF was expected"),
        ("build app.py -o out", "Error: Missing option '--target'. Choose from:"),
        ("build --target vm app.py", "gloam: say where the image goes: -o OUT"),
        ("build --target vm app.py -o ./app.py", "-o app.py would overwrite the source"),
        (
            "build --target vm --emit ir app.py -o directory",
            "gloam: directory cannot be written: Is a directory",
        ),
        (
            "build --target vm --emit syntax app.py",
            "gloam: --emit syntax: write tree, ir, ir-after=PASS, llvm or asm",
        ),
        (
            "build --target vm --emit ir-after=magic app.py",
            "gloam: --emit ir-after=magic: there is no pass 'magic'; in their order: reachable,",
        ),
        (
            "check syntax.py",
            "syntax.py:1:8: error[mypy[syntax]]: Expected a parameter or the end of the parameter",
        ),
        (
            "check typed.py",
            "typed.py:1:10: error[mypy[assignment]]: Incompatible types in assignment "
            '(expression has type "str", variable has type "int")\n'
            '    x: int = "a"\n             ^^^\n',
        ),
        (
            "check tabs.py",
            "tabs.py:2:2: error[G100]: gloam has no module tkinter yet\n"
            "    \timport tkinter\n    \t^^^^^^^^^^^^^^\n  hint: ",
        ),
        ("check latin.py", "latin.py:2:1: error[G160]: 0xe9 is not UTF-8\n"),
        ("check null.py", "null.py:2:1: error[G160]: source code cannot contain null bytes"),
    ],
)
def test_a_mistake_is_named(folder: Path, line: str, message: str) -> None:
    result = gloam(*line.split(), cwd=folder)
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert (result.returncode, result.stdout) == (1, "")


def test_the_number_of_errors_is_the_last_line(folder: Path) -> None:
    assert gloam("check", "typed.py", cwd=folder).stderr.endswith("\ngloam: 2 errors\n")
    assert gloam("check", "tabs.py", cwd=folder).stderr.endswith("\ngloam: 1 error\n")


def test_a_missing_qemu_is_named_before_anything_is_built(folder: Path, tmp_path: Path) -> None:
    result = gloam("run", "app.py", cwd=folder, PATH=str(tmp_path), GLOAM_CACHE=str(tmp_path))
    assert result.stderr.startswith("gloam: qemu-system-x86_64 is not installed.")
    assert "--target process" in result.stderr
    assert result.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = str(tmp_path / "file" / "cache")
    result = gloam("build", "--target", "vm", "app.py", "-o", "x", cwd=folder, GLOAM_CACHE=cache)
    assert result.stderr == (
        f"gloam: the cache {cache} cannot be written (Not a directory): "
        "set GLOAM_CACHE to a directory that can\n"
    )
    assert result.returncode == 1


@pytest.mark.parametrize("target", ["cpython", "process"])
def test_a_port_that_is_taken_is_named(folder: Path, target: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        result = gloam("run", "--target", target, "-p", f"{port}:53/udp", "app.py", cwd=folder)
    assert result.stderr == (
        f"gloam: -p {port}:53/udp: 127.0.0.1:{port} cannot be bound (Address already in use); "
        "choose another host port\n"
    )
    assert (result.returncode, result.stdout) == (1, "")


def failing(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (InternalError("no such type"), "gloam: internal error: no such type\nThis is a bug in"),
        (gloamc.link.InternalError("zig clang failed"), "gloam: zig clang failed\n"),
        (ToolError("QEMU failed"), "gloam: QEMU failed\n"),
        (subprocess.SubprocessError("?"), "Traceback (most recent call last):\n"),
    ],
)
def test_a_failure_of_ours_has_status_2(
    error: Exception, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(lambda: failing(error)) == 2
    assert capsys.readouterr().err.startswith(message)
