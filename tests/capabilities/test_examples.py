"""What packages can say beyond the five texts: each capability as a package and worked numbers."""

from pathlib import Path

from tests.capabilities.worked import worked_examples

test_example = worked_examples(Path(__file__).parent, "examples/*.toml")
