"""What kg costs beside what it rests on, measured in one run so that the ratios hold on any machine.

1. Extraction (steps 2 and 3: parse, names, quotations, coreference, claims) over the bare spaCy pipeline on the same
   paragraphs (``nlp.pipe``, its fastest way), and the whole build, steps 1 to 8 without the cache, over the same. Both
   warm, turn about. Wanted: at most 1.8 of extraction, 1.6 of the build. A build of few articles shows its fixed costs
   (ontology, page, files): give a FOLDER of some size.
2. ``kg --help`` over an empty typer application with as many commands. At most 1.3 is wanted.

    python benchmarks/speed.py [FOLDER]        FOLDER: articles to read; seeds/ without one
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent.parent


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds that ``work`` takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def building(folder: Path, rounds: int = 5) -> tuple[float, float]:
    """Return the time of extraction, and of a whole build, over the bare pipeline's: medians of several rounds."""
    import spacy

    from kg import articles, mentions, pipeline, reading
    from kg.model import Article
    from kg.settings import Settings

    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(output=Path(scratch) / "none")
        found = [a for a in articles.read([str(folder)], settings) if isinstance(a, Article)]
        texts = [[span.of(a.text) for span in a.body] for a in found]
        nlp = spacy.load(mentions.model_version(settings.model).split()[0])

        def bare() -> None:
            for paragraphs in texts:
                list(nlp.pipe(paragraphs))

        def extraction() -> None:
            for article in found:
                reading.extract_one(settings, (article, ()))

        def build() -> None:
            output = Path(scratch) / "build"
            pipeline.build([str(folder)], Settings(output=output))
            shutil.rmtree(output)

        works = (bare, extraction, build)
        for work in works:  # warm up: models, ontology, regular expressions
            work()
        times = [[timed(work) for work in works] for _ in range(rounds)]
    words = sum(len(text.split()) for paragraphs in texts for text in paragraphs)
    base, ours, whole = (statistics.median(t[i] for t in times) for i in range(3))
    print(f"{len(found)} articles, {words:,} words: bare {base:.2f} s, extraction {ours:.2f} s, build {whole:.2f} s (CPU)")
    return statistics.median(t[1] / t[0] for t in times), statistics.median(t[2] / t[0] for t in times)


def startup(rounds: int = 15) -> float:
    """Return the time of ``kg --help`` over that of an empty application with as many commands."""
    from kg.cli import app

    count = len(app.registered_commands)
    commands = "".join(f"@app.command()\ndef c{i}() -> None:\n    'Do nothing.'\n" for i in range(count))
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(f"import typer\napp = typer.Typer()\n{commands}\napp()\n", encoding="utf-8")
        ours = Path(folder) / "ours.py"
        ours.write_text("from kg.cli import app\napp()\n", encoding="utf-8")

        def run(script: Path) -> float:
            start = time.perf_counter()
            subprocess.run([sys.executable, str(script), "--help"], check=True, capture_output=True, cwd=HERE)
            return time.perf_counter() - start

        run(empty), run(ours)
        pairs = [(run(empty), run(ours)) for _ in range(rounds)]
    base, own = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    print(f"{count} commands: empty application {base * 1000:.0f} ms, kg --help {own * 1000:.0f} ms")
    return own / base


def main() -> None:
    """Print both ratios."""
    from kg.engines import one_thread

    one_thread()  # as the commands do
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "seeds"
    print(f"kg --help over an empty typer application: {startup():.2f} (wanted: at most 1.3)")
    extraction, build = building(folder)
    print(f"extraction over the bare spaCy pipeline: {extraction:.2f} (wanted: at most 1.8)")
    print(f"whole build over the bare spaCy pipeline: {build:.2f} (wanted: at most 1.6)")


if __name__ == "__main__":
    main()
