"""Push services prove who they are."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.push.service import PushService, push_service

from deskside.kit.clock import clock
from deskside.push import posting
from deskside.push.posting import DEADLINE, Answer, post


def certified(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of this name and a client that trusts it use."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, SHA256())
        .public_bytes(Encoding.PEM)
    )
    (folder / "pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "pem")
    return serving, ssl.create_default_context(cadata=certificate.decode())


@pytest.fixture
def service(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[PushService]:
    settings.PUSH_TO_PRIVATE = True
    serving, trusting = certified(request.param, tmp_path)
    monkeypatch.setattr(posting, "_tls", lambda: trusting)
    with push_service(serving) as running:
        yield running


@pytest.mark.parametrize("service", ["localhost"], indirect=True)
def test_a_service_that_proves_its_name_is_written_to(service: PushService) -> None:
    assert post(service.address + "/one?a=b", {"TTL": "60"}, b"sealed") == Answer(201, None)
    request = service.next()
    assert (request.path, request.body) == ("/one?a=b", b"sealed")


@pytest.mark.parametrize("service", ["another.example"], indirect=True)
def test_one_that_has_another_name_is_not(service: PushService) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        post(service.address, {}, b"sealed")
    assert service.requests.empty()


@pytest.mark.parametrize("service", ["localhost"], indirect=True)
def test_one_that_keeps_sending_a_little_is_cut_off(service: PushService) -> None:
    service.dripping.add("/slow")
    began = clock.seconds()
    with pytest.raises(OSError):  # noqa: PT011  # which one depends on when it is cut
        post(service.address + "/slow", {}, b"sealed")
    assert DEADLINE - 0.5 < clock.seconds() - began < DEADLINE + 3
