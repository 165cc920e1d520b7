#include "image.h"

#include <stdio.h>

/// The shape in words: `[512, 512, 5]`.
static const char *shape_text(const imjoy_array *array) {
    static char text[128];
    size_t used = (size_t)snprintf(text, sizeof text, "[");
    for (size_t i = 0; i < array->axes && used < sizeof text; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%zu", i == 0 ? "" : ", ", array->shape[i]);
    }
    if (used < sizeof text) snprintf(text + used, sizeof text - used, "]");
    return text;
}

bool image_read(const imjoy_value *value, const char *name, image *result) {
    imjoy_array array;
    if (!imjoy_read_ndarray(value, name, &array)) return false;
    size_t channels = array.axes == 3 ? array.shape[2] : 1;
    bool is_image = array.axes == 2 || (array.axes == 3 && (channels == 1 || channels == 3 || channels == 4));
    if (!is_image) {
        imjoy_fail(IMJOY_INVALID, "%s must be a grey or RGB image, and is an array of shape %s: choose one plane of it",
                   name, shape_text(&array));
        return false;
    }
    if (array.count == 0) {
        imjoy_fail(IMJOY_INVALID, "%s has no pixels", name);
        return false;
    }
    *result = (image){.dtype = array.dtype, .axes = array.axes, .channels = channels};
    for (size_t i = 0; i < array.axes; i++) result->shape[i] = array.shape[i];
    result->rows = array.shape[0];
    result->columns = array.shape[1];
    double *numbers = imjoy_allocate(array.count * sizeof *numbers);
    if (numbers == NULL || !imjoy_to_float64(&array, numbers)) return false;
    result->planes = numbers;
    if (channels == 1) return true;
    result->planes = imjoy_allocate(array.count * sizeof *numbers);
    if (result->planes == NULL) return false;
    size_t pixels = result->rows * result->columns;
    for (size_t i = 0; i < pixels; i++) {
        for (size_t c = 0; c < channels; c++) result->planes[c * pixels + i] = numbers[i * channels + c];
    }
    return true;
}

size_t image_colours(const image *image) { return image->channels == 4 ? 3 : image->channels; }

double *image_grey(const image *image) {
    size_t pixels = image->rows * image->columns, colours = image_colours(image);
    double *grey = imjoy_allocate(pixels * sizeof *grey);
    for (size_t i = 0; i < pixels && grey != NULL; i++) {
        for (size_t c = 0; c < colours; c++) grey[i] += image->planes[c * pixels + i] / (double)colours;
    }
    return grey;
}

imjoy_value *image_to_array(const image *image, imjoy_dtype dtype) {
    size_t pixels = image->rows * image->columns, channels = image->channels;
    imjoy_value *array = imjoy_ndarray(dtype, image->axes, image->shape);
    double *numbers = imjoy_allocate(pixels * channels * sizeof *numbers);
    if (array == NULL || numbers == NULL) return NULL;
    for (size_t i = 0; i < pixels; i++) {
        for (size_t c = 0; c < channels; c++) numbers[i * channels + c] = image->planes[c * pixels + i];
    }
    return imjoy_from_float64(numbers, pixels * channels, dtype, imjoy_elements(array)) ? array : NULL;
}
