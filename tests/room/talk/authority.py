"""A test authority, and a browser's profile that trusts it.

Chromium on Linux reads what its user trusts from the NSS database in the home folder. So the whole
chain, the name and the dates are checked as for any site: a flag that overlooks errors for one key
(``--ignore-certificate-errors-spki-list``) would pass a certificate for another name as well.
The database is written by the library that Chromium itself brings along.
"""

from __future__ import annotations

import ctypes
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

TRUSTED_AUTHORITY = (1 << 3) | (1 << 4)
"""NSS: an authority that is valid, and trusted for servers."""


class _Trust(ctypes.Structure):
    _fields_ = (("ssl", ctypes.c_uint), ("mail", ctypes.c_uint), ("code", ctypes.c_uint))


def certified(folder: Path, host: str) -> tuple[Path, Path, Path]:
    """Write an authority, a certificate of a host that it signed, and its key; return the files."""
    now = datetime.now(UTC)
    own, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])
    made = (
        x509.CertificateBuilder()
        .issuer_name(authority)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
    )
    root = (
        made.subject_name(authority)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(own, hashes.SHA256())
    )
    leaf = (
        made.subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(own, hashes.SHA256())
    )
    files = folder / "authority.pem", folder / "host.pem", folder / "host.key"
    files[0].write_bytes(root.public_bytes(Encoding.PEM))
    files[1].write_bytes(leaf.public_bytes(Encoding.PEM))
    files[2].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def trusting(home: Path, authority: Path) -> None:
    """Let the browser whose home folder this is trust an authority."""
    place = home / ".pki" / "nssdb"
    place.mkdir(parents=True)
    pem = authority.read_bytes()
    nss, smime = ctypes.CDLL("libnss3.so"), ctypes.CDLL("libsmime3.so")
    for found in (nss.PK11_GetInternalKeySlot, nss.CERT_GetDefaultCertDB):
        found.restype = ctypes.c_void_p
    read = smime.CERT_DecodeCertFromPackage
    read.restype, read.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    begin, keep, trust = nss.PK11_InitPin, nss.PK11_ImportCert, nss.CERT_ChangeCertTrust
    begin.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
    keep.argtypes = (
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong),
        *(ctypes.c_char_p, ctypes.c_int),
    )
    trust.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(_Trust))
    assert nss.NSS_InitReadWrite(f"sql:{place}".encode()) == 0
    slot = nss.PK11_GetInternalKeySlot()
    assert begin(slot, None, b"") == 0
    certificate = read(pem, len(pem))
    assert certificate
    assert keep(slot, certificate, 0, b"authority", 0) == 0
    asked = _Trust(TRUSTED_AUTHORITY, 0, 0)
    assert trust(nss.CERT_GetDefaultCertDB(), certificate, ctypes.byref(asked)) == 0
    for free, held in ((nss.CERT_DestroyCertificate, certificate), (nss.PK11_FreeSlot, slot)):
        free.argtypes = (ctypes.c_void_p,)
        free(held)
    assert nss.NSS_Shutdown() == 0
