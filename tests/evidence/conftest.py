"""The two stores of files, side by side: a folder, and a bucket of a server that speaks S3."""

from urllib.request import Request, urlopen

import pytest

from core.evidence.keeping import Files
from core.evidence.store import open_store
from core.trust.secrets import new_keys, sealer_from


@pytest.fixture(scope="session")
def s3_server():
    """An S3 server in this process, with one bucket."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    urlopen(Request(f"{endpoint}/photos", method="PUT")).close()
    yield endpoint
    server.stop()


def a_bucket(endpoint: str, prefix: str):
    return open_store(
        f"s3://photos/{prefix}",
        {
            "endpoint": endpoint,
            "region": "us-east-1",
            "access_key_id": "test",
            "secret_access_key": "test",
            "allow_http": "1",
        },
    )


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    """An empty store of each kind."""
    if request.param == "folder":
        return open_store(str(tmp_path / "store"))
    return a_bucket(request.getfixturevalue("s3_server"), tmp_path.name)


@pytest.fixture
def files(store):
    """The same store with keys."""
    return Files(store, sealer_from(new_keys("test")))
