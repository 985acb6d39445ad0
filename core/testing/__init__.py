"""The kit for plugin authors: one assertion for a whole room, and worked examples as tests."""

from core.testing.examples import Example, examples_in, load_example, problems_of
from core.testing.rooms import check_room

__all__ = ["Example", "check_room", "examples_in", "load_example", "problems_of"]
