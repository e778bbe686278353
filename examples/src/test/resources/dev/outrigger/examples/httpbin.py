import sys

at, name = sys.argv[1:]
if name == "requests":
    import requests

    client = requests.Session()
    client.trust_env = False
    follow = {"allow_redirects": True}
else:
    import httpx

    client = httpx.Client(trust_env=False)
    follow = {"follow_redirects": True}


def check(what, got, expected):
    assert got == expected, f"{what}: {got!r} is not {expected!r}"


answer = client.get(at + "get", params={"a": "1", "b": ["x y", "ü"]})
check("args", answer.json()["args"], {"a": "1", "b": ["x y", "ü"]})
check("post form", client.post(at + "post", data={"k": "v&w"}).json()["form"], {"k": "v&w"})
check("post json", client.post(at + "post", json={"n": [1, 2]}).json()["json"], {"n": [1, 2]})
upload = client.post(at + "post", files={"f": ("a.txt", b"content")}, data={"t": "x"}).json()
check("files", (upload["files"], upload["form"]), ({"f": "content"}, {"t": "x"}))
for method in ("put", "patch", "delete"):
    check(method, client.request(method, at + method).json()["method"], method.upper())
for status in (200, 204, 304, 404, 418, 503):
    check("status", client.get(at + f"status/{status}").status_code, status)
check("redirects", len(client.get(at + "redirect/5", **follow).history), 5)
check("endless redirects are refused", client.get(at + "redirect/21").status_code, 400)
check("cookies", client.get(at + "cookies/set/flavour/oat", **follow).json(), {"cookies": {"flavour": "oat"}})
check("no cookies", client.get(at + "cookies/delete/flavour", **follow).json(), {"cookies": {}})
check("basic", client.get(at + "basic-auth/a/b", auth=("a", "b")).json()["authenticated"], True)
refused = client.get(at + "basic-auth/a/b", auth=("a", "c"))
check("wrong password", (refused.status_code, refused.headers["content-type"]), (401, "application/problem+json"))
check("bearer", client.get(at + "bearer", headers={"Authorization": "Bearer t"}).json()["token"], "t")
check("stream", [line for line in client.get(at + "stream/3").text.splitlines()], ['{"id":0}', '{"id":1}', '{"id":2}'])
check("drip", client.get(at + "drip", params={"numbytes": 5, "duration": 0}).content, b"*****")
whole = client.get(at + "range/50").content
part = client.get(at + "range/50", headers={"Range": "bytes=10-19"})
check("range", (part.status_code, part.headers["content-range"], part.content), (206, "bytes 10-19/50", whole[10:20]))
check("too much", client.get(at + "bytes/99999999").status_code, 400)
check("not modified", client.get(at + "etag/x", headers={"If-None-Match": '"x"'}).status_code, 304)
check("base64", client.get(at + "base64/aGVsbG8").text, "hello")
check("no base64", client.get(at + "base64/***").status_code, 400)
check("header", client.get(at + "response-headers", params={"X-Mine": "1"}).headers["x-mine"], "1")
check("no header", client.get(at + "response-headers", params={"Content-Length": "1"}).status_code, 400)
check("wrong method", (client.post(at + "get").status_code, client.post(at + "get").headers["allow"]), (405, "GET, HEAD, OPTIONS"))
check("nothing", client.get(at + "nowhere").status_code, 404)
print("all as expected")
