"""A TCP program for measuring and for interoperation: echo, sink and source servers, and a client.

Ports: 7000 sends everything back; 7001 takes everything and, when the peer has closed its side,
answers with the number of bytes and their CRC; 7002 reads a number in a line and sends so many
bytes of `PATTERN`. With the arguments `HOST PORT SIZE` it first connects to an echo server there.
The same source runs on CPython.
"""

import asyncio
import binascii
import sys

ECHO_PORT = 7000
SINK_PORT = 7001
SOURCE_PORT = 7002
BLOCK_SIZE = 65_536
PATTERN = bytes(range(256)) * 256


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        block = await reader.read(BLOCK_SIZE)
        while block:
            writer.write(block)
            await writer.drain()
            block = await reader.read(BLOCK_SIZE)
    except ConnectionError:
        pass
    writer.close()


async def sink(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The first byte says whether to compute the CRC: "c" for yes."""
    total = 0
    crc = 0
    has_crc = await reader.read(1) == b"c"
    block = await reader.read(BLOCK_SIZE)
    while block:
        total += len(block)
        if has_crc:
            crc = binascii.crc32(block, crc)
        block = await reader.read(BLOCK_SIZE)
    writer.write(f"{total} {crc:08x}\n".encode())
    writer.close()


async def source(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    left = int((await reader.readline()).decode())
    try:
        while left > 0:
            block = PATTERN if left >= len(PATTERN) else PATTERN[:left]
            writer.write(block)
            await writer.drain()
            left -= len(block)
    except ConnectionError:
        pass
    writer.close()


async def feed(writer: asyncio.StreamWriter, size: int) -> None:
    left = size
    while left > 0:
        block = PATTERN if left >= len(PATTERN) else PATTERN[:left]
        writer.write(block)
        await writer.drain()
        left -= len(block)
    writer.write_eof()


async def ask(host: str, port: int, size: int) -> None:
    """Have an echo server repeat `size` bytes, and compare."""
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError as error:
        print(f"peer: {type(error).__name__} {error.errno}")
        return
    feeding = asyncio.create_task(feed(writer, size))
    total = 0
    crc = 0
    block = await reader.read(BLOCK_SIZE)
    while block:
        total += len(block)
        crc = binascii.crc32(block, crc)
        block = await reader.read(BLOCK_SIZE)
    await feeding
    writer.close()
    await writer.wait_closed()
    print(f"peer: {total} bytes came back, CRC {crc:08x}")


async def main() -> None:
    for start in range(1, len(sys.argv) - 2, 3):
        host, port, size = sys.argv[start : start + 3]
        await ask(host, int(port), int(size))
    await asyncio.start_server(echo, "0.0.0.0", ECHO_PORT, backlog=2_000)
    await asyncio.start_server(sink, "0.0.0.0", SINK_PORT)
    await asyncio.start_server(source, "0.0.0.0", SOURCE_PORT)
    print("peer: serving")
    await asyncio.Event().wait()


asyncio.run(main())
