"""aiohttp for 'bench http', on uvloop where it is installed."""

import asyncio
import ssl
import sys

import control

try:
    from aiohttp import WSMsgType, web
except ImportError as e:
    control.missing("aiohttp", "python3-aiohttp", e)
try:
    import uvloop
except ImportError:
    uvloop = None


async def hello(_):
    return web.Response(body=control.HELLO, content_type="text/plain")


async def megabyte(_):
    return web.Response(body=control.MEGABYTE, content_type="text/plain")


async def length(request):
    received = 0
    async for part in request.content.iter_any():
        received += len(part)
    return web.Response(body=str(received).encode(), content_type="text/plain")


async def echo(request):
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    async for message in socket:
        if message.type == WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


async def main(folder):
    app = web.Application(client_max_size=1 << 30)
    app.add_routes([
        web.get("/hello", hello),
        web.get("/megabyte", megabyte),
        web.post("/length", length),
        web.get("/echo", echo),
    ])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024, ssl_context=tls).start()
    plain, secure = (address[1] for address in runner.addresses)
    name = "aiohttp,_uvloop" if uvloop else "aiohttp"
    control.serve(name, {"http": plain, "ws": plain, "https": secure})
    await asyncio.Event().wait()


(uvloop or asyncio).run(main(sys.argv[-1]))
