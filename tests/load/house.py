"""An empty station, and a process of its own that serves it as ``yizhan serve`` does."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from core.station import Station, open_station
from core.store import metadata, open_engine
from tests.copies import CONFIG
from tests.county import lay_out
from web.cli.opening import make_secret, read_sealer

PATIENCE = 120


@contextmanager
def a_house(folder: Path, url: str) -> Iterator[tuple[Station, dict[str, str]]]:
    """A county that is laid out, and the environment with which another process opens it too."""
    secret = folder / "secret.json"
    make_secret(secret)
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    files = str(folder / "files")
    station = open_station(
        url, config=CONFIG, sealer=read_sealer(secret), county="yanshi", outside=False, files=files
    )
    lay_out(station)
    settings = {
        "DATABASE": url,
        "SECRET_FILE": str(secret),
        "FILES": files,
        "SECURE_COOKIES": "0",
        "TRUSTED_PROXIES": "127.0.0.1",
    }
    yield station, os.environ | {f"YIZHAN_{name}": text for name, text in settings.items()}
    station.close()


@contextmanager
def in_its_own_process(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The address of the station in its own process, and the number of that process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.load.serving", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            _answers(process, port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def _answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/sign-in")
            line.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            line.close()
    raise SystemExit("the server did not start")


def peak_memory(process: int) -> str:
    """The most memory that a process has held so far."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return f"{int(found[1]) / 1024:.0f} MiB" if found else "not told by this system"


def processor_seconds(process: int) -> float:
    """How long a process has worked so far, all its threads together."""
    spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")
