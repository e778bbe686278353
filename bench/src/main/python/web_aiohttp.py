"""aiohttp for 'bench web', on uvloop where it is installed. It has no validation, so that is done by hand."""

import asyncio
import functools
import json
import os
import re
import sys

import control

try:
    from aiohttp import web
except ImportError as e:
    control.missing("aiohttp", "python3-aiohttp python3-uvloop", e)
try:
    import uvloop
except ImportError:
    uvloop = None

compact = functools.partial(json.dumps, separators=(",", ":"))
email = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


async def hello(_):
    return web.Response(text="Hello, World!")


async def user(_):
    return web.json_response({"id": 7, "name": "Ada", "tags": ["a", "b", "c"], "active": True}, dumps=compact)


async def comment(request):
    path = request.match_info
    return web.Response(text=f"{int(path['id'])} {path['slug']} {int(path['n'])}")


def is_valid(body):
    return (
        bool(body["name"].strip())
        and 2 <= len(body["nickname"]) <= 30
        and 18 <= body["age"] <= 120
        and email.fullmatch(body["email"]) is not None
        and 1 <= len(body["tags"]) <= 10)


async def validate(request):
    body = await request.json()
    if not is_valid(body):
        raise web.HTTPBadRequest()
    return web.json_response(body, dumps=compact)


async def upload(request):
    form = await request.post()
    # A temporary file, which is gone with its last descriptor.
    with form["file"].file as file:
        return web.Response(text=str(file.seek(0, os.SEEK_END)))


def site(folder):
    app = web.Application(client_max_size=1 << 30)
    app.add_routes([
        web.get("/plaintext", hello),
        web.get("/json", user),
        web.get(r"/users/{id:\d+}/posts/{slug}/comments/{n:\d+}", comment),
        web.post("/validated", validate),
        web.static("/static", f"{folder}/static"),
        web.post("/upload", upload),
    ])
    return app


async def main(folder):
    runner = web.AppRunner(site(folder), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    port = runner.addresses[0][1]
    name = "aiohttp,_uvloop" if uvloop else "aiohttp"
    control.serve(name, dict.fromkeys(["plaintext", "json", "path", "validated", "static", "upload"], port))
    await asyncio.Event().wait()


if uvloop:
    uvloop.install()
asyncio.run(main(sys.argv[-1]))
