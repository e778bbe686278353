"""What 'bench supervisor' has gunicorn serve, by aiohttp."""

import os

from aiohttp import web


async def pid(_):
    return web.Response(text=str(os.getpid()))


app = web.Application()
app.router.add_get("/pid", pid)
