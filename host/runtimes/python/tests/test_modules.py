"""What an import says that cannot be had."""

import sys
import unittest
import zlib

import support  # noqa: F401

from imjoy_runtime.modules import refused
from imjoy_runtime.modules.standard_library import StandardLibrary


class Modules(unittest.TestCase):
    def test_reasons_are_one_sentence(self):
        self.assertEqual(
            refused.reason("numpy"),
            "numpy cannot be had for WebAssembly today; imjoy.ndarray does element-wise arithmetic, slicing and reductions",
        )
        self.assertIn("plugins have no network", refused.reason("requests"))
        self.assertIn("there is no module something_else", refused.reason("something_else"))

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
