"""`-p` values: what they mean, and what is said about wrong ones."""

import pytest

from gloamtool.failure import UserError
from gloamtool.launch.ports import PortForward, Transport, parse_forward, parse_forwards


def test_transport_is_named_after_the_slash() -> None:
    assert parse_forward("5300:53/udp") == (PortForward(5300, 53, Transport.UDP),)
    assert parse_forward("8080:80/tcp") == (PortForward(8080, 80, Transport.TCP),)


def test_without_a_slash_both_transports_are_forwarded() -> None:
    assert [f.transport for f in parse_forward("5300:53")] == [Transport.UDP, Transport.TCP]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("53", "-p 53: write HOST:GUEST, for example -p 5300:53/udp"),
        ("5300:53/sctp", "-p 5300:53/sctp: after the slash comes udp or tcp, not 'sctp'"),
        ("5300:53/", "-p 5300:53/: after the slash comes udp or tcp, not ''"),
        ("0:53", "-p 0:53: '0' is not a port number from 1 to 65535"),
        ("53:65536", "-p 53:65536: '65536' is not a port number from 1 to 65535"),
        ("53:x", "-p 53:x: 'x' is not a port number from 1 to 65535"),
        ("53:²", "-p 53:²: '²' is not a port number from 1 to 65535"),
    ],
)
def test_a_wrong_value_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_forward(text)
    assert str(caught.value) == message


def test_a_host_port_leads_to_one_place_per_transport() -> None:
    assert len(parse_forwards(["53:53/udp", "53:80/tcp"])) == 2
    with pytest.raises(UserError, match="host port 53/udp is used twice"):
        parse_forwards(["53:53/udp", "53:54"])
