"""A small HTTP server on loopback that answers as told and remembers what it was asked."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """What to answer, or what to do instead."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    hang_up: bool = False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # otherwise a reused connection waits 40 ms for each body

    def answer(self):
        server: Loopback = self.server.loopback
        length = int(self.headers.get("content-length") or 0)
        headers = {key.lower(): value for key, value in self.headers.items()}
        server.requests.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
        reply = server.reply_for(self.path.split("?")[0])
        if reply.wait:
            time.sleep(reply.wait)
        if reply.hang_up:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for key, value in reply.headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        try:
            self.write(reply)
        except OSError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def write(self, reply):
        if not reply.drip:
            self.wfile.write(reply.body)
            return
        for byte in reply.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(reply.drip)

    def log_message(self, *args):
        pass


class Loopback:
    """The server: `answers(path, …)` says what to reply; several replies are given one after the other."""

    def __init__(self, address: str = "127.0.0.1"):
        self.server = ThreadingHTTPServer((address, 0), Handler)
        self.server.daemon_threads = True
        self.server.loopback = self
        self.port = self.server.server_address[1]
        self.host = f"{address}:{self.port}"
        self.url = f"http://{self.host}"
        self.requests: list[Asked] = []
        self.replies: dict[str, list[Reply]] = {}
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answers(self, path: str, body: Any, status: int = 200, headers: dict[str, str] | None = None, **how: Any):
        """Answer this path so; JSON unless the body is bytes."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = {} if isinstance(body, bytes) else {"Content-Type": "application/json"}
        self.replies.setdefault(path, []).append(Reply(raw, status, {**kind, **(headers or {})}, **how))

    def drips(self, path: str, every: float):
        """Answer one byte at a time."""
        self.answers(path, b"{" + b" " * 200 + b"}", drip=every)

    def reply_for(self, path: str) -> Reply:
        waiting = self.replies.get(path) or [Reply(b'{"error": {"message": "no such page"}}', 404)]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
