"""Executes one notebook through nbconvert and says on stdout how it goes, a line of JSON a step:

{"event": "kernel", "pid": …}           the kernel has been started
{"event": "cell", "index": …}           the code cell at this position of the notebook starts
{"event": "page", "error": …}           the page could not be written
{"event": "end", "failure": … or null}  all is done, and the kernel has ended

The notebook's file is left as it is.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

# jsonschema loads this package if it is there, for a check of addresses that a notebook's schema
# does not ask for, and it compiles grammars for a second: half of the time to start. None makes
# it look as if it were not there.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

import nbformat
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CoalesceStreamsPreprocessor, ExecutePreprocessor
from nbformat import NotebookNode

# Whatever else writes to stdout, the kernel and the programs that cells start included, is sent
# to stderr: stdout is for the events alone.
EVENTS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


class CellSkippedError(Exception):
    """The kernel answered that it did not run the cell, which nbclient takes for a success."""


class Execution:
    """One run of one notebook in a kernel of its own."""

    def __init__(self, path: Path, timeout: int) -> None:
        self.path = path
        self.folder = str(path.parent)
        self.notebook = NotebookNode()
        self.timeout = timeout
        self.ready = False
        self.index: int | None = None

    def run(self) -> dict[str, Any] | None:
        """Executes the notebook; returns what failed, None if nothing did."""
        try:
            self.notebook = nbformat.read(self.path, as_version=4)
            nbformat.validate(self.notebook)
        except Exception as error:  # nbformat has no class for all that may be wrong with a file.
            return {"kind": "not-a-notebook", "message": f"not a valid notebook: {error}"}
        language = self.notebook.metadata.get("language_info")
        failure = self.attempt()
        if failure is not None and failure["kind"] == "kernel-start":
            # A busy machine may have been the reason. No cell has run: nothing is lost by this.
            failure = self.attempt()
        # nbclient puts the kernel's own in its place; the committed one is what pages are made of.
        if language is not None:
            self.notebook.metadata.language_info = language
        return failure

    def attempt(self) -> dict[str, Any] | None:
        """Executes the notebook in a new kernel, and ends the kernel."""
        # The kernel manager is ours, and so is the kernel's end: nbclient would ask a kernel that
        # is caught in an endless loop to shut down, and wait five seconds for nothing.
        with tempfile.TemporaryDirectory(prefix="grade-") as folder:
            name = self.notebook.metadata.kernelspec.name
            manager = AsyncKernelManager(kernel_name=name, **connection_in(folder))
            listens = False
            try:
                failure = self.execute(manager)
                listens = failure is None or failure["kind"] == "cell-error"
            finally:
                run_sync(manager.shutdown_kernel)(now=not listens)
            return failure

    def execute(self, manager: AsyncKernelManager) -> dict[str, Any] | None:
        executor = ExecutePreprocessor(
            timeout=self.timeout,
            on_notebook_start=self.on_ready,
            on_cell_execute=self.on_cell,
            on_cell_executed=self.on_reply,
        )
        try:
            # nbclient would do so too; but who started us is to know the kernel before it is
            # ready, for the case that somebody kills us meanwhile.
            run_sync(manager.start_kernel)(cwd=self.folder)
            emit("kernel", pid=manager.provisioner.pid)
            executor.preprocess(self.notebook, {"metadata": {"path": self.folder}}, manager)
        except CellExecutionError as error:
            return self.cell_failure("cell-error", **self.sent_error(error))
        except CellTimeoutError:
            remedy = "raise --timeout if it needs longer"
            return self.cell_failure("cell-timeout", f"no answer after {self.timeout} s: {remedy}")
        except CellSkippedError as error:
            message = f"the kernel skipped the cell, as if after an error: it answered «{error}»"
            return self.cell_failure("cell-skipped", message)
        except DeadKernelError:
            return self.cell_failure("kernel-died", f"the kernel died: {exit_of(manager)}")
        except Exception as error:
            if self.ready:
                raise
            message = f"the kernel did not start: {error}: try `npm run setup`"
            return {"kind": "kernel-start", "message": message}
        return None

    def on_ready(self, notebook: NotebookNode) -> None:
        self.ready = True

    def on_cell(self, cell: NotebookNode, cell_index: int) -> None:
        self.index = cell_index
        emit("cell", index=cell_index)

    def on_reply(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
        status = execute_reply["content"]["status"]
        if status not in ("ok", "error"):
            raise CellSkippedError(status)

    def cell_failure(
        self, kind: str, message: str | None = None, traceback: str | None = None
    ) -> dict[str, Any]:
        outputs = [] if self.index is None else self.notebook.cells[self.index].outputs
        return {
            "kind": kind,
            "index": self.index,
            "message": message,
            "traceback": traceback,
            "stderr": [output.text for output in outputs if output.get("name") == "stderr"],
        }

    def sent_error(self, error: CellExecutionError) -> dict[str, str]:
        """The error as the kernel sent it; empty if it did not (stock tslab prints it instead)."""
        outputs = self.notebook.cells[self.index].outputs
        for output in reversed(outputs):
            if output.output_type == "error":
                return {
                    "message": f"{output.ename}: {output.evalue}",
                    "traceback": "\n".join(output.traceback),
                }
        if error.ename != "<Error>":  # nbclient's word for "none in the reply".
            return {"message": f"{error.ename}: {error.evalue}"}
        return {}

    def write_page(self, page: Path, failure: dict[str, Any] | None) -> None:
        """Writes the executed notebook as HTML, as far as it got."""
        if failure and failure["kind"] != "cell-error" and self.index is not None:
            # Of its own errors the kernel leaves a trace in the cell; of the rest there is none.
            notice = nbformat.v4.new_output("error", traceback=[failure["message"]])
            self.notebook.cells[self.index].outputs.append(notice)
        exporter = HTMLExporter(embed_images=True, preprocessors=[CoalesceStreamsPreprocessor])
        names = {"name": page.stem, "path": self.folder}
        html, _ = exporter.from_notebook_node(self.notebook, {"metadata": names})
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(html, encoding="utf-8")


def connection_in(folder: str) -> dict[str, str]:
    """How to reach a kernel: by sockets in a folder where this can be, else by ports.

    Jupyter looks for free ports and lets go of them, and a second later the kernel takes them. In
    between any other program can get one. With three kernels starting at a time that happened to
    one in a hundred, which then did not start, or made us wait for ever.
    """
    too_long = len(folder) > 80  # A socket's path may have about a hundred characters.
    if os.name == "nt" or too_long:
        return {}
    return {"transport": "ipc", "connection_file": os.path.join(folder, "kernel.json")}


def exit_of(manager: AsyncKernelManager) -> str:
    """How the kernel ended, in words."""
    code = run_sync(manager.provisioner.poll)()
    if code is not None and code < 0:
        return f"{signal.Signals(-code).name} ended it"
    return f"it ended with exit code {code} (does the cell call process.exit?)"


def emit(event: str, **fields: Any) -> None:
    EVENTS.write(json.dumps({"event": event, **fields}) + "\n")
    EVENTS.flush()


def stop_on_request(watch_stdin: bool) -> None:
    """Lets SIGTERM, or the end of stdin, unwind the program, so that it stops its kernel."""

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, lambda *_: None)
        raise SystemExit(128 + number)

    def watch() -> None:
        # Not sys.stdin: its lock would be held at the interpreter's end.
        while os.read(0, 1024):
            pass
        signal.raise_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    if watch_stdin:
        threading.Thread(target=watch, daemon=True).start()


def main() -> int:
    parser = argparse.ArgumentParser(description="Execute one notebook, report on stdout.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--timeout", type=int, default=300, help="seconds a cell may take")
    parser.add_argument("--page", type=Path, help="where to write the executed notebook as HTML")
    parser.add_argument("--watch-stdin", action="store_true", help="stop when stdin ends")
    options = parser.parse_args()
    logging.disable()  # All that nbclient has to say is in its exceptions.
    stop_on_request(options.watch_stdin)

    execution = Execution(options.notebook.absolute(), options.timeout)
    failure = execution.run()
    if options.page and execution.ready:
        try:
            execution.write_page(options.page, failure)
        except Exception as error:
            emit("page", error=str(error))
    emit("end", failure=failure)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
