"""Looking for malware 查毒: a file is shown to a program of the installation before it is believed.

The setting ``scanner`` names what is asked: ``tcp://127.0.0.1:3310`` or ``unix:/run/clamd.ctl``
(a daemon that speaks as clamd does, INSTREAM), or ``command:clamdscan --no-summary -`` (the file on
its standard input; it ends with 0 for nothing found, with 1 for something). Whatever else comes of
it is no answer: the file waits 待查 and does not count.
"""

import shlex
import socket
import struct
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

TCP, UNIX, COMMAND = "tcp://", "unix:", "command:"
SECONDS = 20
PIECE = 128 * 1024
LONGEST_ANSWER = 4_096
LONGEST_NAME = 80

#: What was found, by its name; empty when nothing was. OSError when there is no answer.
Scanner = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Daemon:
    """A daemon that is asked over a socket, as clamd is."""

    where: str | tuple[str, int]

    def __call__(self, content: bytes) -> str:
        """The name of what was found in the file; empty for nothing."""
        family = socket.AF_UNIX if isinstance(self.where, str) else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(SECONDS)
            line.connect(self.where)
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), PIECE):
                piece = content[at : at + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                more = line.recv(LONGEST_ANSWER)
                if not more:
                    break
                answer += more
        return _read(answer.rstrip(b"\0\n").decode("utf-8", "replace"))


def _read(answer: str) -> str:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:LONGEST_NAME] or "?"
    raise OSError("the scanner gave no answer")


@dataclass(frozen=True, slots=True)
class Program:
    """A program that is started for each file and reads it from its standard input."""

    argv: tuple[str, ...]

    def __call__(self, content: bytes) -> str:
        """The last line of what it said when it found something; empty for nothing."""
        try:
            done = subprocess.run(
                self.argv, input=content, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise OSError("the scanner took too long") from error
        if done.returncode == 0:
            return ""
        if done.returncode == 1:
            lines = done.stdout.decode("utf-8", "replace").split("\n")
            return next((line.strip()[:LONGEST_NAME] for line in lines if line.strip()), "?")
        raise OSError("the scanner gave no answer")


def open_scanner(address: str) -> Scanner | None:
    """Whoever looks for malware here; none when nothing is named.

    ValueError with what to write instead for an address that is none.
    """
    if not address:
        return None
    if address.startswith(COMMAND) and (argv := shlex.split(address.removeprefix(COMMAND))):
        return Program(tuple(argv))
    if address.startswith(UNIX) and (path := address.removeprefix(UNIX)):
        return Daemon(path)
    host, _, port = address.removeprefix(TCP).rpartition(":")
    if address.startswith(TCP) and host and port.isascii() and port.isdigit():
        return Daemon((host, int(port)))
    raise ValueError(
        f"scanner={address!r}：应为 tcp://主机:端口、unix:套接字路径，或 command:命令。"
    )
