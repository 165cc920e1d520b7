"""What `import numpy` gives: `imjoy.ndarray` under numpy's name.

numpy itself is native code that cannot be had for WebAssembly today. Many plugins use little of
it, and that little has the same names and rules in `imjoy.ndarray`. So the import succeeds, says
in one sentence what it gives, and whatever the stand-in lacks says the same when it is used.
"""

import importlib.machinery
import math
import sys
import types

NAME = "numpy"
SENTENCE = (
    "numpy cannot be had for WebAssembly today; imjoy.ndarray stands in for it, with element-wise arithmetic, "
    "slicing, reductions, random numbers and image processing"
)
_CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan, "newaxis": None}


def lacks(name):
    """Why something of numpy is not there."""
    return f"{name} cannot be had: {SENTENCE}"


class NumpyFinder:
    """Finds `numpy`, and explains why there is nothing below it."""

    __name__ = "NumpyFinder"

    @staticmethod
    def find_spec(name, path=None, target=None):
        """The stand-in for `numpy`; raises `ModuleNotFoundError` for its submodules."""
        if name == NAME:
            # A package, so that `import numpy.fft` asks here.
            return importlib.machinery.ModuleSpec(name, NumpyFinder, is_package=True)
        if name.startswith(f"{NAME}."):
            raise ModuleNotFoundError(lacks(name), name=name)
        return None

    @staticmethod
    def create_module(spec):
        """An empty module."""
        return types.ModuleType(spec.name)

    @staticmethod
    def exec_module(module):
        """Fills it with the names of `imjoy.ndarray`."""
        from imjoy import ndarray

        offered = {name: value for name, value in vars(ndarray).items() if not name.startswith("_")}
        module.__doc__ = SENTENCE
        module.__dict__.update(_CONSTANTS | offered)
        sys.modules[f"{NAME}.random"] = ndarray.random
        # As numpy's own, by which plugins tell what they have.
        module.__version__ = "2.0.0+imjoy"
        module.__getattr__ = _missing
        print(SENTENCE, file=sys.stderr)


def _missing(name):
    # What Python itself looks for must be absent silently.
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(lacks(f"{NAME}.{name}"), name=name)
