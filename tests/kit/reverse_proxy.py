"""A reverse proxy on loopback as people put before a Web UI: TLS, a path, a login of its own."""

import base64
import datetime
import ipaddress
import ssl
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.kit.exchange import exchange_server, in_background, pass_on

_KEPT = ("cookie", "content-type", "authorization")
_HANDED_BACK = ("set-cookie", "content-type")


class ReverseProxy:
    """Passes `prefix`/… on to `target`/…. `login` is name:password; it hands that on only if told
    to. With a `chain` (certificate and key) it speaks TLS. `refused` counts
    the requests it let no further."""

    def __init__(
        self,
        target: str,
        *,
        prefix: str = "",
        login: str = "",
        hands_on: bool = False,
        chain: Path | None = None,
    ) -> None:
        self._target, self._prefix, self._hands_on = urlsplit(target).netloc, prefix, hands_on
        self._wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else ""
        self.refused = 0
        self._server = exchange_server(self.answer)
        if chain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(chain)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if chain else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}{prefix}"

    def __enter__(self) -> "ReverseProxy":
        self._stop = in_background(self._server)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._stop()

    def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        if self._wanted and headers.get("Authorization") != self._wanted:
            self.refused += 1
            return 401, [("WWW-Authenticate", 'Basic realm="door"')], b"Authorization Required"
        if not path.startswith(self._prefix):
            return 404, [], b"nothing here"
        kept = {name: value for name, value in headers.items() if name.lower() in _KEPT}
        if self._wanted and not self._hands_on:
            del kept["Authorization"]
        status, told, content = pass_on(
            self._target, method, path.removeprefix(self._prefix), kept, body
        )
        return status, [one for one in told if one[0].lower() in _HANDED_BACK], content


def make_ca(folder: Path, name: str) -> tuple[Path, Path]:
    """A CA of our own, and the certificate for 127.0.0.1 (with its key) that it signed."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    ca = _certificate(issuer, issuer, ca_key, ca_key, x509.BasicConstraints(True, None))
    leaf_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    leaf = _certificate(leaf_name, issuer, key, ca_key, here)
    ca_file, chain = folder / f"{name}.pem", folder / f"{name}-server.pem"
    ca_file.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    chain.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + leaf.public_bytes(serialization.Encoding.PEM)
    )
    return ca_file, chain


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        .sign(signer, hashes.SHA256())
    )
