"""FastAPI on uvicorn for 'bench web', with httptools and uvloop where they are installed."""

import asyncio
import socket
import sys
from typing import List

import control

try:
    import multipart  # noqa: F401 (FastAPI finds it by itself)
    import pydantic
    import uvicorn
    from fastapi import FastAPI, File, UploadFile
    from fastapi.responses import PlainTextResponse
    from fastapi.staticfiles import StaticFiles
    from pydantic import BaseModel, EmailStr, Field
    import email_validator  # noqa: F401 (pydantic finds it by itself)
except ImportError as e:
    control.missing(
        "FastAPI",
        "python3-fastapi python3-uvicorn python3-uvloop python3-httptools python3-multipart python3-email-validator",
        e)

# Debian's pydantic may be of either line, and they name these differently.
if pydantic.VERSION.startswith("1."):
    not_blank = {"regex": r"\S"}
    one_to_ten = {"min_items": 1, "max_items": 10}
else:
    not_blank = {"pattern": r"\S"}
    one_to_ten = {"min_length": 1, "max_length": 10}


class User(BaseModel):
    id: int
    name: str
    tags: List[str]
    active: bool


class Signup(BaseModel):
    name: str = Field(**not_blank)
    nickname: str = Field(min_length=2, max_length=30)
    age: int = Field(ge=18, le=120)
    email: EmailStr
    tags: List[str] = Field(**one_to_ten)


def site(folder):
    app = FastAPI()

    @app.get("/plaintext", response_class=PlainTextResponse)
    async def hello():
        return "Hello, World!"

    @app.get("/json")
    async def user() -> User:
        return User(id=7, name="Ada", tags=["a", "b", "c"], active=True)

    @app.get("/users/{id}/posts/{slug}/comments/{n}", response_class=PlainTextResponse)
    async def comment(id: int, slug: str, n: int):
        return f"{id} {slug} {n}"

    @app.post("/validated")
    async def validate(signup: Signup) -> Signup:
        return signup

    @app.post("/upload", response_class=PlainTextResponse)
    async def upload(file: UploadFile = File()):
        return str(file.size)

    app.mount("/static", StaticFiles(directory=f"{folder}/static"))
    return app


def routes(count):
    app = FastAPI()

    async def hello():
        return "Hello, World!"

    async def other(id: str):
        return id

    for i in range(count - 1):
        if i == count // 2:
            app.get("/plaintext", response_class=PlainTextResponse)(hello)
        app.get(f"/other{i}/{{id}}")(other)
    return app


def listener():
    here = socket.socket()
    here.bind(("127.0.0.1", 0))
    here.listen(1024)
    return here


def server(app):
    return uvicorn.Server(uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, lifespan="off", timeout_keep_alive=75))


async def main(folder):
    here, ten, thousand = listener(), listener(), listener()
    port = here.getsockname()[1]
    ways = dict.fromkeys(["plaintext", "json", "path", "validated", "static", "upload"], port)
    ways |= {"routes10": ten.getsockname()[1], "routes1000": thousand.getsockname()[1]}
    servers = [
        server(site(folder)).serve(sockets=[here]),
        server(routes(10)).serve(sockets=[ten]),
        server(routes(1000)).serve(sockets=[thousand]),
    ]
    control.serve(f"FastAPI_{version()}", ways)
    await asyncio.gather(*servers)


def version():
    import fastapi
    return fastapi.__version__


try:
    import uvloop
    uvloop.install()
except ImportError:
    pass
asyncio.run(main(sys.argv[-1]))
