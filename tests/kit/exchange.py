"""An HTTP server on loopback whose every answer one function gives: what proxies are made of."""

from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "content-length", "date", "server"})
Answer = tuple[int, Iterable[tuple[str, str]], bytes]


def exchange_server(
    answer: Callable[[str, str, Mapping[str, str], bytes], Answer],
) -> ThreadingHTTPServer:
    """`answer` gets method, path, headers and body of every GET and POST."""

    class Exchange(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
            status, headers, content = answer(self.command, self.path, kept, body)
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Whoever answers keeps a list of their own."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever asked may have been killed meanwhile."""

    return Server(("127.0.0.1", 0), Exchange)
