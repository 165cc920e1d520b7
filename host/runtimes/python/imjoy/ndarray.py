"""Arrays with numpy's names: `from imjoy import ndarray as np`.

The host computes; see `imjoy_runtime.arrays` for what differs from numpy.
"""

import sys as _sys

from imjoy_runtime.arrays import element_types as _element_types
from imjoy_runtime.arrays import random
from imjoy_runtime.arrays.array import array, asarray, ndarray
from imjoy_runtime.arrays.element_types import dtype
from imjoy_runtime.arrays.functions import *  # noqa: F403
from imjoy_runtime.arrays.images import (
    binary_closing,
    binary_dilation,
    binary_erosion,
    binary_fill_holes,
    binary_opening,
    convolve,
    distance_transform,
    distance_transform_edt,
    gaussian_filter,
    label,
    maximum_filter,
    measure_regions,
    median_filter,
    minimum_filter,
    regionprops,
    threshold_otsu,
    uniform_filter,
)

bool_ = _element_types.named("bool")
int8, int16, int32, int64 = map(_element_types.named, ("int8", "int16", "int32", "int64"))
uint8, uint16, uint32, uint64 = map(_element_types.named, ("uint8", "uint16", "uint32", "uint64"))
float16, float32, float64 = map(_element_types.named, ("float16", "float32", "float64"))
complex64, complex128 = map(_element_types.named, ("complex64", "complex128"))

# This is no package, so that nothing is searched for below it.
_sys.modules["imjoy.ndarray.random"] = random
