"""What push services and browsers must be able to read."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from tests.push.service import Browser, padded, unpadded

from deskside.push import keys
from deskside.push.encryption import Recipient, encrypt


def test_the_example_of_rfc_8291_comes_out_to_the_byte() -> None:
    recipient = Recipient.of(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    number = int.from_bytes(padded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    sender = ec.derive_private_key(number, ec.SECP256R1())
    message = b"When I grow up, I want to be a watermelon"
    assert unpadded(encrypt(message, recipient, sender, padded("DGv6ra1nlYgDCS1FRnbzlw"))) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_only_the_browser_it_is_for_reads_a_message() -> None:
    theirs, another = Browser("https://push.example/1"), Browser("https://push.example/2")
    body = encrypt(b'{"kind":"test"}', Recipient.of(**theirs.keys))
    assert theirs.read(body) == {"kind": "test"}
    with pytest.raises(InvalidTag):
        another.read(body)


def test_all_nodes_that_share_the_secret_have_one_key_and_others_another(settings: Any) -> None:
    def with_secret(secret: str) -> str:
        settings.SECRET_KEY = secret
        keys.private_key.cache_clear()
        return keys.public_key()

    assert with_secret("one" * 20) == with_secret("one" * 20) != with_secret("two" * 20)
    keys.private_key.cache_clear()
