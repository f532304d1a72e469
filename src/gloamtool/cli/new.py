"""`gloam new`: a project that runs and passes its tests."""

import keyword
from pathlib import Path

import click

from gloamtool.failure import UserError

HELP = """Make a project in the new folder NAME: a program, its tests, pyproject.toml.

\b
Example:
  gloam new hello
  cd hello
  gloam run -p 8080:8080/tcp main.py
  gloam test
"""

_FILES = {
    "pyproject.toml": """\
[project]
name = "{name}"
version = "0.1.0"
requires-python = ">=3.11"

[tool.pytest.ini_options]
pythonpath = ["."]
markers = ["cpython: gloam test leaves it to CPython"]

[tool.mypy]
strict = true
""",
    "main.py": '''\
"""A web server with one page. `gloam run -p 8080:8080/tcp main.py` boots it."""

import asyncio

from gloam.http import Request, Response, Router, serve
from greeting import greeting

PORT = 8080

router = Router()


@router.get("/{{name}}")
async def greet(request: Request) -> Response:
    return Response.text(greeting(request.parameters["name"]) + "\\n")


async def main() -> None:
    print(f"{name}: listening on port {{PORT}}")
    await serve(router.handle, PORT)


if __name__ == "__main__":
    asyncio.run(main())
''',
    "greeting.py": '''\
"""What the program has to say, apart from how it is asked."""


def greeting(name: str) -> str:
    """Raises ValueError for nobody."""
    if not name.strip():
        raise ValueError("nobody to greet")
    return f"Hello, {{name.strip().title()}}!"
''',
    "tests/test_greeting.py": '''\
"""Run by `gloam test` twice: under CPython, and compiled."""

import pytest

from greeting import greeting


@pytest.mark.parametrize("name", ["ada", " ada ", "ADA"])
def test_everybody_is_greeted_by_name(name: str) -> None:
    assert greeting(name) == "Hello, Ada!"


def test_nobody_is_not_greeted() -> None:
    with pytest.raises(ValueError, match="nobody"):
        greeting(" ")
''',
    ".gitignore": "__pycache__/\n.mypy_cache/\n.pytest_cache/\n*.img\n",
    "README.md": """\
# {name}

```
gloam run --target cpython main.py       # ordinary Python
gloam run -p 8080:8080/tcp main.py       # a virtual machine
gloam test                               # on CPython, then compiled
curl http://localhost:8080/ada
```
""",
}


@click.command("new", help=HELP)
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
def new_command(*, folder: Path) -> None:
    """Make one project."""
    name = folder.name
    if not name.isidentifier() or keyword.iskeyword(name) or not name.isascii():
        raise UserError(f"{name!r} cannot be a project's name: letters, digits and _ only")
    try:
        folder.mkdir(parents=True)
        for path, text in _FILES.items():
            file = folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text.format(name=name), encoding="utf-8")
    except FileExistsError:
        raise UserError(f"{folder} exists already") from None
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {error.strerror}") from None
    click.echo(f"{folder}: a program and its tests. Next: cd {folder}; gloam test")
