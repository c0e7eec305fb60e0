"""A reverse proxy on loopback as people put before a Web UI: TLS, a path, a login of its own."""

import base64
import datetime
import http.client
import ipaddress
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_KEPT = ("cookie", "content-type", "authorization")


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
        self._server = _server(self)
        if chain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(chain)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if chain else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}{prefix}"

    def __enter__(self) -> "ReverseProxy":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def pass_on(self, asked: BaseHTTPRequestHandler) -> tuple[int, list[tuple[str, str]], bytes]:
        if self._wanted and asked.headers.get("Authorization") != self._wanted:
            self.refused += 1
            return 401, [("WWW-Authenticate", 'Basic realm="door"')], b"Authorization Required"
        if not asked.path.startswith(self._prefix):
            return 404, [], b"nothing here"
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        headers = {k: v for k, v in asked.headers.items() if k.lower() in _KEPT}
        if self._wanted and not self._hands_on:
            del headers["Authorization"]
        connection = http.client.HTTPConnection(self._target, timeout=30)
        try:
            path = asked.path.removeprefix(self._prefix)
            connection.request(asked.command, path, body, {**headers, "Host": self._target})
            response = connection.getresponse()
            kept = [(k, v) for k, v in response.getheaders() if k in ("Set-Cookie", "Content-Type")]
            return response.status, kept, response.read()
        finally:
            connection.close()


def _server(proxy: ReverseProxy) -> ThreadingHTTPServer:
    class Exchange(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, content = proxy.pass_on(self)
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Tests look at what came back."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that does not trust us hangs up."""

    return Server(("127.0.0.1", 0), Exchange)


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
