"""The programs of bench/lang: typed, and compiled they print what CPython prints."""

import subprocess
import sys
from pathlib import Path

import pytest
from tools.bench_lang import FOLDER, sizes

from gloamtool.image.builder import ImageOrder, build_image

PROGRAMS = sorted(path.stem for path in FOLDER.glob("*.py"))


def test_each_program_has_a_twin_in_c_and_sizes() -> None:
    for kind in ("full", "counted", "tiny"):
        assert sorted(sizes(kind)) == PROGRAMS
    assert all((FOLDER / f"{name}.c").exists() for name in PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_prints_the_same_as_cpython(name: str, tmp_path: Path) -> None:
    source, argument = FOLDER / f"{name}.py", str(sizes("tiny")[name])
    image = tmp_path / name
    build_image(ImageOrder(source=source, target="process", memory_bytes=64 << 20), image)
    compiled = subprocess.run([image, argument], capture_output=True, check=False)
    expected = subprocess.run([sys.executable, source, argument], capture_output=True, check=True)
    assert (compiled.returncode, compiled.stdout) == (0, expected.stdout), compiled.stderr
