"""One set of programs, each run on CPython's own module and on ours: the output must agree."""

import contextlib
import gc
import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from support.fake_platform import install_fake

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))


TIMEOUT_SECONDS = 20


def output_of_cpython(path: Path) -> str:
    command = [sys.executable, str(path)]
    run = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=TIMEOUT_SECONDS
    )
    return run.stdout


def output_here(path: Path) -> str:
    captured = io.StringIO()
    code = compile(path.read_text(), str(path), "exec")
    with contextlib.redirect_stdout(captured):
        namespace: dict[str, object] = {"__name__": "__main__"}
        exec(code, namespace)
        # Its functions refer to it, which would keep its variables.
        namespace.clear()
    return captured.getvalue()


def our_modules() -> dict[str, ModuleType]:
    install_fake()
    import gloam.stdlib.asyncio  # noqa: PLC0415  # needs the platform
    import gloam.stdlib.time  # noqa: PLC0415

    return {"asyncio": gloam.stdlib.asyncio, "time": gloam.stdlib.time}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_our_module_prints_what_cpythons_prints(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = output_of_cpython(path)
    assert expected
    for name, module in our_modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    assert output_here(path) == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finished_work_leaves_no_reference_cycles(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An image has no cycle collector yet: what only a collector frees would leak there.

    Cycles through a traceback do not count: an image's tracebacks hold positions, not frames.
    """
    for name, module in our_modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    gc.collect()
    gc.disable()
    try:
        output_here(path)
        for item in gc.get_objects():
            if isinstance(item, BaseException):
                item.__traceback__ = item.__context__ = None
        del item
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        leaked = [type(item).__qualname__ for item in gc.garbage if is_ours(item)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert leaked == []


def is_ours(item: object) -> bool:
    return type(item).__module__.startswith("gloam.")
