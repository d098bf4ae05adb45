"""The command line: the only place of kg that prints, asks or exits.

Exit codes: 0 done, 1 done but some articles failed (or a check found something), 2 wrong usage, 3 nothing could be done.
Nothing but typer is loaded before a command runs.
"""

import os

from kg.cli.main import app

# Set before numpy is loaded: our matrices are small, so that more threads only wait for each other, and sums come in one order.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["app"]
