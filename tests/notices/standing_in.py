"""What stands in for the outside in tests: a robot's web hook and a mail server on this machine."""

import json
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.heard.append((self.path, said))
        status = self.server.answers.pop(0) if self.server.answers else 200
        self.send_response(status)
        if status == 302:
            self.send_header("location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()
        self.wfile.write(b'{"errcode": 0}')

    def log_message(self, *_):
        pass


class _Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        def say(line):
            self.wfile.write(f"{line}\r\n".encode())

        say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split()[0].upper()
            if word == "DATA":
                say("354 go on")
                lines = []
                while (text := self.rfile.readline().decode()).strip() != ".":
                    lines.append(text)
                self.server.heard.append("".join(lines))
            say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return


@contextmanager
def _served(server):
    server.heard, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def a_hook():
    """A web hook; ``heard`` is what came, ``answers`` the states to answer with, 200 afterwards."""
    with _served(HTTPServer(("127.0.0.1", 0), _Hook)) as server:
        yield server


@contextmanager
def a_mail_server():
    """A mail server; ``heard`` are the letters."""
    with _served(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp)) as server:
        yield server
