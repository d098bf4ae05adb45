"""The command line: the only place of kg that prints, asks or exits.

Exit codes: 0 done, 1 done but some articles failed (or a check found something), 2 wrong usage, 3 nothing could be done.
Nothing but typer is loaded before a command runs.
"""

from kg.cli.main import app

__all__ = ["app"]
