"""What users of requests and httpx do with a server; its address is the only argument."""
import sys

import httpx
import requests

base = sys.argv[1]


def parts():
    for i in range(50):
        yield b"x" * 1000 + str(i).encode()


def check(what, right):
    if not right:
        sys.exit(what + " is not as it should be")


sent = b"".join(parts())
with requests.Session() as session:
    for i in range(50):
        answer = session.get(base + "/text", params={"i": i})
        check("requests: text", answer.status_code == 200 and answer.text == f"hello i={i}")
    check("requests: head", session.head(base + "/text").headers["Content-Length"] == "6")
    check("requests: a body", session.post(base + "/echo", data=sent).content == sent)
    check("requests: chunks", session.post(base + "/echo", data=parts()).content == sent)
    check("requests: json", session.post(base + "/echo", json={"a": 1}).json() == {"a": 1})
    check("requests: 404", session.get(base + "/nowhere").status_code == 404)
    with session.get(base + "/stream", stream=True) as answer:
        check("requests: a stream", b"".join(answer.iter_content(100)) == b"0123456789" * 5000)
    with session.get(base + "/endless", stream=True) as answer:
        check("requests: to leave in the middle", next(answer.iter_content(10)))
    check("requests: after that", session.get(base + "/text").text == "hello ")

with httpx.Client() as client:
    for i in range(50):
        check("httpx: text", client.get(base + f"/text?i={i}").text == f"hello i={i}")
    check("httpx: chunks", client.post(base + "/echo", content=parts()).content == sent)
    with client.stream("GET", base + "/stream") as answer:
        check("httpx: a stream", b"".join(answer.iter_bytes()) == b"0123456789" * 5000)
    with client.stream("GET", base + "/endless") as answer:
        check("httpx: to leave in the middle", next(answer.iter_raw()))
    check("httpx: after that", client.get(base + "/text").text == "hello ")
print("all right")
