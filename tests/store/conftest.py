"""One small store, shared by the tests that only read it."""

from __future__ import annotations

import pytest

from kg import store
from kg.store.reader import Store
from tests.store import corpora


@pytest.fixture(scope="package")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of three small articles; look, do not change."""
    output = tmp_path_factory.mktemp("opened")
    corpus = corpora.corpus(corpora.port(), corpora.mill(), corpora.hostile())
    store.publish(corpus, corpora.words(), corpora.settings(output))
    return store.open(output)
