"""An endpoint over TLS is believed by an authority that this machine trusts, and by its name."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from model_server import says, serving

from onetext.press.asked.address import Address
from onetext.press.asked.endpoint import Endpoint, Unanswered
from onetext.press.asked.key import Key


def ask(url: str) -> str | None:
    endpoint = Endpoint(Address.of(url), "m", key=Key("sk-nobody"), seconds=20)
    return endpoint.ask([{"role": "user", "content": "Mark this."}], {})


def own_authority(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's TLS by an authority that nobody knows, and that authority's file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody's authority")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    none = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, none))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, secret)
    return tls, cert


def test_an_unknown_authority_is_refused_and_gets_nothing(tmp_path: Path) -> None:
    tls, _ = own_authority(tmp_path)
    with serving(says("words"), tls=tls) as model, pytest.raises(Unanswered) as why:
        ask(model.url.replace("127.0.0.1", "localhost"))
    assert model.asked == []
    assert "has a certificate that no authority trusted here has signed" in str(why.value)


def test_an_authority_of_your_own_and_a_certificate_of_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls, cert = own_authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with serving(says("words"), tls=tls) as model:
        assert ask(model.url.replace("127.0.0.1", "localhost")) == "words"
        with pytest.raises(Unanswered, match="certificate"):
            ask(model.url)  # the certificate is localhost's
    assert len(model.asked) == 1
