"""The declarations that the compiler reads agree with the stand-ins."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

from gloam import machine

PACKAGE = Path(machine.__file__).parent
DECLARED = ast.parse((PACKAGE / "__init__.pyi").read_text())


def test_every_declaration_has_a_stand_in_with_the_same_parameters() -> None:
    for node in DECLARED.body:
        if isinstance(node, ast.FunctionDef):
            stand_in = getattr(machine, node.name)
            parameters = [argument.arg for argument in node.args.args]
            assert parameters == list(inspect.signature(stand_in).parameters), node.name
        elif isinstance(node, ast.ClassDef):
            stand_in = getattr(machine, node.name)
            methods = [item.name for item in node.body if isinstance(item, ast.FunctionDef)]
            for method in methods:
                assert hasattr(stand_in, method), f"{node.name}.{method}"


def test_every_stand_in_is_declared() -> None:
    names = {
        node.name for node in DECLARED.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    exported = ast.parse((PACKAGE / "__init__.py").read_text()).body
    lists = [node.value for node in exported if isinstance(node, ast.Assign)]
    assert set(ast.literal_eval(lists[-1])) == names | {"DEBUG"}


ACCEPTED = """
from gloam.machine import Ptr, copy_memory, i64, null, pointer, reinterpret, u8, u64, wrapping_add

def arithmetic(i: i64, x: u8, y: u64, flag: bool) -> i64:
    i = i + 1
    i += 1
    i = 1 + i
    i = -i
    x = x - 1 if x > 0 and 5 > x else ~x
    y = y << 3 | 1
    y ^= 0xFF
    y = wrapping_add(y, u64(x))
    z: int = int(x)
    return i * i // 3 if x != 0 else i64(z) + i64(flag)

def pointers(a: u64, i: i64) -> Ptr[u64]:
    p: Ptr[u8] = pointer(a)
    q: Ptr[Ptr[u8]] = null()
    q[0] = p + 1
    p[i] = u8(1)
    p[0] = p[i + 1]
    copy_memory(p + i, p, i)
    return reinterpret(p)
"""
REFUSED = """
from gloam.machine import Ptr, i64, pointer, u8, u16, u64, wrapping_add

def refused(i: i64, x: u8, y: u64, p: Ptr[u8], q: Ptr[u16], f: float) -> None:
    print(x + y)
    print(x < y)
    print(x / 2)
    print(x + f)
    a: int = x
    b: u8 = 5
    wrapping_add(x, y)
    p[0] = y
    p[y] = x
    r: Ptr[u8] = q
"""


def mypy(tmp_path: Path, source: str) -> str:
    path = tmp_path / "example.py"
    path.write_text(source)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(path)]
    environment = {"MYPYPATH": str(PACKAGE.parent.parent), "PATH": ""}
    return subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    ).stdout


def test_a_type_checker_accepts_same_types_and_literals(tmp_path: Path) -> None:
    assert mypy(tmp_path, ACCEPTED).startswith("Success")


def test_a_type_checker_refuses_mixed_widths(tmp_path: Path) -> None:
    lines = REFUSED.splitlines()
    wanted = set(range(lines.index("    print(x + y)") + 1, len(lines) + 1))
    output = mypy(tmp_path, REFUSED)
    assert {int(line.split(":")[1]) for line in output.splitlines() if ": error:" in line} == wanted
