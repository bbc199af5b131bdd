"""A kernel of our own: how it is reached, and how it ended."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync


@contextmanager
def kernel_manager(name: str) -> Iterator[AsyncKernelManager]:
    """Manages a kernel, which is yet to be started, and is reached by sockets in a folder.

    Jupyter looks for free ports and lets go of them, and a second later the kernel takes them. In
    between any other program can get one. With three kernels starting at a time that happened to
    one in a hundred, which then did not start, or made us wait for ever. So ports are used only
    where sockets cannot be: on Windows, or if their paths had more than about a hundred characters.
    """
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        connection: dict[str, str] = {}
        if os.name != "nt" and len(folder) <= 80:
            file = os.path.join(folder, "kernel.json")
            connection = {"transport": "ipc", "connection_file": file}
        yield AsyncKernelManager(kernel_name=name, **connection)


def exit_of(manager: AsyncKernelManager) -> str:
    """How the kernel ended, in words."""
    code = run_sync(manager.provisioner.poll)()
    if code is not None and code < 0:
        return f"{signal.Signals(-code).name} ended it"
    return f"it ended with exit code {code} (does the cell call process.exit?)"
