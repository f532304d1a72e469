"""The documents' programs are what they say: the tutorial's shop is put together and tested."""

import re
from pathlib import Path

import pytest

from support.gloam_command import gloam

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = DOCS.parent / "examples"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = ("stock.py", "tests/test_stock.py", "static/index.html", "main.py")


def blocks(document: str, *languages: str) -> list[str]:
    text = (DOCS / document).read_text(encoding="utf-8")
    return [code for language, code in BLOCK.findall(text) if language in languages]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a reader of the tutorial has it at the end."""
    folder = tmp_path_factory.mktemp("tutorial")
    assert gloam("new", "shop", cwd=folder).returncode == 0
    project = folder / "shop"
    (project / "greeting.py").unlink()
    (project / "tests" / "test_greeting.py").unlink()
    codes = blocks("tutorial.md", "python", "html")
    for name, code in zip(FILES, codes, strict=True):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(code, encoding="utf-8")
    return project


def test_the_shop_of_the_tutorial_passes_its_tests(shop: Path) -> None:
    done = gloam("test", cwd=shop)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 3 passed in " in done.stdout and "compiled: 3 passed in " in done.stdout
    assert gloam("check", "main.py", cwd=shop).stderr == ""


def test_the_mistake_of_the_tutorial_is_shown_as_it_says(shop: Path) -> None:
    text = (shop / "main.py").read_text()
    (shop / "main.py").write_text(text.replace('"apples": 3', '"apples": "3"'))
    shown = gloam("check", "main.py", cwd=shop).stderr
    (shop / "main.py").write_text(text)
    assert shown and shown in (DOCS / "tutorial.md").read_text()


def test_the_name_server_of_the_howto_compiles(tmp_path: Path) -> None:
    (code,) = blocks("howto/dns-server.md", "python")
    (tmp_path / "main.py").write_text(code)
    zone = EXAMPLES / "dns_server" / "example.org.zone"
    (tmp_path / "example.org.zone").write_text(zone.read_text())
    assert gloam("check", "main.py", cwd=tmp_path).stderr == ""


def test_the_static_files_of_the_howto_compile(tmp_path: Path) -> None:
    (code,) = blocks("howto/static-files.md", "python")
    (tmp_path / "main.py").write_text(code)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text("<p>")
    assert gloam("check", "main.py", cwd=tmp_path).stderr == ""
