"""Functions of the standard library that lack the system beneath them: each says so.

Many libraries import these modules without using them, so the modules are there.
"""

import builtins
import os
import socket
import subprocess
import threading

_NO_NETWORK = "plugins have no network; files are chosen by the user, with api.showFileDialog"
_NO_PROCESSES = "plugins cannot start programs: they run in a sandbox without other processes"
_NO_THREADS = (
    "plugins have no threads; use asyncio, or asyncio.to_thread, which calls the function in the same thread"
)


def install():
    """Puts the explanations in place."""
    socket.socket.__init__ = _refusing(OSError, _NO_NETWORK)
    socket.getaddrinfo = socket.gethostbyname = socket.create_server = _refusing(OSError, _NO_NETWORK)
    subprocess.Popen.__init__ = _refusing(OSError, _NO_PROCESSES)
    # What its finalizer looks for, as __init__ does not set it.
    subprocess.Popen._child_created = False
    os.system = os.popen = os.fork = _refusing(OSError, _NO_PROCESSES)
    builtins.input = _refusing(OSError, "there is no console to read from; ask by `await api.prompt(…)`")
    threading.Thread.start = _refusing(RuntimeError, _NO_THREADS)


def _refusing(kind, sentence):
    def refuse(*arguments, **options):
        raise kind(sentence)

    return refuse
