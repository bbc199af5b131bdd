"""A notebook's file, read as it is to be executed."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor
from nbformat import NotebookNode
from well_formed import well_formed


def read_notebook(path: Path) -> NotebookNode:
    """The notebook, in well-formed text and without outputs; raises if it is not valid."""
    parts = json.loads(path.read_text(encoding="utf-8"))
    text = well_formed(json.dumps(parts, ensure_ascii=False))
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    # Else what is in the file would pass for the outputs of cells that are not come to.
    ClearOutputPreprocessor().preprocess(notebook, {})
    return notebook
