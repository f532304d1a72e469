"""Functions of one argument on many arguments: ours beside CPython's, both on CPython."""

import importlib
import math
import random
import unicodedata
from collections.abc import Callable
from html.entities import html5
from typing import Literal

import pytest

import gloam.stdlib.html as our_html
import gloam.stdlib.unicodedata as our_unicodedata
from support.simulated_heap import start_heap

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
PROPERTIES = (
    "category", "bidirectional", "east_asian_width", "combining", "mirrored", "decomposition",
)  # fmt: skip


@pytest.fixture(autouse=True)
def heap() -> None:
    start_heap()


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="of another Unicode version")
def test_characters_have_cpythons_properties() -> None:
    points = [*range(0x3100), *range(0x3100, 0x110000, 67)]
    for name in PROPERTIES:
        ours, theirs = getattr(our_unicodedata, name), getattr(unicodedata, name)
        assert [p for p in points if ours(chr(p)) != theirs(chr(p))] == [], name
    for name in ("decimal", "digit", "numeric"):
        ours, theirs = getattr(our_unicodedata, name), getattr(unicodedata, name)
        assert [p for p in points if ours(chr(p), None) != theirs(chr(p), None)] == [], name


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="of another Unicode version")
def test_random_texts_have_cpythons_normal_forms() -> None:
    rng = random.Random(3)
    marks = [chr(p) for p in range(0x20000) if unicodedata.combining(chr(p))]
    composed = [chr(p) for p in range(0x20000) if unicodedata.decomposition(chr(p))]
    hangul = [chr(p) for p in (*range(0x1100, 0x1200), *range(0xAC00, 0xAC80))]
    for _ in range(2000):
        pools = [rng.choice((marks, composed, hangul)) for _ in range(rng.randint(1, 8))]
        text = "".join(rng.choice(pool) for pool in pools)
        for form in FORMS:
            assert our_unicodedata.normalize(form, text) == unicodedata.normalize(form, text)


def test_html_knows_all_names() -> None:
    assert [name for name in html5 if our_html.unescape(f"&{name}") != html5[name]] == []


def outcome(function: Callable[[float], float], x: float) -> float | str:
    try:
        return function(x)
    except (ValueError, OverflowError) as error:
        return repr(error)


@pytest.mark.parametrize("name", ["gamma", "lgamma", "erf", "erfc"])
def test_special_functions_are_within_two_ulps_of_cpythons(name: str) -> None:
    """CPython asks libm for the powers, and for erf: the last place is the platform's."""
    importlib.import_module("gloam.runtime.str")  # first: the modules of numbers import each other
    special = importlib.import_module("gloam.stdlib.math.special")
    rng = random.Random(5)
    arguments = [rng.uniform(-30.0, 30.0) for _ in range(300)]
    arguments += [rng.uniform(-175.0, 172.0) for _ in range(200)]
    arguments += [math.ldexp(rng.uniform(-2.0, 2.0), rng.randint(-1074, 8)) for _ in range(300)]
    for x in [*arguments, 0.0, -0.0, -1.0, 5e-324, 171.6, 172.0, 1e300, math.inf, -math.inf]:
        ours, theirs = outcome(getattr(special, name), x), outcome(getattr(math, name), x)
        if isinstance(ours, float) and isinstance(theirs, float) and ours != theirs:
            assert abs(ours - theirs) <= 2 * math.ulp(theirs), x
        else:
            assert ours == theirs, x
