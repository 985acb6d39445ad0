"""What one photo costs the server: processor time and memory of examining it."""

import json
import subprocess
import sys
from pathlib import Path

from core.evidence.picture import examined
from tests.bench.measuring import Ratio, Wait, p50
from tests.evidence.pictures import a_photo

TWELVE = 4000, 3000
#: The kernel tells kilobytes.
MEBIBYTE = 1024
#: Measured in a process of its own: how much more memory it holds at its highest.
MEMORY = """
import json, re, sys
from pathlib import Path
from core.evidence.picture import examined
content = Path(sys.argv[1]).read_bytes()
status = Path("/proc/self/status")
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1])
before = peak()
examined(content)
print(json.dumps(peak() - before))
"""


def of_photos(folder: Path) -> list[Ratio | Wait]:
    """A photo of twelve megapixels, and one that a phone has made smaller."""
    large, small = a_photo(3, TWELVE), a_photo(4, (1600, 1200))
    file = folder / "photo.jpg"
    file.write_bytes(large)
    told = subprocess.run(
        [sys.executable, "-c", MEMORY, str(file)], capture_output=True, text=True, check=True
    )
    return [
        Wait(
            label="a photo of 12 megapixels: examined, drawn, fingerprinted",
            seconds=p50(lambda: examined(large), times=9),
            most=0.15,
        ),
        Wait(
            label="a photo of 1600 pixels, as phones send it",
            seconds=p50(lambda: examined(small), times=9),
            most=0.1,
        ),
        Ratio(
            label="memory of a photo of 12 megapixels in MiB",
            value=json.loads(told.stdout) / MEBIBYTE,
            bar=120,
            goal=60,
        ),
    ]
