"""The web server example as a virtual machine, asked by CPython's HTTP client."""

import http.client
import socket
import threading
import time
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from gloamtool.launch.ports import PortForward, Transport
from gloamtool.launch.qemu import MACHINES, Accelerator, Guest
from gloamtool.launch.request import LaunchRequest
from support.qemu import QEMU

pytestmark = [
    pytest.mark.image,
    pytest.mark.skipif(QEMU is None, reason="qemu-system-x86_64 is not installed"),
]

EXAMPLE = Path(__file__).parents[2] / "examples" / "web_server"
PORT = 8080
REQUESTS = 24
TIMEOUT_S = 90


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("web") / "web"
    source = EXAMPLE / "main.py"
    build_image(ImageOrder(source=source, target="vm", memory_bytes=32 << 20), target)
    return target


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(client: http.client.HTTPConnection, method: str, path: str, **more: object) -> str:
    client.request(method, path, **more)  # type: ignore[arg-type]  # passed on as they are
    response = client.getresponse()
    return f"{response.status} {response.read().decode()}"


@pytest.mark.parametrize("machine", MACHINES)
def test_the_web_server_serves_as_a_machine(image: Path, machine: str, tmp_path: Path) -> None:
    port = free_port()
    request = LaunchRequest(
        program=image,
        argv=("main.py", str(PORT), str(REQUESTS)),
        forwards=(PortForward(port, PORT, Transport.TCP),),
    )
    statuses: list[int] = []
    console = tmp_path / "console"
    with Guest(request, MACHINES[machine], Accelerator.TCG) as guest, console.open("wb") as sink:
        pump = threading.Thread(target=lambda: statuses.append(guest.pump(sink, TIMEOUT_S)))
        pump.start()
        while (EXAMPLE / "expected.txt").read_text() not in console.read_text():
            assert pump.is_alive()
            time.sleep(0.02)
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
        assert ask(client, "GET", "/hello/w%C3%B6rld") == "200 Hello, wörld!\n"
        assert ask(client, "GET", "/visits") == '200 {"visits": 2}\n'
        assert ask(client, "GET", "/").startswith("200 <!doctype html>\n")
        assert ask(client, "HEAD", "/") == "200 "
        assert ask(client, "GET", "/robots.txt", headers={"Range": "bytes=0-4"}) == "206 User-"
        assert ask(client, "GET", "/none") == "404 404 Not Found\n"
        assert ask(client, "PUT", "/visits").startswith("405 ")
        for size in (0, 1, 1459, 1460, 1461, 100_000, 1 << 20):
            assert ask(client, "POST", "/length", body=b"x" * size) == f"200 {size} bytes\n"
        chunks = [b"x" * 1000] * 50
        found = ask(client, "POST", "/length", body=iter(chunks), encode_chunked=True)
        assert found == "200 50000 bytes\n"
        client.close()
        for number in range(16, REQUESTS + 1):
            once = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
            once.request("GET", "/visits", headers={"Connection": "close"})
            assert once.getresponse().read() == f'{{"visits": {number}}}\n'.encode()
            once.close()
        pump.join(TIMEOUT_S)
    assert statuses == [0]
    lines = console.read_text().splitlines()
    assert lines[-1] == f"web: answered {REQUESTS} requests"
    assert len(lines) == REQUESTS + 2
