"""A small model of our own: what kind of thing a name names, and what two things of a sentence have to do with one another.

passages   a document's sentences with their mentions and dates, as the model reads them
model      the networks (ONNX Runtime) and what their outputs mean
brought    other people's classifiers of tokens and of pairs
zero_shot  GLiNER models: types of names by labels in plain words

The folder ``model`` beside these modules holds the weights that ``kg train`` made (docs/model.md).
"""

from __future__ import annotations

from pathlib import Path

from kg.learned.model import OWN, Model, load, version

__all__ = ["Model", "folder", "load", "version"]


def folder(setting: str) -> Path:
    """Return the folder that the setting ``learned`` names: "kg" is the model that comes with kg."""
    return OWN if setting == "kg" else Path(setting)
