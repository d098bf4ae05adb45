"""Apache Spark, started: which Java and which Python it runs, and what to do where one is missing."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: The oldest Java that Spark 4 runs on.
JAVA = 17

#: What lets Spark start sooner on one machine: no page, and no time spent on plans and code that run once.
ALONE = {
    "spark.ui.enabled": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


@contextlib.contextmanager
def session(master: str | None = None) -> Iterator[SparkSession]:
    """Give a session on ``master``, else on what spark-submit says, else on all cores here; one that runs already is used.

    Raises ``UsageError`` where PySpark, or a Java that it can use, is missing, and ``KgError`` where Spark does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("--engine spark needs PySpark: pip install 'kg-news[spark]'") from error
    if running := SparkSession.getActiveSession():
        yield running
        return
    check_java()
    # workers must run the Python that has kg; on a cluster PYSPARK_PYTHON names it
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kg").config("spark.ui.showConsoleProgress", "false")
    if master:
        builder = builder.master(master)
    if (master or "").startswith("local"):
        for name, value in ALONE.items():
            builder = builder.config(name, value)
    try:
        started = builder.getOrCreate()
    except Exception as error:
        why = str(error).strip().splitlines() or [type(error).__name__]
        raise KgError(f"Spark does not start{f' on {master}' if master else ''}: {why[0][:300]}") from error
    try:
        context = started.sparkContext
        context.setLogLevel("ERROR")
        if not context.getConf().contains("spark.sql.shuffle.partitions"):  # Spark's 200 would keep two cores waiting
            each = 1 if (context.master or "").startswith("local") else 3
            started.conf.set("spark.sql.shuffle.partitions", str(each * context.defaultParallelism))
        yield started
    finally:
        started.stop()


def check_java() -> None:
    """Raise ``UsageError`` where there is no Java that Spark can run on."""
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin", "java") if home else shutil.which("java")
    remedy = f"install Java {JAVA} or newer (Debian: apt-get install openjdk-{JAVA}-jre-headless), or set JAVA_HOME"
    if not java or not os.path.exists(java):
        raise UsageError(f"--engine spark needs Java, and {java or 'java'} is not there: {remedy}")
    done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    if not found or int(found.group(1)) < JAVA:
        told = f"is version {found.group(1)}" if found else "tells no version"
        raise UsageError(f"--engine spark needs Java {JAVA}, and {java} {told}: {remedy}")
