"""Streams on loopback: every way to read, half close, errors, closing."""

import asyncio


async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    host, port = writer.get_extra_info("peername")
    local, _ = writer.get_extra_info("sockname")
    print("client", host, port > 0, local, writer.get_extra_info("x", 3))
    async for line in reader:
        if line == b"quit\n":
            break
        writer.write(line.upper())
        await writer.drain()
    print("rest", await reader.read())
    writer.writelines([b"by", b"e"])
    writer.close()
    await writer.wait_closed()
    print("server side closed", writer.is_closing())


async def readers(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"one\ntwo\n")
    print(await reader.readline(), await reader.readexactly(2))
    print(await reader.readuntil(b"\n"))
    print(await reader.read(0), reader.at_eof())
    writer.write(b"a;b\n")
    print(await reader.readuntil(b";"), await reader.readline())
    writer.write(b"quit\nignored")
    print(writer.can_write_eof())
    writer.write_eof()
    try:
        writer.write(b"x")
    except RuntimeError as error:
        print("RuntimeError", error)
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as error:
        print(error.partial, error.expected, error)
    print(reader.at_eof(), await reader.read(), await reader.readline(), await reader.read(5))
    try:
        await reader.readuntil(b"xx")
    except asyncio.IncompleteReadError as error:
        print(error.partial, error.expected, error)
    writer.close()
    await writer.wait_closed()
    print("client side closed", writer.is_closing())


async def limits(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=8)
    writer.write(b"0123456789\nabc\n")
    await asyncio.sleep(0.05)
    try:
        await reader.readuntil()
    except asyncio.LimitOverrunError as error:
        print(error, error.consumed)
    try:
        await reader.readline()
    except ValueError as error:
        print("ValueError", error)
    print(await reader.readline())
    writer.write(b"0123456789012")
    writer.write(b"3456789\n")
    await asyncio.sleep(0.05)
    print(await reader.readexactly(20))
    for wrong in (-1, -5):
        try:
            await reader.readexactly(wrong)
        except ValueError as error:
            print("ValueError", error)
    try:
        await reader.readuntil(b"")
    except ValueError as error:
        print("ValueError", error)
    try:
        asyncio.StreamReader(limit=0)
    except ValueError as error:
        print("ValueError", error)
    writer.write(b"quit\n")
    writer.write_eof()
    print(await reader.read())
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(server.is_serving(), len(server.sockets), port > 0)
    await readers(port)
    await limits(port)
    server.close()
    print(server.is_serving(), len(server.sockets))
    await server.wait_closed()
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError as error:
        print(error.errno, str(error).replace(str(port), "PORT"))


asyncio.run(main())
