"""Base64 as push services and browsers write it: the URL's alphabet, without padding."""

from base64 import b64decode, urlsafe_b64encode


def encode(value: bytes) -> str:
    """Bytes as text."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Text as bytes.

    Raises:
        ValueError: it is none.
    """
    return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
