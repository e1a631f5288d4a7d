"""A push service of our own, and browsers that read what it brings them with their own keys.

Written from RFC 8188, 8291 and 8292 with nothing but hashes and curves, so that it shares no code with the sender.
"""

import hashlib
import hmac
import json
import ssl
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def unpadded(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def expand(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF for at most 32 bytes, as RFC 8291 writes it out."""
    key = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


class Browser:
    """Keys and an endpoint, as a browser makes them."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._public = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self._auth = b"sixteen bytes of"
        self.keys = {"p256dh": unpadded(self._public), "auth": unpadded(self._auth)}

    def read(self, body: bytes) -> Any:
        salt, size, theirs, sealed = (
            body[:16],
            int.from_bytes(body[16:20]),
            body[21 : 21 + body[20]],
            body[21 + body[20] :],
        )
        assert len(sealed) <= size
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self._key.exchange(ec.ECDH(), sender)
        secret = expand(shared, self._auth, b"WebPush: info\0" + self._public + theirs, 32)
        key = expand(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = expand(secret, salt, b"Content-Encoding: nonce\0", 12)
        text = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert text.endswith(b"\x02"), "the last record ends with a 2"
        return json.loads(text[:-1])


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    def claims(self) -> tuple[dict[str, Any], str]:
        """What the signed token says, and the key that signed it."""
        scheme, _, rest = self.headers["Authorization"].partition(" ")
        assert scheme == "vapid"
        token, key = (part.split("=", 1)[1] for part in rest.split(", "))
        head, claims, signature = token.split(".")
        assert json.loads(padded(head)) == {"typ": "JWT", "alg": "ES256"}
        r, s = (int.from_bytes(padded(signature)[half : half + 32]) for half in (0, 32))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), padded(key))
        public.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
        return json.loads(padded(claims)), key


@dataclass
class PushService:
    """Takes what is posted; a test may say what to answer at a path, or hold the answers back."""

    address: str = ""
    requests: "Queue[Request]" = field(default_factory=Queue)
    answers: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    dripping: set[str] = field(default_factory=set)
    release: threading.Event = field(default_factory=threading.Event)

    def browser(self, path: str = "/one") -> Browser:
        return Browser(self.address + path)

    def next(self) -> Request:
        return self.requests.get(timeout=10)


@contextmanager
def push_service(tls: ssl.SSLContext | None = None) -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.requests.put(Request(self.path, dict(self.headers), body))
            if self.path in service.held:
                service.release.wait(30)
            while self.path in service.dripping and not service.release.wait(0.2):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                self.wfile.flush()
            status, headers = service.answers.get(self.path, (201, {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

        def handle(self) -> None:
            with suppress(OSError):  # The sender has hung up on a service that was too slow.
                super().handle()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        service.address = f"{'https' if tls else 'http'}://localhost:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield service
        finally:
            service.release.set()
            server.shutdown()
            thread.join()
