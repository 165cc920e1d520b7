"""Modules that cannot be had in a plugin: their import says why in one sentence."""

import sys

_ARRAYS = "imjoy.ndarray does element-wise arithmetic, slicing and reductions"
_IMAGES = "imjoy.ndarray has filters, thresholds, labels and measurements for images"
_NO_NETWORK = "plugins have no network; files are chosen by the user, with api.showFileDialog"
_NO_SYSTEM = "plugins run in a sandbox without other processes"
_WINDOWS = "api.createWindow shows images, plots and tables"

# What is said after "X cannot be had for WebAssembly today; ".
_COMPILED = {
    "scipy": _IMAGES,
    "skimage": _IMAGES,
    "cv2": _IMAGES,
    "mahotas": _IMAGES,
    "SimpleITK": _IMAGES,
    "PIL": "images are opened by the host and arrive as imjoy.ndarray",
    "imageio": "images are opened by the host and arrive as imjoy.ndarray",
    "tifffile": "images are opened by the host and arrive as imjoy.ndarray",
    "pandas": "a list of dicts is shown as a table by api.createWindow(type='imjoy/table', data=…)",
    "matplotlib": _WINDOWS,
    "seaborn": _WINDOWS,
    "plotly": _WINDOWS,
    "bokeh": _WINDOWS,
    "torch": "a model can run in a plugin of another language that this one calls",
    "tensorflow": "a model can run in a plugin of another language that this one calls",
    "keras": "a model can run in a plugin of another language that this one calls",
    "sklearn": _ARRAYS,
    "numba": _ARRAYS,
    "h5py": "read such files in a plugin of another language, or convert them before",
    "zarr": "read such files in a plugin of another language, or convert them before",
}

# Modules of browsers and systems.
_FOREIGN = {
    "js": "this is no browser; the ImJoy API is in `from imjoy import api`",
    "pyodide": "this is no browser; the ImJoy API is in `from imjoy import api`",
    "pyodide_js": "this is no browser; the ImJoy API is in `from imjoy import api`",
    "micropip": "packages cannot be installed at run time",
    "pip": "packages cannot be installed at run time",
    "setuptools": "packages cannot be installed at run time",
    "imjoy_rpc.hypha": _NO_NETWORK,
    "hypha_rpc": _NO_NETWORK,
    "requests": _NO_NETWORK,
    "urllib3": _NO_NETWORK,
    "aiohttp": _NO_NETWORK,
    "httpx": _NO_NETWORK,
    "socketio": _NO_NETWORK,
    "websockets": _NO_NETWORK,
    "ssl": _NO_NETWORK,
    "_ssl": _NO_NETWORK,
    "ctypes": "plugins cannot call native code",
    "_ctypes": "plugins cannot call native code",
    "cffi": "plugins cannot call native code",
    "multiprocessing": _NO_SYSTEM,
    "psutil": _NO_SYSTEM,
    "pty": _NO_SYSTEM,
    "fcntl": _NO_SYSTEM,
    "mmap": "files cannot be mapped into memory; read them",
    "resource": _NO_SYSTEM,
    "tkinter": _WINDOWS,
    "curses": _WINDOWS,
    "turtle": _WINDOWS,
    "webbrowser": "api.utils.openUrl opens a web address",
    "sqlite3": "a database can be kept as a JSON or CSV file in /data",
    "bz2": "the compression bz2 is not in this Python; gzip and zip are",
    "lzma": "the compression lzma is not in this Python; gzip and zip are",
}


class RefusingFinder:
    """The last finder: explains what no other has found."""

    __name__ = "RefusingFinder"

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Raises `ModuleNotFoundError` for a top-level module; for others another finder may know better."""
        if name in sys.builtin_module_names or ("." in name and name not in _FOREIGN):
            return None
        # Who asks by importlib.util.find_spec whether a module is there wants no more than that.
        if sys._getframe(2).f_globals.get("__name__") == "importlib.util":
            return None
        raise ModuleNotFoundError(reason(name), name=name)


def has_reason(name):
    """Whether a module is refused for a reason of its own."""
    return name in _COMPILED or name in _FOREIGN


def reason(name):
    """Why a module cannot be imported."""
    if name in _COMPILED:
        return f"{name} cannot be had for WebAssembly today; {_COMPILED[name]}"
    if name in _FOREIGN:
        return f"{name} cannot be had in a plugin: {_FOREIGN[name]}"
    return (
        f"there is no module {name}; a plugin has Python's standard library and imjoy, "
        "and packages named as requirements are not installed"
    )
