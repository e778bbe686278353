"""asyncio as a peer of the runtime benchmark; RuntimeSpeed drives it.

Usage: loops.py asyncio|uvloop. Each line "WHAT COUNT" on standard input is answered by figures, or by "-" for what
it cannot do: nanoseconds for doing it so often, a port for ECHO, nanoseconds of CPU time for CPU, and for SLEEP
the bytes of each task and the nanoseconds until all were awake.
"""

import asyncio
import gc
import os
import sys
import time

BATCH = 1000


async def nothing():
    pass


async def spawn(count):
    for _ in range(count):
        await asyncio.create_task(nothing())


async def spawn_many(count):
    for _ in range(count // BATCH):
        async with asyncio.TaskGroup() as group:
            for _ in range(BATCH):
                group.create_task(nothing())


async def park(count):
    loop = asyncio.get_running_loop()
    turns = [loop.create_future(), loop.create_future()]

    async def play(me):
        for _ in range(count // 2):
            await turns[me]
            turns[me] = loop.create_future()
            turns[1 - me].set_result(None)

    turns[0].set_result(None)
    await asyncio.gather(play(0), play(1))


async def yields(count):
    async def play():
        for _ in range(count // 2):
            await asyncio.sleep(0)

    await asyncio.gather(play(), play())


async def timeout(count):
    for _ in range(count):
        async with asyncio.timeout(1):
            await nothing()


async def echo_one(reader, writer):
    while data := await reader.read(8192):
        writer.write(data)
        await writer.drain()
    writer.close()


async def echo(_):
    server = await asyncio.start_server(echo_one, "127.0.0.1", 0, backlog=100)
    SERVERS.append(server)
    return server.sockets[0].getsockname()[1]


SERVERS = []


def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def sleep(count):
    loop = asyncio.get_running_loop()
    before = resident()
    until = loop.time() + 1 + count / 25_000
    asleep = 0

    async def sleeper():
        nonlocal asleep
        asleep += 1
        await asyncio.sleep(until - loop.time())

    tasks = [asyncio.create_task(sleeper()) for _ in range(count)]
    while asleep < count:
        await asyncio.sleep(0.2)
    each = (resident() - before) // count
    if loop.time() > until:
        raise RuntimeError("it took too long to start all")
    for task in tasks:
        await task
    return f"{each} {int((loop.time() - until) * 1e9)}"


async def timed(what, count):
    start = time.perf_counter_ns()
    await what(count)
    return time.perf_counter_ns() - start


WHAT = {"SPAWN": spawn, "SPAWN_MANY": spawn_many, "PARK": park, "YIELD": yields, "TIMEOUT": timeout}


async def serve():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        what, count = line.decode().split()
        if what == "CPU":
            answer = time.process_time_ns()
        elif what == "ECHO":
            answer = await echo(count)
        elif what == "SLEEP":
            answer = await sleep(int(count))
        elif what == "TIMEOUT" and not hasattr(asyncio, "timeout"):
            answer = "-"
        else:
            answer = await timed(WHAT[what], int(count))
        print(answer, flush=True)


def main(kind):
    version = sys.version.split()[0]
    if kind == "uvloop":
        try:
            import uvloop
        except ImportError:
            print("uvloop is not installed and could not be fetched: it is left out")
            return
        print("ready uvloop " + uvloop.__version__, flush=True)
        uvloop.run(serve())
    else:
        print("ready asyncio " + version, flush=True)
        asyncio.run(serve())


if __name__ == "__main__":
    main(sys.argv[1])
