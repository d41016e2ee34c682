"""An echo server over TCP: w8_echo.py asyncio|uvloop streams|protocol

Prints "port NUMBER" when it listens, and ends with its standard input.
"""

import asyncio
import sys

import bench

HOST = "127.0.0.1"
BACKLOG = 1024
LARGEST_READ = 256 * 1024


async def echo(reader, writer):
    try:
        while data := await reader.read(LARGEST_READ):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass  # the other side has gone
    finally:
        writer.close()


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)

    def pause_writing(self):
        self.transport.pause_reading()

    def resume_writing(self):
        self.transport.resume_reading()


async def listen(form):
    if form == "streams":
        return await asyncio.start_server(echo, HOST, 0, limit=LARGEST_READ, backlog=BACKLOG)
    if form == "protocol":
        loop = asyncio.get_running_loop()
        return await loop.create_server(Echo, HOST, 0, backlog=BACKLOG)
    sys.exit(f"w8_echo.py: form '{form}' (expected: streams, protocol)")


async def main(form):
    server = await listen(form)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    bench.use(sys.argv[1])
    asyncio.run(main(sys.argv[2]))
