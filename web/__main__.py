"""``python -m web``: the command line where the console script is not on the path."""

from web.cli import main

main(prog_name="yizhan")
