"""Filters, thresholds, labels and measurements of images, by scipy's and scikit-image's names."""

from wit_world.imports import image_processing as images

from ..values.record import Record
from .array import asarray, ndarray
from .operands import done, is_number, whole

_BOUNDARIES = {
    "reflect": images.Boundary_Reflect,
    "mirror": images.Boundary_Mirror,
    "nearest": images.Boundary_Nearest,
    "wrap": images.Boundary_Wrap,
}


def gaussian_filter(image, sigma, mode="reflect", cval=0.0):
    """Convolution with a Gaussian of `sigma` elements, one number or one for each axis."""
    sigma = [float(sigma)] if is_number(sigma) else [float(each) for each in sigma]
    return ndarray._of(done(images.gaussian_filter, asarray(image)._handle(), sigma, _boundary(mode, cval)))


def _filter(kind):
    def apply(image, size=3, mode="reflect", cval=0.0):
        sizes = [_size(size)] if is_number(size) else [_size(each) for each in size]
        return ndarray._of(done(images.filter, asarray(image)._handle(), kind, sizes, _boundary(mode, cval)))

    apply.__name__ = f"{kind.name.lower()}_filter"
    return apply


uniform_filter = _filter(images.NeighbourhoodFilter.MEAN)
median_filter = _filter(images.NeighbourhoodFilter.MEDIAN)
minimum_filter = _filter(images.NeighbourhoodFilter.MINIMUM)
maximum_filter = _filter(images.NeighbourhoodFilter.MAXIMUM)


def convolve(image, kernel, mode="reflect", cval=0.0):
    """Convolution with a kernel of as many axes as the image."""
    boundary = _boundary(mode, cval)
    return ndarray._of(done(images.convolve, asarray(image)._handle(), asarray(kernel)._handle(), boundary))


def threshold_otsu(image):
    """The threshold that separates the elements best in two classes."""
    return done(images.threshold_otsu, asarray(image)._handle())


def label(image, connectivity=1):
    """The connected objects: an array with the number of its object for each element, and how many there are."""
    found = done(images.label, asarray(image)._handle(), _size(connectivity))
    return ndarray._of(found.labels), found.count


def measure_regions(labels, intensity_image=None):
    """Properties of labelled objects, a list of records: `label`, `area`, `centroid`, `bbox`
    (lower, then upper bounds), and of an intensity image `mean_intensity`, `min_intensity`,
    `max_intensity`."""
    intensity = None if intensity_image is None else asarray(intensity_image)._handle()
    found = done(images.measure_regions, asarray(labels)._handle(), intensity)
    columns = [found.labels, found.areas, found.centroids, found.lower_bounds, found.upper_bounds]
    rows = zip(*(ndarray._of(column).tolist() for column in columns))
    regions = [
        Record(label=number, area=area, centroid=tuple(centroid), bbox=(*lower, *upper))
        for number, area, centroid, lower, upper in rows
    ]
    if found.intensities is not None:
        for region, values in zip(regions, ndarray._of(found.intensities).tolist()):
            region.mean_intensity, region.min_intensity, region.max_intensity = values
    return regions


regionprops = measure_regions


def _morphology(operation):
    def apply(image, structure=None, iterations=1):
        element = None if structure is None else asarray(structure)._handle()
        return ndarray._of(done(images.morphology, asarray(image)._handle(), operation, element, _size(iterations)))

    apply.__name__ = f"binary_{operation.name.lower()}"
    return apply


binary_erosion = _morphology(images.BinaryMorphology.EROSION)
binary_dilation = _morphology(images.BinaryMorphology.DILATION)
binary_opening = _morphology(images.BinaryMorphology.OPENING)
binary_closing = _morphology(images.BinaryMorphology.CLOSING)
binary_fill_holes = _morphology(images.BinaryMorphology.FILL_HOLES)


def distance_transform(image, sampling=()):
    """For each element other than 0 the distance to the nearest 0."""
    spacing = [float(sampling)] * asarray(image).ndim if is_number(sampling) else [float(each) for each in sampling]
    return ndarray._of(done(images.distance_transform, asarray(image)._handle(), spacing))


distance_transform_edt = distance_transform


def _boundary(mode, value):
    if mode == "constant":
        return images.Boundary_Constant(float(value))
    if mode not in _BOUNDARIES:
        raise ValueError(f"the mode is reflect, mirror, nearest, wrap or constant, not {mode!r}")
    return _BOUNDARIES[mode]()


def _size(number):
    number = whole(number)
    if number < 0:
        raise ValueError(f"{number} is less than 0")
    return number
