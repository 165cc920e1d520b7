"""Arithmetic on arrays, checked against Python's own."""

import array
import math
import statistics

from imjoy import api
from imjoy import ndarray as np

NUMBERS = [3.5, -1.0, 2.25, 0.0, 7.0, -4.5]
MATRIX = [[1, 2, 3], [4, 5, 6]]


def same(found, expected):
    """Numbers that are equal but for rounding; lists of them; anything else equal."""
    if isinstance(found, np.ndarray):
        found = found.tolist()
    if isinstance(expected, (list, tuple)):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, float) and not isinstance(expected, bool):
        return math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12) or (found != found and expected != expected)
    return found == expected and type(found) is type(expected)


def raised(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return type(error).__name__
    return None


def checks():
    a, m = np.array(NUMBERS), np.array(MATRIX)
    image = np.arange(24, dtype="uint8").reshape(2, 3, 4)
    yield "kinds", [str(np.array(x).dtype) for x in ([1], [1.5], [True], [1, True], [1j], [2**63])], [
        "int64", "float64", "bool", "int64", "complex128", "uint64",
    ]
    yield "dtype equality", [m.dtype == "int64", m.dtype == int, np.dtype("u2") == np.uint16, m.dtype == "nothing"], [
        True, True, True, False,
    ]
    yield "shape", [image.shape, image.ndim, image.size, image.nbytes, image.strides, len(image)], [
        (2, 3, 4), 3, 24, 24, (12, 4, 1), 2,
    ]
    yield "scalars", [a[0], m[1, 2], m[-1, -1], np.array(5).item()], [3.5, 6, 6, 5]
    yield "slices", [m[:, 1], m[0], m[::-1], m[..., 0], m[:, None, :2].shape, a[1:5:2], a[-2:]], [
        [2, 5], [1, 2, 3], [[4, 5, 6], [1, 2, 3]], [1, 4], (2, 1, 2), [-1.0, 0.0], [7.0, -4.5],
    ]
    yield "masks and lists", [a[a > 0], m[m % 2 == 0], a[[0, -1]], m[:, [2, 0]], m[[0, 1], [1, 2]], m[[True, False]]], [
        [3.5, 2.25, 7.0], [2, 4, 6], [3.5, -4.5], [[3, 1], [6, 4]], [2, 6], [[1, 2, 3]],
    ]
    yield "arithmetic", [a + 1, 1 - a, a * 2, a / 2, a // 2, a % 2, a**2, -a, abs(a)], [
        [x + 1 for x in NUMBERS], [1 - x for x in NUMBERS], [x * 2 for x in NUMBERS], [x / 2 for x in NUMBERS],
        [x // 2 for x in NUMBERS], [x % 2 for x in NUMBERS], [x**2 for x in NUMBERS], [-x for x in NUMBERS],
        [abs(x) for x in NUMBERS],
    ]
    yield "broadcasting", [m + [10, 20, 30], m * np.array([[1], [2]]), (m[:, :, None] * m[0]).shape], [
        [[11, 22, 33], [14, 25, 36]], [[1, 2, 3], [8, 10, 12]], (2, 3, 3),
    ]
    yield "types of results", [str((image + 1).dtype), str((image / 2).dtype), str((image + 1.5).dtype), str((m > 1).dtype)], [
        "uint8", "float64", "float64", "bool",
    ]
    yield "wrapping", [(np.array([250], dtype="uint8") + 10), np.array([300, -1]).astype("uint8"),
                       np.array([300, -1]).astype("uint8", saturating=True)], [[4], [44, 255], [255, 0]]
    yield "comparisons", [a > 0, a == 0.0, m != 2, (m > 1) & (m < 5), ~(m > 1), 2 in m, 9 in m], [
        [x > 0 for x in NUMBERS], [x == 0 for x in NUMBERS], [[True, False, True], [True] * 3],
        [[False, True, True], [True, False, False]], [[True, False, False], [False] * 3], True, False,
    ]
    yield "functions", [np.sqrt(np.abs(a)), np.exp(a), np.log(a[a > 0]), np.floor(a), np.hypot([3.0], [4.0]), np.sin(0.5)], [
        [math.sqrt(abs(x)) for x in NUMBERS], [math.exp(x) for x in NUMBERS], [math.log(x) for x in NUMBERS if x > 0],
        [float(math.floor(x)) for x in NUMBERS], [5.0], math.sin(0.5),
    ]
    yield "reductions", [a.sum(), a.mean(), a.min(), a.max(), a.argmax(), a.std(), np.median(a), m.sum(axis=0), m.max(1),
                         m.mean(axis=(0, 1)), m.sum(axis=1, keepdims=True).shape, np.percentile([1, 2, 3, 4, 5], 25),
                         (m > 5).any(), (m > 0).all(), np.count_nonzero(a)], [
        sum(NUMBERS), statistics.fmean(NUMBERS), min(NUMBERS), max(NUMBERS), 4, statistics.pstdev(NUMBERS),
        statistics.median(NUMBERS), [5, 7, 9], [3, 6], 3.5, (2, 1), 2.0, True, True, 5,
    ]
    yield "cumulative and sorted", [a.cumsum(), np.sort(a), np.argsort(a), np.unique([3, 1, 3]), np.cumprod([1, 2, 3])], [
        [3.5, 2.5, 4.75, 4.75, 11.75, 7.25], sorted(NUMBERS), sorted(range(6), key=NUMBERS.__getitem__), [1, 3], [1, 2, 6],
    ]
    yield "made", [np.zeros((2, 2)), np.ones(2, dtype=int), np.full(2, 7), np.arange(2, 8, 3), np.linspace(0, 1, 5), np.eye(2)], [
        [[0.0, 0.0], [0.0, 0.0]], [1, 1], [7, 7], [2, 5], [0.0, 0.25, 0.5, 0.75, 1.0], [[1.0, 0.0], [0.0, 1.0]],
    ]
    yield "joined", [np.concatenate([m, m]).shape, np.stack([a, a], 1).shape, np.vstack([a, a]).shape, np.pad([1, 2], 1),
                     np.tile([1, 2], 2), np.repeat([1, 2], 2), np.split(np.arange(4), 2)[1], np.array([a, a]).shape], [
        (4, 3), (6, 2), (2, 6), [0, 1, 2, 0], [1, 2, 1, 2], [1, 1, 2, 2], [2, 3], (2, 6),
    ]
    yield "shapes", [m.T, m.reshape(3, -1), m.ravel(), np.flip(m, 1), np.roll([1, 2, 3], 1), np.squeeze(m[None]).shape,
                     np.moveaxis(image, 0, -1).shape, np.expand_dims(m, 0).shape, np.rot90(m)], [
        [[1, 4], [2, 5], [3, 6]], [[1, 2], [3, 4], [5, 6]], [1, 2, 3, 4, 5, 6], [[3, 2, 1], [6, 5, 4]], [3, 1, 2], (2, 3),
        (3, 4, 2), (1, 2, 3), [[3, 6], [2, 5], [1, 4]],
    ]
    yield "chosen", [np.where(a > 0, a, 0), a.clip(0, 3), np.maximum(a, 1), np.nonzero(a > 3)[0], np.argwhere(m > 4),
                     np.histogram(a, 2)[0], np.bincount([1, 1, 3]), np.searchsorted([1, 3, 5], 4), np.diff([1, 4, 9])], [
        [max(x, 0.0) for x in NUMBERS], [min(max(x, 0.0), 3.0) for x in NUMBERS], [max(x, 1.0) for x in NUMBERS], [0, 4],
        [[1, 1], [1, 2]], [3, 3], [0, 2, 0, 1], 2, [3, 5],
    ]
    yield "products", [m @ m.T, np.dot([1, 2], [3, 4]), np.outer([1, 2], [3, 4])], [[[14, 32], [32, 77]], 11, [[3, 4], [6, 8]]]
    written = m.copy()
    written[0, 1] = 20
    written[1] = [7, 8, 9]
    written[written > 8] = 0
    written[:, 0] += 100
    yield "written", [written, m], [[[101, 0, 3], [107, 8, 0]], MATRIX]
    yield "memory", [bytes(image)[:3], memoryview(m)[1, 2], memoryview(image).shape, np.frombuffer(b"\x01\x00\x02\x00", "uint16"),
                     np.asarray(array.array("f", [0.5])), np.asarray(memoryview(b"ab")), struct_of(a)], [
        b"\x00\x01\x02", 6, (2, 3, 4), [1, 2], [0.5], [97, 98], NUMBERS,
    ]
    yield "complex", [np.array([1 + 2j, 3]).tolist(), np.array([1 + 2j, 3])[0]], [[1 + 2j, 3 + 0j], 1 + 2j]
    yield "errors", [raised(lambda: a[10]), raised(lambda: m[0, 0, 0]), raised(lambda: a + [1, 2]), raised(lambda: bool(a)),
                     raised(np.array, [[1], [1, 2]]), raised(np.array, ["a"]), raised(np.zeros, -1), raised(np.zeros, 2**62),
                     raised(lambda: a.reshape(5)), raised(lambda: np.array([1j]) + 1), raised(lambda: a["x"]), raised(np.dtype, "text")], [
        "IndexError", "IndexError", "ValueError", "ValueError", "ValueError", "TypeError", "ValueError", "MemoryError",
        "ValueError", "ValueError", "IndexError", "TypeError",
    ]
    yield "text", [repr(np.array([1, 2])), str(np.array([[0.5], [1.0]])), str(np.arange(1000)).count("…")], [
        "array([1 2], shape=(2,), dtype=int64)", "[[0.5]\n [1]]", 1,
    ]
    yield "iteration", [list(np.array([1, 2])), [row.tolist() for row in m], tuple(m.shape)], [[1, 2], MATRIX, (2, 3)]


def struct_of(a):
    import struct

    return list(struct.unpack(f"<{a.size}d", a.tobytes()))


class ImJoyPlugin:
    def setup(self):
        pass

    def failures(self):
        """What differs, and how many checks there were."""
        failed, count = [], 0
        for name, found, expected in checks():
            count += len(found)
            found = [part.tolist() if isinstance(part, np.ndarray) else part for part in found]
            failed += [f"{name} {n}: {f!r} is not {e!r}" for n, (f, e) in enumerate(zip(found, expected)) if not same(f, e)]
            if len(found) != len(expected):
                failed.append(f"{name}: {len(found)} results, {len(expected)} expected")
        return [failed, count]

    def segment(self, image):
        smooth = np.gaussian_filter(image, 2)
        mask = np.binary_fill_holes(smooth > np.threshold_otsu(smooth))
        labels, count = np.label(mask)
        regions = [region for region in np.measure_regions(labels, image) if region.area >= 100]
        return {
            "threshold": np.threshold_otsu(image),
            "count": len(regions),
            "labels": labels,
            "areas": [region.area for region in regions],
            "means": [region.mean_intensity for region in regions],
            "boxes": [region.bbox for region in regions],
        }

    def filters(self, image):
        return [
            str(np.uniform_filter(image, 3).dtype),
            np.median_filter(image, 3).shape,
            bool((np.maximum_filter(image, 3) >= image).all()),
            bool((np.minimum_filter(image, (3, 3), mode="nearest") <= image).all()),
            bool(np.allclose(np.convolve(image, np.full((3, 3), 1 / 9)), np.uniform_filter(image, 3))),
            float(np.distance_transform(image > 100).max()),
            bool((np.binary_opening(image > 100) <= (image > 100)).all()),
        ]

    def invert(self, image):
        return 255 - image

    def untouched(self, image):
        return {"image": image, "shape": image.shape}


api.export(ImJoyPlugin())
