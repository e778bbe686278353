"""How a server in Python is talked to beside its ports: see Control.java."""

import os
import sys
import threading

HELLO = b"Hello, World!"
MEGABYTE = bytes(97 + i % 23 for i in range(1 << 20))


def serve(name, ports):
    """Says where the server is, and ends the process with its input."""
    ways = " ".join(f"{way}={port}" for way, port in ports.items())
    print(f"serving {name} {ways}", flush=True)
    threading.Thread(target=_answer, daemon=True).start()


def _answer():
    for _ in sys.stdin:
        print("-", flush=True)
    os._exit(0)


def missing(name, package, reason):
    """For a server that is not installed."""
    print(f"{name} is not installed (apt install {package}): {reason}", flush=True)
    sys.exit(0)
