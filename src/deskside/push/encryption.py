"""Encrypting a message for one browser, so that its push service cannot read it (RFC 8291, RFC 8188)."""

import os
from typing import NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskside.push import base64url
from deskside.push.keys import point

LARGEST = 3072
"""Bytes of a message; push services take 4096 with what encryption adds (RFC 8030, 7.2)."""

_RECORD = 4096
_SALT, _SECRET = 16, 16
_LAST_RECORD = b"\x02"


class Recipient(NamedTuple):
    """A browser's keys."""

    public: ec.EllipticCurvePublicKey
    secret: bytes

    @classmethod
    def of(cls, p256dh: str, auth: str) -> Self:
        """The keys as browsers give them.

        Raises:
            ValueError: they are none.
        """
        secret = base64url.decode(auth)
        if len(secret) != _SECRET:
            raise ValueError("an authentication secret has 16 bytes")
        return cls(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64url.decode(p256dh)), secret)


def encrypt(
    message: bytes, to: Recipient, sender: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:
    """A message as one record of ``aes128gcm``.

    Args:
        message: at most `LARGEST` bytes.
        to: for whom.
        sender: a key pair for this message alone; made anew unless a test gives one.
        salt: likewise.
    """
    sender = sender or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(_SALT)
    ours, theirs = point(sender.public_key()), point(to.public)
    shared = sender.exchange(ec.ECDH(), to.public)
    material = _derive(shared, to.secret, b"WebPush: info\0" + theirs + ours, 32)
    key = _derive(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(material, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, message + _LAST_RECORD, None)
    return salt + _RECORD.to_bytes(4) + len(ours).to_bytes(1) + ours + sealed


def _derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(material)
