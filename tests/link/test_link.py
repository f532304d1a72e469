"""link_image: what comes out, that it is the same each time, what is said when a tool refuses."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

from gloamc.link import InternalError, link_image
from gloamc.link.cache import ENTRIES_MAX, cached, content_key

EXIT_WITH_SUM = """
define void @gloam_start(ptr %stack) noredzone nounwind {
  %argc = load i64, ptr %stack
  %status = add i64 %argc, 40
  call void asm sideeffect "syscall", "{rax},{rdi},~{rcx},~{r11},~{memory}"(i64 231, i64 %status)
  unreachable
}
"""

CALLS_LIBRARY = """
declare double @fmod(double, double)
declare double @pow(double, double)
define void @gloam_start(ptr %stack) noredzone nounwind {
  %argc = load i64, ptr %stack
  %one = uitofp i64 %argc to double
  %two = fadd double %one, 1.0
  %big = call double @pow(double %two, double 1.0e1)
  %rest = call double @fmod(double %big, double 1.0e2)
  %wide = zext i64 %argc to i128
  %shifted = shl i128 %wide, 70
  %divisor = add i128 %wide, 2
  %quotient = udiv i128 %shifted, %divisor
  %high = lshr i128 %quotient, 64
  %part = trunc i128 %high to i64
  %rest_whole = fptoui double %rest to i64
  %status = add i64 %rest_whole, %part
  call void asm sideeffect "syscall", "{rax},{rdi},~{rcx},~{r11},~{memory}"(i64 231, i64 %status)
  unreachable
}
"""


@pytest.fixture(autouse=True)
def private_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOAM_CACHE", str(tmp_path / "cache"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_process_image_runs_without_a_library(tmp_path: Path) -> None:
    image = tmp_path / "image"
    link_image(EXIT_WITH_SUM, "process", image, debug=False, work=tmp_path)
    assert subprocess.run([image, "x"], check=False).returncode == 42


def test_same_text_gives_same_bytes_in_another_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link_image(EXIT_WITH_SUM, "process", tmp_path / "one", debug=True, work=tmp_path / "a")
    monkeypatch.setenv("GLOAM_CACHE", str(tmp_path / "other cache"))
    link_image(EXIT_WITH_SUM, "process", tmp_path / "two", debug=True, work=tmp_path / "b" / "c")
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


@pytest.mark.parametrize("target", ["process", "vm"])
def test_no_segment_is_writable_and_executable(tmp_path: Path, target: str) -> None:
    link_image(EXIT_WITH_SUM, target, tmp_path / "image", debug=False, work=tmp_path)
    with (tmp_path / "image").open("rb") as file:
        flags = {segment["p_flags"] for segment in ELFFile(file).iter_segments()}
    assert flags <= {4, 5, 6}


def test_heap_size_is_an_option(tmp_path: Path) -> None:
    sizes = {"gloam_heap_size": 3 << 20}
    link_image(EXIT_WITH_SUM, "process", tmp_path / "image", debug=True, work=tmp_path, sizes=sizes)
    with (tmp_path / "image").open("rb") as file:
        table = ELFFile(file).get_section_by_name(".symtab")
        assert isinstance(table, SymbolTableSection)
        heap = {
            name: (table.get_symbol_by_name(name) or [])[0]["st_value"]
            for name in ("gloam_heap_start", "gloam_heap_end")
        }
    assert heap["gloam_heap_end"] - heap["gloam_heap_start"] == 3 << 20
    assert (tmp_path / "image").stat().st_size < 32_768


@pytest.mark.slow
def test_library_functions_are_added_when_missed(tmp_path: Path) -> None:
    image = tmp_path / "image"
    link_image(CALLS_LIBRARY, "process", image, debug=False, work=tmp_path)
    # 2 ** 10 % 100 = 24, and 2 ** 70 // 3 >> 64 = 21
    assert subprocess.run([image], check=False).returncode == 24 + 21


def test_refused_text_is_kept_and_named(tmp_path: Path) -> None:
    with pytest.raises(InternalError) as caught:
        link_image("define nonsense", "vm", tmp_path / "image", debug=False, work=tmp_path)
    assert "expected type" in str(caught.value)
    assert str(tmp_path / "image.ll") in str(caught.value)
    assert (tmp_path / "image.ll").read_text() == "define nonsense"
    assert not (tmp_path / "image").exists()


def test_missing_symbol_is_an_internal_error(tmp_path: Path) -> None:
    text = "declare void @nobody()\ndefine void @gloam_start(ptr %x) {\n"
    text += "call void @nobody()\nret void\n}\n"
    with pytest.raises(InternalError, match="undefined symbol: nobody"):
        link_image(text, "process", tmp_path / "image", debug=False, work=tmp_path)


def test_cache_builds_once_and_forgets_the_oldest(tmp_path: Path) -> None:
    built: list[str] = []

    def entry(name: str) -> Path:
        def build(path: Path) -> None:
            built.append(name)
            path.write_text(name)

        return cached(content_key([name]), build)

    first = entry("first")
    assert entry("first").read_text() == "first"
    assert built == ["first"]
    os.utime(first, (1, 1))
    for number in range(ENTRIES_MAX):
        entry(str(number))
    assert not first.exists()


def test_key_depends_on_where_parts_end() -> None:
    assert content_key(["ab", "c"]) != content_key(["a", "bc"])
