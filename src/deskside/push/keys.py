"""The key pair by which push services know this installation (VAPID, RFC 8292).

Derived from the secret of the installation, as customers' tokens are: all nodes have the same, and there is nothing
more to keep or to back up. Browsers subscribe to this very key; with another secret they subscribe anew.
"""

from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.crypto import salted_hmac

from deskside.push import base64url

_CURVE = ec.SECP256R1()


@cache
def private_key() -> ec.EllipticCurvePrivateKey:
    """The installation's private key."""
    # Twice the curve's 256 bits, so that no key is likelier than another (FIPS 186-5, A.2.1).
    seed = salted_hmac("deskside.push.keys", "vapid", algorithm="sha512").digest()
    return ec.derive_private_key(int.from_bytes(seed) % (_CURVE.group_order - 1) + 1, _CURVE)


def public_key() -> str:
    """What a browser subscribes with."""
    return base64url.encode(point(private_key().public_key()))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key in the form the protocols carry: an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
