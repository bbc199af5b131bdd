"""An executed notebook as a page."""

from __future__ import annotations

from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CoalesceStreamsPreprocessor
from nbformat import NotebookNode
from well_formed import well_formed


def write_page(page: Path, notebook: NotebookNode, folder: Path) -> None:
    """Writes the notebook, whose files are in `folder`, as HTML: the whole of it or nothing."""
    exporter = HTMLExporter(embed_images=True, preprocessors=[CoalesceStreamsPreprocessor])
    names = {"name": page.stem, "path": str(folder)}
    html, _ = exporter.from_notebook_node(notebook, {"metadata": names})
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(well_formed(html).encode())
