"""A few of the questions of `make compare-dns`."""

from pathlib import Path

import pytest
from tools.compare_dns import cases, compare, missing
from tools.name_servers import KNOT, NSD, NameServer

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing() != "", reason=f"not installed: {missing()}"),
]


@pytest.mark.parametrize("server", [NSD, KNOT], ids=lambda server: server.title)
def test_our_answers_mean_what_theirs_do(server: NameServer, tmp_path: Path) -> None:
    if not server.is_installed():
        pytest.skip(f"{server.title} is not installed")
    for case in cases(tmp_path, delegations=50):
        done = compare(case, 300, 2, server)
        assert done.asked > 250
        assert not done.differences, case.title
