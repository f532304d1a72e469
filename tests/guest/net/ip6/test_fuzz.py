"""Promise: no message and no chain of headers raises anything. See also `fuzz/fuzz_ip6.py`."""

from hypothesis import given
from hypothesis import strategies as st

from support.bench6 import OURS, Bench6
from support.packets6 import icmp6, ipv6, ping


@given(st.integers(0, 255), st.integers(0, 255), st.binary(max_size=200), st.sampled_from([1, 255]))
def test_any_icmp_message_with_a_good_checksum(
    kind: int, code: int, rest: bytes, hop_limit: int
) -> None:
    bench = Bench6()
    for target in (OURS, "ff02::1"):
        message = icmp6(kind, code, rest, "fe80::1", target)
        bench.receive(ipv6(message, 58, "fe80::1", target, hop_limit=hop_limit))
    bench.receive(ping(b"x", "fd00::1", OURS))
    bench.sent()
    bench.wait(10**10)


@given(st.lists(st.tuples(st.sampled_from([0, 43, 44, 60, 58, 17]), st.binary(max_size=24))))
def test_any_chain_of_headers(headers: list[tuple[int, bytes]]) -> None:
    bench = Bench6()
    chain, following = b"", 17
    for kind, body in reversed(headers):
        size = len(body) // 8
        chain = bytes([following, size]) + body.ljust(6 + 8 * size, b"\0")[: 6 + 8 * size] + chain
        following = kind
    bench.receive(ipv6(chain, following, "fd00::1", OURS))
    bench.sent()
