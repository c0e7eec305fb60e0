"""An HTTP server on loopback whose every answer one function gives, and the passing on of a request
to another: what proxies are made of."""

import http.client
import threading
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
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Whoever answers keeps a list of their own."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever asked may have been killed meanwhile, or does not trust the certificate."""

    return Server(("127.0.0.1", 0), Exchange)


def in_background(server: ThreadingHTTPServer) -> Callable[[], None]:
    """It serves in a thread of its own; what is returned ends that and closes it."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return stop


def pass_on(
    target: str, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, list[tuple[str, str]], bytes]:
    """What the server at `target` (host:port) answers; 502 when it does not."""
    connection = http.client.HTTPConnection(target, timeout=30)
    try:
        connection.request(method, path, body, {**headers, "Host": target})
        response = connection.getresponse()
        return response.status, response.getheaders(), response.read()
    except OSError:
        return 502, [], b""
    finally:
        connection.close()
