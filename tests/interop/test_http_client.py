"""The HTTP client as an image and on CPython: the same program, nginx on the other end."""

import time
from pathlib import Path

import pytest

from gloamtool.image.builder import ImageOrder, build_image
from support.namespace import TAP, Namespace, missing, namespace

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(missing("nginx") != "", reason=missing("nginx")),
]

PROGRAM = """\
import asyncio
import sys

from gloam.http import Client


async def main() -> None:
    base = sys.argv[1]
    async with Client() as client:
        for number in range(7):
            response = await client.get(f"{base}/page")
            print(number, response.status, len(response.body), sum(response.body))
        response = await client.get(f"{base}/old")
        print(response.url, response.status, len(response.body))
        print((await client.get(f"{base}/chunked")).text())
        print((await client.get(f"{base}/close")).text())
        print((await client.get(f"{base}/page", {"Range": "bytes=1-3"})).body)
        print((await client.request("HEAD", f"{base}/page")).fields.get("content-length"))
        print((await client.post(f"{base}/page", b"x" * 100_000)).status)
        many = await asyncio.gather(*[client.get(f"{base}/page") for _ in range(9)])
        print([response.status for response in many])
        try:
            await client.get("http://10.9.0.1:9/")
        except ConnectionRefusedError as error:
            print(error)
        try:
            await client.get("https://10.9.0.1/")
        except ValueError as error:
            print(error)


asyncio.run(main())
"""
CONFIGURATION = """\
daemon off; user root; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
  fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 10.9.0.1:80; root {folder}/www; keepalive_requests 3;
    location = /old {{ return 301 /page; }}
    location = /chunked {{ ssi on; ssi_types *; }}
    location = /close {{ keepalive_timeout 0; return 200 "bye"; }}
  }}
}}
"""
PAGE = bytes(range(256)) * 1_000


def start_nginx(space: Namespace, folder: Path) -> None:
    www = folder / "www"
    www.mkdir()
    (www / "page").write_bytes(PAGE)
    (www / "chunked").write_bytes(b"begin <!--# echo var='request_uri' --> end")
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    space.start("nginx", "-c", configuration, "-p", folder)
    deadline = time.monotonic() + 10
    while not (folder / "pid").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_compiled_client_sees_what_cpythons_sees(tmp_path: Path) -> None:
    source, image = tmp_path / "client.py", tmp_path / "image"
    source.write_text(PROGRAM)
    build_image(ImageOrder(source=source, target="process", memory_bytes=32 << 20), image)
    with namespace() as space:
        start_nginx(space, tmp_path)
        base = "http://10.9.0.1"
        cpython = space.gloam("run", "--target", "cpython", source, base)
        expected, _ = cpython.communicate(timeout=60)
        guest = space.gloam("run", "--tap", TAP, "--ip", "10.9.0.2/24", image, base)
        output, _ = guest.communicate(timeout=60)
    lines = output.splitlines()
    assert lines[0] == f"0 200 {len(PAGE)} {sum(PAGE)}"
    assert "begin /chunked end" in lines and "bye" in lines
    assert output == expected
