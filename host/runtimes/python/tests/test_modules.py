"""What an import says that cannot be had."""

import contextlib
import io
import sys
import unittest
import zlib

import support  # noqa: F401

from imjoy import ndarray
from imjoy_runtime.modules import numpy_stand_in, refused
from imjoy_runtime.modules.standard_library import StandardLibrary


class Modules(unittest.TestCase):
    def test_reasons_are_one_sentence(self):
        self.assertEqual(
            refused.reason("sklearn"),
            "sklearn cannot be had for WebAssembly today; imjoy.ndarray does element-wise arithmetic, slicing and reductions",
        )
        self.assertIn("plugins have no network", refused.reason("requests"))
        self.assertIn("there is no module something_else", refused.reason("something_else"))

    def test_numpy_is_a_stand_in(self):
        finder = numpy_stand_in.NumpyFinder
        sys.meta_path.insert(0, finder)
        kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "numpy"}
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                import numpy as np
                import numpy as again

                self.assertIs(np, again)
            self.assertEqual(said.getvalue(), numpy_stand_in.SENTENCE + "\n")
            self.assertIs(np.exp, ndarray.exp)
            self.assertAlmostEqual(np.pi, 3.14159265)
            self.assertFalse(hasattr(np, "linalg"))
            with self.assertRaisesRegex(AttributeError, "numpy.polyfit cannot be had: numpy cannot be had"):
                np.polyfit
            with self.assertRaisesRegex(ModuleNotFoundError, "numpy.fft cannot be had"):
                import numpy.fft  # noqa: F401
        finally:
            sys.meta_path.remove(finder)
            sys.modules.pop("numpy", None)
            sys.modules.update(kept)

    def test_only_top_level_modules_are_refused(self):
        with self.assertRaises(ModuleNotFoundError) as raised:
            refused.RefusingFinder.find_spec("torch")
        self.assertEqual(raised.exception.name, "torch")
        self.assertIsNone(refused.RefusingFinder.find_spec("xml.missing"))

    def test_kept_modules_are_compiled_when_they_are_imported(self):
        sources = {
            "kept_package": (True, zlib.compress(b"from . import part\n")),
            "kept_package.part": (False, zlib.compress(b"value = 5\ndef fail():\n    raise KeyError\n")),
        }
        finder = StandardLibrary(sources)
        sys.meta_path.append(finder)
        try:
            import kept_package

            self.assertEqual(kept_package.part.value, 5)
            self.assertEqual(finder.get_source("kept_package.part").splitlines()[0], "value = 5")
        finally:
            sys.meta_path.remove(finder)


if __name__ == "__main__":
    unittest.main()
