"""One run of one notebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from events import emit
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from kernel import exit_of, kernel_manager
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from not_run import why_not_run
from read import read_notebook

Failure = dict[str, Any]
LONGEST_WAIT_FOR_OUTPUTS_SECONDS = 60


class CellFailedError(Exception):
    """A cell failed though nbclient takes it for a success: of what kind, and what to say of it."""


class Execution:
    """One run of one notebook in a kernel of its own."""

    def __init__(self, path: Path, timeout: int) -> None:
        self.path = path
        self.notebook = NotebookNode()
        self.timeout = timeout
        self.ready = False
        self.index: int | None = None

    def run(self) -> Failure | None:
        """Executes the notebook; returns what failed, None if nothing did."""
        try:
            self.notebook = read_notebook(self.path)
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

    def attempt(self) -> Failure | None:
        """Executes the notebook in a new kernel, and ends the kernel."""
        # The kernel manager is ours, and so is the kernel's end: nbclient would ask a kernel that
        # is caught in an endless loop to shut down, and wait five seconds for nothing.
        with kernel_manager(self.notebook.metadata.kernelspec.name) as manager:
            listens = False
            try:
                failure = self.execute(manager)
                listens = failure is None or failure["kind"] in ("cell-error", "cell-skipped")
            finally:
                run_sync(manager.shutdown_kernel)(now=not listens)
            return failure

    def execute(self, manager: AsyncKernelManager) -> Failure | None:
        executor = ExecutePreprocessor(
            timeout=self.timeout,
            iopub_timeout=min(self.timeout, LONGEST_WAIT_FOR_OUTPUTS_SECONDS),
            on_notebook_start=self.on_ready,
            on_cell_start=self.on_cell,
            on_cell_executed=self.on_reply,
        )
        folder = str(self.path.parent)
        try:
            # nbclient would do so too; but who started us is to know the kernel before it is
            # ready, for the case that somebody kills us meanwhile.
            run_sync(manager.start_kernel)(cwd=folder)
            emit("kernel", pid=manager.provisioner.pid)
            executor.preprocess(self.notebook, {"metadata": {"path": folder}}, manager)
        except CellExecutionError as error:
            return self.cell_failure("cell-error", **self.sent_error(error))
        except CellTimeoutError:
            remedy = "raise --timeout if it needs longer"
            return self.cell_failure("cell-timeout", f"no answer after {self.timeout} s: {remedy}")
        except CellFailedError as error:
            return self.cell_failure(*error.args)
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
        """Hears of every cell, also of those that nbclient passes over."""
        self.index = cell_index
        if reason := why_not_run(cell):
            raise CellFailedError("cell-skipped", f"the cell was not run: {reason}")
        if cell.cell_type == "code":
            emit("cell", index=cell_index)

    def on_reply(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
        status = execute_reply["content"]["status"]
        if status not in ("ok", "error"):
            message = f"the cell was not run: the kernel answered «{status}», as if after an error"
            raise CellFailedError("cell-skipped", message)
        if status == "ok" and "iopub.status.idle" not in cell.metadata.execution:
            message = "not all that it has put out arrived: have it put out less"
            raise CellFailedError("outputs-lost", message)

    def cell_failure(
        self, kind: str, message: str | None = None, traceback: str | None = None
    ) -> Failure:
        outputs = self.outputs()
        stderr = [output.text for output in outputs if output.get("name") == "stderr"]
        if kind != "cell-error" and self.index is not None:
            # Of its own errors the kernel leaves a trace for the page; of the rest there is none.
            notice = new_output("error", traceback=[message])
            cell = self.notebook.cells[self.index]
            cell.update(cell_type="code", execution_count=None, outputs=[*outputs, notice])
        return {
            "kind": kind,
            "index": self.index,
            "message": message,
            "traceback": traceback,
            "stderr": stderr,
        }

    def sent_error(self, error: CellExecutionError) -> dict[str, str]:
        """The error as the kernel sent it; empty if it did not (stock tslab prints it instead)."""
        for output in reversed(self.outputs()):
            if output.output_type == "error":
                return {
                    "message": f"{output.ename}: {output.evalue}",
                    "traceback": "\n".join(output.traceback),
                }
        if error.ename != "<Error>":  # nbclient's word for "none in the reply".
            return {"message": f"{error.ename}: {error.evalue}"}
        return {}

    def outputs(self) -> list[NotebookNode]:
        """What the cell that was come to has put out."""
        return [] if self.index is None else self.notebook.cells[self.index].get("outputs", [])
