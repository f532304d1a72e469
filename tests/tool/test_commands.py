"""The commands as the manual shows them: what comes out, where, and with which status."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gloamc.pipeline import STAGES
from gloamtool.cli import gloam as gloam_group
from gloamtool.image.elf import read_image
from support.gloam_command import TIMEOUT_S, gloam

PROGRAM = """\
import sys
from helper import fail, shown


def main() -> None:
    print(sys.argv[1:])
    if sys.argv[1] == "show":
        print(shown(sys.argv), shown(sys.argv[1:]))
    if sys.argv[1] == "exit":
        sys.exit(int(sys.argv[2]))
    if sys.argv[1] == "raise":
        fail(sys.argv[2])


if __name__ == "__main__":
    main()
"""
# Called twice and not small, so that it is a function of its own in every image.
HELPER = """\
def shown(words: list[str]) -> str:
    return f"{words} {len(words):>4} {' '.join(words)!r}"


def fail(text: str) -> None:
    raise ValueError(text)
"""
ARGUMENTS = (
    "two words",
    'say "x"\\',
    "-p",
    "--",
    "--target=vm",
    "",
    "grün 日本",
    "a\tb\nc",
    "$HOME",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("user")
    (folder / "app.py").write_text(PROGRAM)
    (folder / "helper.py").write_text(HELPER)
    return folder


@pytest.fixture(scope="module")
def images(folder: Path) -> Path:
    """One image for each target, and a debug image."""
    for options in ("process -o app", "vm -o app.img", "process --debug -o app.debug"):
        target, *rest = options.split()
        result = gloam("build", "--target", target, "app.py", *rest, cwd=folder)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    return folder


@pytest.mark.parametrize("name", ["", *gloam_group.commands])
def test_help_shows_examples(name: str) -> None:
    result = gloam(*name.split(), "--help")
    assert result.returncode == 0
    assert re.search(rf"\n +gloam {name}.*(app\.|hello|tests/)", result.stdout)
    assert gloam(*name.split(), "-h").stdout == result.stdout


def test_help_names_stages_that_exist() -> None:
    shown = re.findall(r"--emit (\S+)", gloam("build", "--help").stdout)
    assert [stage for stage in shown if not stage.endswith("?") and "|" not in stage]
    assert all(stage in STAGES for stage in shown if not stage.endswith("?") and "|" not in stage)


def test_version() -> None:
    assert re.fullmatch(r"gloam \d+\.\d+\.\d+\n", gloam("--version").stdout)


@pytest.mark.parametrize("target", ["cpython", "process"])
def test_arguments_and_statuses_pass_through(images: Path, target: str) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return gloam("run", "--target", target, "app.py", *arguments, cwd=images)

    result = run("words", *ARGUMENTS)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{['words', *ARGUMENTS]}\n"
    assert run("exit", "42").returncode == 42
    assert run("exit", "300").returncode == 300 % 256
    failed = run("raise", "oh")
    assert (failed.returncode, failed.stdout) == (1, "['raise', 'oh']\n")
    lines = [line for line in failed.stderr.splitlines() if not line.startswith("    ")]
    assert lines[0] == "Traceback (most recent call last):"
    assert [re.sub('"/.*/', '"', line) for line in lines[1:-1]] == [
        '  File "app.py", line 16, in <module>',
        '  File "app.py", line 12, in main',
        '  File "helper.py", line 6, in fail',
    ]
    assert lines[-1] == "ValueError: oh"


def test_an_image_runs_without_its_source(images: Path, tmp_path: Path) -> None:
    result = gloam("run", images / "app", "exit", "7", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (7, "['exit', '7']\n", "")
    wrong = gloam("run", "--target", "vm", images / "app", cwd=tmp_path)
    assert wrong.stderr.endswith("is an image for the target process, not vm\n")
    assert wrong.returncode == 1


def test_the_same_source_gives_the_same_bytes(images: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(PROGRAM)
    (tmp_path / "helper.py").write_text(HELPER)
    cache = tmp_path / "cache"
    built = gloam(
        *("build", "--target", "process", "app.py", "-o", "deep/down/app"),
        cwd=tmp_path,
        GLOAM_CACHE=str(cache),
    )
    assert built.returncode == 0
    image = tmp_path / "deep" / "down" / "app"
    assert image.read_bytes() == (images / "app").read_bytes()
    assert os.access(image, os.X_OK)
    assert str(Path(__file__).parents[2]).encode() not in image.read_bytes()


def test_a_change_in_an_imported_module_is_seen(images: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("from helper import TEXT\nprint(TEXT)\n")
    for text in ("one", "two"):
        (tmp_path / "helper.py").write_text(f"TEXT = {text!r}\n")
        result = gloam("run", "--target", "process", "app.py", cwd=tmp_path)
        assert result.stdout == f"{text}\n"


def test_a_change_of_an_embedded_file_is_seen(images: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "from gloam import embed\nprint(embed.text('a.txt'), list(embed.directory('files')))\n"
    )
    files = tmp_path / "files"
    files.mkdir()

    def printed() -> str:
        result = gloam("run", "--target", "process", "app.py", cwd=tmp_path)
        return result.stdout or result.stderr

    (tmp_path / "a.txt").write_text("one")
    assert printed() == "one []\n"
    (tmp_path / "a.txt").write_text("two")
    assert printed() == "two []\n"
    (files / "b").write_text("")
    assert printed() == "two ['b']\n"
    (tmp_path / "a.txt").write_text("one")
    (files / "b").unlink()
    assert printed() == "one []\n"
    (tmp_path / "a.txt").unlink()
    assert printed().startswith("app.py:2:7: error[G161]: a.txt cannot be embedded: No such file")


@pytest.mark.parametrize(
    ("stage", "part"),
    [
        ("tree", "def helper.fail(text: str) -> None"),
        ("ir", "fn helper.fail(text: ref[builtins.str]) -> none"),
        ("ir-after=refcount_insert", "  release %0"),
        ("llvm", " @helper.fail(ptr "),
        ("asm", "\nhelper.shown:"),
    ],
)
def test_each_stage_can_be_seen(folder: Path, stage: str, part: str) -> None:
    command = ("build", "--target", "process", "--emit", stage, "app.py")
    shown = gloam(*command, cwd=folder)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert part in shown.stdout


def test_a_stage_goes_to_the_file_that_is_named(folder: Path) -> None:
    command = ("build", "--target", "vm", "--emit", "tree", "app.py")
    written = gloam(*command, "-o", "stage.txt", cwd=folder)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    assert (folder / "stage.txt").read_text() == gloam(*command, cwd=folder).stdout


def test_inspect_as_text(images: Path) -> None:
    text = gloam("inspect", "app.img", cwd=images).stdout
    size = (images / "app.img").stat().st_size
    assert text.startswith(f"app.img: {size:,} bytes for the target vm\nentry 0x100018\n")
    assert re.findall(r"0x\w+ +[\d,]+ +[\d,]+  (\S{3})\n", text) == [
        "r-x",
        "r-x",
        "r--",
        "rw-",
        "rw-",
    ]
    assert re.search(r"\n +0x100018 +[\d,]+  \.boot\n", text)
    assert "\ndevices: kvm_clock, lapic, uart16550\n" in text
    assert re.search(r"\n +[\d,]+  helper\n", text)


def test_inspect_as_json_accounts_for_every_module(images: Path) -> None:
    facts = json.loads(gloam("inspect", "--json", "app", cwd=images).stdout)
    assert facts["target"] == "process"
    assert all(
        "w" not in s["permissions"] or "x" not in s["permissions"] for s in facts["segments"]
    )
    assert facts["size_bytes"] == (images / "app").stat().st_size
    known = {"helper", "builtins"}
    assert known <= set(facts["modules"])
    others = set(facts["modules"]) - known - {"app"}
    assert [m for m in others if not m.startswith(("gloam.", "("))] == []
    in_file = sum(s["size"] for s in facts["sections"] if s["is_in_file"])
    assert 0.9 * in_file < sum(facts["modules"].values()) <= 1.02 * in_file


def test_inspect_of_a_debug_image_needs_no_link_map(images: Path, tmp_path: Path) -> None:
    text = gloam("inspect", images / "app.debug", GLOAM_CACHE=str(tmp_path)).stdout
    assert re.search(r"\n +[\d,]+  helper\n", text)
    stripped = gloam("inspect", images / "app", GLOAM_CACHE=str(tmp_path)).stdout
    assert stripped.endswith(
        "modules: unknown, as this image has no symbols and was not built here\n"
    )


def test_a_debug_image_has_symbols_and_lines(images: Path) -> None:
    names = {name for name, _ in read_image(images / "app.debug").symbols}
    assert "helper.shown" in names
    assert read_image(images / "app").symbols == ()
    assert b".debug_line" in (images / "app.debug").read_bytes()


def test_long_steps_show_on_a_terminal_and_not_in_a_pipe(folder: Path) -> None:
    command = [sys.executable, "-P", "-m", "gloamtool", "check", "app.py"]
    main_fd, terminal = pty.openpty()
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(main_fd, 4096):
                shown += part
        except OSError:  # Linux: the other side is closed
            pass
        assert process.wait(TIMEOUT_S) == 0
    os.close(main_fd)
    assert b"checking app.py" in shown
    assert gloam("check", "app.py", cwd=folder).stderr == ""
