"""The ten ways in which mypy's tree is not what it seems (facts: front end)."""

from pathlib import Path

import pytest
from mypy import nodes

from gloamc.diagnostics import CompileErrors, InternalError
from gloamc.frontend import modules, tree
from gloamc.frontend.check import check
from gloamc.frontend.dump import dump, dump_type
from gloamc.frontend.sources import find_sources
from support.front import find, function, load_text

INT = tree.Instance("builtins.int")
STR = tree.Instance("builtins.str")


def test_1_an_unknown_node_class_is_an_internal_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(modules.EXPRESSIONS, nodes.DictExpr)
    with pytest.raises(InternalError, match="DictExpr"):
        load_text("x = {1: 2}\n", tmp_path)


def test_2_an_overloaded_callee_is_called_as_its_chosen_variant(tmp_path: Path) -> None:
    program = load_text("def f(x: float) -> int:\n    return round(x) + int('1')\n", tmp_path)
    calls = find(tree.Call, function(program, "f").body)
    assert [dump_type(call.callee.type) for call in calls] == ["(float) -> int", "type[int]"]
    assert [call.type for call in calls] == [INT, INT]


def test_2_the_chosen_variant_tells_that_an_int_stays_in_a_float_place(tmp_path: Path) -> None:
    assert load_text("print(max(3, 2.5, 1.5))\n", tmp_path).keeps_ints
    assert not load_text("print(max(3.0, 2.5, 1.5))\n", tmp_path).keeps_ints


def test_3_finally_keeps_declared_types_beside_narrowed_ones(tmp_path: Path) -> None:
    text = (
        "def f(text: str) -> None:\n"
        "    x: int | None = None\n"
        "    try:\n"
        "        x = int(text)\n"
        "    finally:\n"
        "        print(x)\n"
    )
    body = function(load_text(text, tmp_path), "f").body
    final = next(node for node in body if isinstance(node, tree.Try)).final
    (name,) = find(tree.LocalName, final)
    assert dump_type(name.variable.type) == "int | None"


def test_4_a_narrowed_attribute_carries_its_declared_type(tmp_path: Path) -> None:
    text = (
        "class A:\n"
        "    def __init__(self) -> None:\n"
        "        self.n: int | None = None\n"
        "    def f(self) -> int:\n"
        "        if self.n is None:\n"
        "            return 0\n"
        "        self.reset()\n"
        "        return self.n\n"
        "    def reset(self) -> None:\n"
        "        self.n = None\n"
    )
    returned = function(load_text(text, tmp_path), "A.f").body[-1]
    assert isinstance(returned, tree.Return)
    assert isinstance(returned.value, tree.Attribute)
    assert returned.value.type == INT
    assert dump_type(returned.value.declared) == "int | None"


def test_5_a_body_over_a_constrained_type_variable_is_refused_not_skipped(tmp_path: Path) -> None:
    text = (
        "from typing import TypeVar\n\nText = TypeVar('Text', str, bytes)\n\n\n"
        "def f(x: Text) -> Text:\n    return x + x\n\n\nprint(f('a'))\n"
    )
    with pytest.raises(CompileErrors) as caught:
        load_text(text, tmp_path)
    assert {found.code for found in caught.value.diagnostics} == {"G123"}


def test_6_unreachable_code_is_a_trap_at_its_place(tmp_path: Path) -> None:
    text = (
        "def f(x: int) -> str:\n"
        "    if isinstance(x, int):\n"
        "        return 'int'\n"
        "    y = x + 1\n"
        "    return 'text' + y\n"
    )
    body = function(load_text(text, tmp_path), "f").body
    assert isinstance(body[-1], tree.Unreachable)
    assert body[-1].span.line == 4
    assert len(body) == 2


@pytest.mark.parametrize(
    "text",
    [
        "x: float = 1\n",
        "def f(xs: list[int]) -> None:\n    g(xs)\n\n\n"
        "def g(xs: object) -> None: ...\n\n\ny: tuple[float, ...] = (1, 2)\n",
        "x: float | None = True\n",
    ],
)
def test_7_a_program_with_an_int_in_a_float_place_keeps_it(tmp_path: Path, text: str) -> None:
    assert load_text(text, tmp_path).keeps_ints


@pytest.mark.parametrize(
    "text",
    [
        "x: float = 1.0\n",
        "import time\n\ntime.sleep(1)\n",  # our own function computes with it only
        "print(1 + 2.5, 1 < 2.5, float(1))\n",
    ],
)
def test_7_a_program_without_one_pays_nothing(tmp_path: Path, text: str) -> None:
    assert not load_text(text, tmp_path).keeps_ints


def test_7_an_int_in_a_union_with_float_stays_an_int(tmp_path: Path) -> None:
    program = load_text("x: int | float = 1\ny = 1 + 2.5\n", tmp_path)
    assert dump_type(program.modules["main"].variables["main.x"]) == "int | float"


def test_8_placeholder_types_do_not_leak(tmp_path: Path) -> None:
    text = (
        "def f() -> None:\n"
        "    e = []\n"
        "    e.append(1)\n"
        "    try:\n"
        "        pass\n"
        "    except ValueError as error:\n"
        "        print(error)\n"
        "    d = {}\n"
        "    d['a'] = 1\n"
        "    print(d, 'x')\n"
    )
    shown = dump(load_text(text, tmp_path))
    assert "e{list[int]} = []{list[int]}" in shown
    assert "print(error{ValueError})" in shown
    assert "d{dict[str, int]} = {}{dict[str, int]}" in shown
    assert "Literal" not in shown and "partial" not in shown and "Deleted" not in shown


def test_9_formatted_strings_are_nodes_with_places(tmp_path: Path) -> None:
    text = "def f(x: int, n: int) -> str:\n    return f'a{x!r:>{n}}b{x + 1}'\n"
    body = function(load_text(text, tmp_path), "f").body
    (formatted,) = find(tree.FormattedString, body)
    assert (formatted.span.line, formatted.span.column) == (2, 11)
    first, second = find(tree.FormattedValue, formatted.parts)[0], formatted.parts[3]
    assert first.conversion == "r"
    assert [type(part) for part in first.spec] == [str, tree.FormattedValue]
    assert isinstance(second, tree.FormattedValue)
    assert second.value.span.column == 26
    for node in find(tree.Expression, body):
        assert node.span.line == 2


def test_9_the_same_calls_written_by_hand_stay_calls(tmp_path: Path) -> None:
    text = "def f(x: str) -> str:\n    return ''.join(['a', x])\n"
    body = function(load_text(text, tmp_path), "f").body
    assert find(tree.FormattedString, body) == []
    assert len(find(tree.Call, body)) == 1


def test_10_every_function_of_the_library_has_its_body(tmp_path: Path) -> None:
    entry = tmp_path / "main.py"
    entry.write_text("", encoding="utf-8")
    sources = find_sources(entry, ["gloam.runtime.heap"])
    program = modules.convert_program(sources, check(sources))
    heap = program.modules["gloam.runtime.heap"]
    assert heap.functions
    empty = [name for name, found in heap.functions.items() if not found.body]
    assert empty == []
