"""The rest of the standard library, kept as compressed source within the component.

When the component is made, Python's library lies in a folder; at run time it does not. A module
is compiled when a plugin first imports it, which takes some ten milliseconds.
"""

import importlib.abc
import importlib.machinery
import json
import os
import sys
import zlib

from . import refused

# Not useful without a screen, a system beneath, or an installation; and tests. What is refused
# with a reason is left out too.
_LEFT_OUT = {
    "__hello__", "__phello__", "_aix_support", "_android_support", "_apple_support", "_ios_support",
    "_osx_support", "_pyrepl", "antigravity", "config-3.14", "ensurepip", "idlelib", "lib-dynload", "lib2to3",
    "pydoc_data", "site-packages", "test", "this", "turtledemo", "venv", "__pycache__",
}  # fmt: skip


class StandardLibrary(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads the modules that it holds."""

    __name__ = "StandardLibrary"

    def __init__(self, sources):
        # For each module whether it is a package, and its compressed source.
        self._sources = sources

    def find_spec(self, name, path=None, target=None):
        """The spec of a module that is here."""
        found = self._sources.get(name)
        if found is None:
            return None
        spec = importlib.machinery.ModuleSpec(name, self, origin=_file(name), is_package=found[0])
        spec.has_location = True
        return spec

    def is_package(self, name):
        """Whether the module has submodules."""
        return self._sources[name][0]

    def get_source(self, name):
        """The source, as tracebacks quote it."""
        return zlib.decompress(self._sources[name][1]).decode()

    def get_code(self, name):
        """The compiled module."""
        return compile(self.get_source(name), _file(name), "exec", dont_inherit=True)

    def __len__(self):
        return len(self._sources)


def _file(name):
    return f"<standard library>/{name.replace('.', '/')}.py"


def collect():
    """Reads the modules that are not imported yet from the library's folder."""
    sources = {}
    folder = os.path.dirname(os.path.dirname(json.__file__))
    _collect_folder(folder, "", sources)
    return StandardLibrary(sources)


def _collect_folder(folder, prefix, sources):
    for entry in sorted(os.listdir(folder)):
        stem, extension = os.path.splitext(entry)
        if stem in _LEFT_OUT or (not prefix and refused.has_reason(stem)):
            continue
        path = f"{folder}/{entry}"
        if extension == ".py":
            is_package = stem == "__init__"
            name = prefix.rstrip(".") if is_package else prefix + stem
            if name and name not in sys.modules:
                with open(path, "rb") as file:
                    sources[name] = (is_package, zlib.compress(file.read(), 9))
        elif os.path.isfile(f"{path}/__init__.py"):
            _collect_folder(path, f"{prefix}{entry}.", sources)
