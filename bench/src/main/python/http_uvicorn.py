"""A bare ASGI application on uvicorn for 'bench http', with httptools and uvloop where they are installed."""

import asyncio
import socket
import sys

import control

try:
    import uvicorn
except ImportError as e:
    control.missing("uvicorn", "python3-uvicorn python3-uvloop python3-httptools python3-websockets", e)


async def end(send, body):
    fields = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": fields})
    await send({"type": "http.response.body", "body": body})


async def app(scope, receive, send):
    if scope["type"] == "websocket":
        await echo(receive, send)
    elif scope["path"] == "/hello":
        await end(send, control.HELLO)
    elif scope["path"] == "/megabyte":
        await end(send, control.MEGABYTE)
    else:
        received = 0
        more = True
        while more:
            part = await receive()
            received += len(part.get("body", b""))
            more = part.get("more_body", False)
        await end(send, str(received).encode())


async def echo(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    message = await receive()
    while message["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})
        message = await receive()


def listener():
    here = socket.socket()
    here.bind(("127.0.0.1", 0))
    here.listen(1024)
    return here


def server(**more):
    config = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, lifespan="off",
        ws_per_message_deflate=False, timeout_keep_alive=75, **more)
    return uvicorn.Server(config)


async def main(folder):
    plain, secure = listener(), listener()
    ports = {"http": plain.getsockname()[1], "https": secure.getsockname()[1]}
    try:
        import websockets  # noqa: F401 (uvicorn finds it by itself)
        ports["ws"] = ports["http"]
    except ImportError:
        pass
    servers = [
        server().serve(sockets=[plain]),
        server(ssl_certfile=f"{folder}/cert.pem", ssl_keyfile=f"{folder}/key.pem").serve(sockets=[secure]),
    ]
    control.serve(name(), ports)
    await asyncio.gather(*servers)


def name():
    parts = ["uvicorn"]
    for part in ("uvloop", "httptools"):
        try:
            __import__(part)
            parts.append(part)
        except ImportError:
            pass
    return ",_".join(parts)


try:
    import uvloop
    uvloop.run(main(sys.argv[-1]))
except ImportError:
    asyncio.run(main(sys.argv[-1]))
