"""A few of the questions of `make compare-dns`."""

from pathlib import Path

import pytest
from tools.compare_dns import cases, compare, missing

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing() != "", reason=f"not installed: {missing()}"),
]


def test_our_answers_mean_what_nsds_do(tmp_path: Path) -> None:
    for case in cases(tmp_path, delegations=50):
        done = compare(case, 300, seed=2)
        assert done.asked > 250
        assert not done.differences, case.title
