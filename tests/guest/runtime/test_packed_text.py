"""What the compiler packs is the same text in the image."""

from __future__ import annotations

import pytest

from gloam.runtime.packed_text import text_at
from support.packed_texts import address_of
from support.simulated_heap import start_heap

start_heap()


@pytest.mark.parametrize(
    "text",
    ["", "a", "Größe", "x" * 251, "x" * 252, "é" * 300, "名前", "\ud800", "😀" * 70_000],
    ids=len,
)
def test_a_packed_text_reads_as_it_was_written(text: str) -> None:
    assert text_at(address_of(text)) == text
