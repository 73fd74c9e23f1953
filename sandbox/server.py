"""The HTTP side: reads requests, asks the bank, answers; HTTP/1.1 with connections kept alive."""

import hmac
import os
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qsl, unquote

from sandbox import wants
from sandbox.answers import Answer, RefusalError, say
from sandbox.calls import Call, checked_key
from sandbox.faults import Fault
from sandbox.routes import Bank, carry_out, match

LARGEST_BODY = 256 * 1024
# What is read and thrown away of a body that is too large, so that the sender gets to read the refusal.
LARGEST_DISCARDED = 64 * 1024 * 1024
IDLE_SECONDS = 75
HERE = "127.0.0.1"


class BankServer(ThreadingHTTPServer):
    """Listens on loopback only; one thread a connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    bank: Bank

    def __init__(self, port: int, *, token: str = "", log: bool = False) -> None:
        self.token, self.log = token, log
        super().__init__((HERE, port), Handler)

    def server_bind(self) -> None:
        """Bind without the standard library's look-up of this machine's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HERE, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is no news."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: BankServer
    protocol_version = "HTTP/1.1"
    # The standard library would answer a request without a version without a head.
    default_request_version = "HTTP/1.0"
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS

    def answer(self) -> None:
        """Read one request, carry it out, say the answer."""
        fault: Fault | None = None
        try:
            reply, fault = self._carried_out()
        except RefusalError as refusal:
            reply = refusal.answer()
        except Exception as error:  # the caller gets a sentence, the operator the type of the error
            self.log_error("%s: %r", self.path, error)
            reply = say({"error": {"code": "bug", "message": "Something went wrong inside the system."}}, 500)
        self._finish(reply, fault)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = answer

    def _carried_out(self) -> tuple[Answer, Fault | None]:
        raw = self._read()
        self._gate()
        path, _, asked = self.path.partition("?")
        path = unquote(path)
        control = path.startswith("/control/")
        fault = None if control else self.server.bank.faults.take(self.command, path)
        if fault:
            time.sleep(fault.seconds)
            if instead := fault.instead():
                return instead, fault
        pattern, parts = match(path)
        query = dict(parse_qsl(asked))
        body = wants.document(raw) if self.command == "POST" else {}
        call = Call(self.command, path, parts, query, body, checked_key(self.headers.get("Idempotency-Key")))
        try:
            heed = not (fault and fault.action == "forget_key")
            return carry_out(self.server.bank, pattern, call, heed_key=heed), fault
        except RefusalError as refusal:
            return refusal.answer(), fault

    def _read(self) -> bytes:
        if self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            raise RefusalError(411, "length_required", "Send the body with a Content-Length.")
        announced = self.headers.get("Content-Length", "0").strip()
        if not announced.isascii() or not announced.isdigit() or len(announced) > 15:
            self.close_connection = True
            raise RefusalError(400, "bad_length", "The Content-Length is not a number.")
        length = int(announced)
        if length > LARGEST_BODY:
            self._discard(length)
            raise RefusalError(413, "too_large", f"The body is too large: send at most {LARGEST_BODY // 1024} KB.")
        return self.rfile.read(length) if length else b""

    def _discard(self, length: int) -> None:
        self.close_connection = True
        left = min(length, LARGEST_DISCARDED)
        while left > 0 and (chunk := self.rfile.read(min(left, 65536))):
            left -= len(chunk)

    def _gate(self) -> None:
        """Only programs on this machine, by its own name and with the token; never a web page."""
        # A page in a browser names itself in Origin, and a rebound name shows in Host.
        host = self.headers.get("Host", HERE).lower().removesuffix(f":{self.server.server_port}")
        if self.headers.get("Origin") or host not in (HERE, "localhost"):
            raise RefusalError(403, "not_from_here", "This system answers programs on this machine only.")
        if not self.server.token or self.path == "/health":
            return
        given = self.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self.server.token}".encode()):
            headers = {"WWW-Authenticate": "Bearer"}
            raise RefusalError(401, "wrong_token", "The access token is missing or wrong.", headers)

    def _finish(self, reply: Answer, fault: Fault | None) -> None:
        if fault and fault.action == "die":
            os._exit(1)
        if fault and fault.action in ("drop", "hang_up"):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._say(reply)

    def _say(self, reply: Answer) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        # Head and body leave in one write: two small packets would wait for each other.
        self._headers_buffer.append(b"\r\n" + (b"" if self.command == "HEAD" else reply.body))  # type: ignore[attr-defined]
        self.flush_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library refuses by itself (malformed requests) is said in JSON too."""
        self.close_connection = True
        phrase = message or HTTPStatus(code).phrase
        self._say(RefusalError(code, "bad_request", f"The request is not understood: {phrase}.").answer())

    def version_string(self) -> str:
        """The name in the Server header."""
        return "sandbox"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """One line a request, where asked for."""
        if self.server.log:
            super().log_request(code, size)
