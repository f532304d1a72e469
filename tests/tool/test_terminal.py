"""What people see on a terminal, and what scripts read: colours, steps, sizes, JSON."""

import json
import os
import pty
import re
import subprocess
import sys
import xml.etree.ElementTree
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloamtool.image.tree import package_tree, tree_lines
from gloamtool.image.treemap import Area, squarified, treemap_page
from support.gloam_command import TIMEOUT_S, gloam

WRONG = "def f(n: int) -> None:\n    print(absent)\n"
MODULES = {"gloam.net.tcp": 500, "gloam.net": 100, "gloam.dns": 300, "(literals)": 96, "main": 4}


def on_terminal(*words: str, cwd: Path, **environment: str) -> str:
    """What `gloam` with these words writes to a terminal."""
    command = [sys.executable, "-P", "-m", "gloamtool", *words]
    main_fd, terminal = pty.openpty()
    own = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        command,
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env={**own, "TERM": "xterm", **environment},
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(main_fd, 4096):
                shown += part
        except OSError:  # Linux: the other side is closed
            pass
        process.wait(TIMEOUT_S)
    os.close(main_fd)
    return shown.decode()


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(WRONG)
    return tmp_path


def test_diagnostics_have_colours_on_a_terminal(wrong: Path) -> None:
    shown = on_terminal("check", "app.py", cwd=wrong)
    assert "\x1b[1mapp.py:2:11:\x1b[0m \x1b[31m\x1b[1merror[mypy[name-defined]]:\x1b[0m" in shown
    assert "\x1b[31m\x1b[1m^^^^^^\x1b[0m" in shown


def test_no_color_is_respected(wrong: Path) -> None:
    shown = on_terminal("check", "app.py", cwd=wrong, NO_COLOR="1")
    assert 'app.py:2:11: error[mypy[name-defined]]: Name "absent" is not defined\r\n' in shown
    assert "              ^^^^^^\r\n" in shown
    assert "\x1b[3" not in shown and "\x1b[1m" not in shown


def test_a_pipe_gets_no_colours(wrong: Path) -> None:
    assert "\x1b" not in gloam("check", "app.py", cwd=wrong).stderr


def test_steps_of_a_build_are_shown(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("print(1)\n")
    words = ("build", "--target", "process", "app.py", "-o", "app")
    shown = on_terminal(*words, cwd=tmp_path, GLOAM_CACHE=str(tmp_path / "cache"))
    assert "building app.py for process: checking types" in shown
    assert "compiling to machine code and linking" in shown


def test_check_says_what_is_wrong_as_json(wrong: Path) -> None:
    refused = gloam("check", "--json", "app.py", cwd=wrong)
    assert (refused.returncode, refused.stderr) == (1, "")
    (error,) = json.loads(refused.stdout)["errors"]
    assert (error["path"], error["line"], error["column"]) == ("app.py", 2, 10)
    assert error["code"] == "mypy[name-defined]"
    (wrong / "app.py").write_text("print(1)\n")
    good = gloam("check", "--json", "app.py", cwd=wrong)
    assert (good.returncode, json.loads(good.stdout)) == (0, {"errors": []})


def test_build_says_what_it_built_as_json(wrong: Path) -> None:
    words = ("build", "--json", "--target", "process", "app.py", "-o", "app")
    refused = gloam(*words, cwd=wrong)
    assert refused.returncode == 1 and len(json.loads(refused.stdout)["errors"]) == 1
    (wrong / "app.py").write_text("print(1)\n")
    built = json.loads(gloam(*words, cwd=wrong).stdout)
    assert built["size_bytes"] == (wrong / "app").stat().st_size
    assert (built["image"], built["target"], built["errors"]) == ("app", "process", [])


def test_inspect_shows_a_tree_and_a_picture(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("print([1])\n")
    gloam("build", "--target", "process", "app.py", "-o", "app", cwd=tmp_path)
    modules = json.loads(gloam("inspect", "--json", "app", cwd=tmp_path).stdout)["modules"]
    tree = gloam("inspect", "--tree", "app", cwd=tmp_path).stdout
    runtime = sum(size for name, size in modules.items() if name.startswith("gloam.runtime"))
    assert re.search(rf"^ +{runtime:,} +[\d.]+ %  │  [├└]─ runtime$", tree, re.MULTILINE)
    shown = gloam("inspect", "--treemap", "map.html", "app", cwd=tmp_path)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "", "")
    page = (tmp_path / "map.html").read_text()
    assert f"<title>gloam.runtime: {runtime:,} bytes, " in page
    assert "http" not in page and "<script" not in page


def test_a_tree_has_every_byte_once() -> None:
    root = package_tree(MODULES)
    assert root.size == sum(MODULES.values())
    assert list(tree_lines(root)) == [
        "         900   90.0 %  ├─ gloam",
        "         600   60.0 %  │  ├─ net",
        "         500   50.0 %  │  │  ├─ tcp",
        "         100   10.0 %  │  │  └─ (itself)",
        "         300   30.0 %  │  └─ dns",
        "          96    9.6 %  ├─ (literals)",
        "           4    0.4 %  └─ (1 smaller)",
    ]
    assert list(tree_lines(package_tree({}))) == []


def test_a_picture_names_what_is_in_it() -> None:
    page = treemap_page(package_tree(MODULES), "a <b>")
    assert "<title>a &lt;b&gt;</title>" in page
    svg = page[page.index("<svg") : page.index("</svg>") + 6]
    names = [title.text for title in xml.etree.ElementTree.fromstring(svg).iter("title")]
    assert "gloam.net.tcp: 500 bytes, 50.0 %" in names and "main: 4 bytes, 0.4 %" in names


@given(
    st.lists(st.integers(1, 1_000_000), max_size=20),
    st.integers(10, 1_000),
    st.integers(10, 1_000),
)
def test_areas_are_as_sizes_and_apart(sizes: list[int], width: int, height: int) -> None:
    sizes.sort(reverse=True)
    places = squarified(sizes, Area(0, 0, width, height))
    assert len(places) == len(sizes)
    scale = width * height / max(sum(sizes), 1)
    for size, place in zip(sizes, places, strict=True):
        assert place.width * place.height == pytest.approx(size * scale, rel=1e-6)
        assert place.x >= 0 and place.y >= 0
        assert place.x + place.width <= width + 1e-6 and place.y + place.height <= height + 1e-6
    for one, other in combinations(places, 2):
        across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert across < 1e-6 or down < 1e-6
