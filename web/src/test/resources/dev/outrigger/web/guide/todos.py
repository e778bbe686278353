"""Asks a todo service the same questions, whoever wrote it."""
import json
import sys
import urllib.error
import urllib.request

at = sys.argv[1].rstrip("/")


def ask(method, path, body=None, kind="application/json", **fields):
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
    request = urllib.request.Request(at + path, data=body, method=method, headers=fields)
    if body is not None:
        request.add_header("Content-Type", kind)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read(), refusal.headers


def check(what, got, expected):
    assert got == expected, f"{what}: {got!r} is not {expected!r}"


def status(what, expected, *question, **fields):
    check(what, ask(*question, **fields)[0], expected)


def told(*question, **fields):
    code, body, _ = ask(*question, **fields)
    assert code < 300, f"{question}: {code} {body!r}"
    value = json.loads(body)
    # Tornado writes an object around a list.
    return value["todos"] if isinstance(value, dict) and list(value) == ["todos"] else value


def form(name):
    lines = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n12345\r\n--b--\r\n'
    return lines.encode(), "multipart/form-data; boundary=b"


check("none yet", told("GET", "/todos"), [])
code, body, fields = ask("POST", "/todos", {"title": "sow"})
check("added", (code, json.loads(body)), (201, {"id": 1, "title": "sow", "done": False}))
check("type", fields["Content-Type"].split(";")[0], "application/json")
told("POST", "/todos", {"title": "reap", "done": True})
check("all", [todo["title"] for todo in told("GET", "/todos")], ["sow", "reap"])
check("done", [todo["title"] for todo in told("GET", "/todos?done=true")], ["reap"])
check("left", [todo["title"] for todo in told("GET", "/todos?done=false")], ["sow"])
check("one", told("GET", "/todos/2"), {"id": 2, "title": "reap", "done": True})
status("unknown", 404, "GET", "/todos/9")
status("empty title", 422, "POST", "/todos", {"title": ""})
status("no title", 422, "POST", "/todos", {})
status("long title", 422, "POST", "/todos", {"title": "x" * 101})
assert ask("POST", "/todos", b"{")[0] in (400, 422), "broken JSON"
status("wrong method", 405 if sys.argv[2] != "Express" else 404, "PUT", "/todos", {})
status("nothing there", 404, "GET", "/nowhere")
check("upload", told("POST", "/todos/1/photo", *form("photo")), {"name": "a.jpg", "size": 5})
status("no photo", 422, "POST", "/todos/1/photo", *form("other"))
status("wrong password", 401, "POST", "/login", {"user": "ada", "password": "?"})
token = told("POST", "/login", {"user": "ada", "password": "lovelace"})["token"]
check("me", told("GET", "/me", Authorization=f"Bearer {token}"), {"user": "ada"})
status("nobody", 401, "GET", "/me")
status("a stranger", 401, "GET", "/me", Authorization="Bearer x")
check("primes", told("GET", "/primes/10000"), {"primes": 1229})
code, body, fields = ask("GET", "/ticks")
check("ticks", (fields["Content-Type"].split(";")[0], [line for line in body.decode().splitlines() if line.startswith("data")]), ("text/event-stream", ["data: tick 1", "data: tick 2", "data: tick 3"]))
print("all as expected")
