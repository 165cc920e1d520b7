"""Which modules a plugin can import.

There is no file system with Python's library at run time: what is to be had must be in the
component. What plugins use often is imported when the component is made (`preloaded`) and costs
a plugin nothing; the rest of the standard library is kept as compressed source
(`standard_library`). `numpy` is the name of a stand-in (`numpy_stand_in`). Modules that cannot be
had say why (`refused`), and so do functions of modules that are there but lack the system beneath
them (`unavailable`).
"""

import sys

from . import numpy_stand_in, preloaded, refused, standard_library, unavailable

__all__ = ["install", "preloaded"]


def install():
    """Makes what plugins may import importable; to be called when the component is made."""
    unavailable.install()
    sys.meta_path[:] = [
        *(finder for finder in sys.meta_path if finder.__name__ != "PathFinder"),
        standard_library.collect(),
        numpy_stand_in.NumpyFinder,
        refused.RefusingFinder(),
    ]
