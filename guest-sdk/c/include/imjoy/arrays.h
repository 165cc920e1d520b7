/// N-dimensional arrays: images above all.
///
/// A grey image has the axes rows, columns; a colour image rows, columns, channels (3 for RGB, 4 with alpha).
#ifndef IMJOY_ARRAYS_H
#define IMJOY_ARRAYS_H

#include "values.h"

/// Element type of an array: the plain kinds of numpy, little-endian.
typedef enum imjoy_dtype {
    IMJOY_BOOL,
    IMJOY_INT8,
    IMJOY_INT16,
    IMJOY_INT32,
    IMJOY_INT64,
    IMJOY_UINT8,
    IMJOY_UINT16,
    IMJOY_UINT32,
    IMJOY_UINT64,
    IMJOY_FLOAT16,
    IMJOY_FLOAT32,
    IMJOY_FLOAT64,
    /// Two 32-bit numbers: real, imaginary.
    IMJOY_COMPLEX64,
    /// Two 64-bit numbers: real, imaginary.
    IMJOY_COMPLEX128,
} imjoy_dtype;

/// An array as it is read. All of it lives as long as the value that it is from.
typedef struct imjoy_array {
    imjoy_dtype dtype;
    /// How many axes there are.
    size_t axes;
    /// Length of each axis.
    const size_t *shape;
    /// How many elements there are: the product of the shape.
    size_t count;
    /// The elements in C order: the last axis is contiguous.
    const void *elements;
} imjoy_array;

/// Length of an element in bytes.
size_t imjoy_dtype_size(imjoy_dtype dtype);

/// numpy's name of the type: `uint8`.
const char *imjoy_dtype_name(imjoy_dtype dtype);

/// An array of zeros of that many axes. NULL, with an error of the kind `limit`, when it is too large.
imjoy_value *imjoy_ndarray(imjoy_dtype dtype, size_t axes, const size_t *shape);

/// The elements of an array that `imjoy_ndarray` has given, to be written. They may be changed until the array is passed
/// on; NULL, with an error, for any other value.
void *imjoy_elements(imjoy_value *ndarray);

/// Reads an array. Its elements are copied from the host now. Otherwise as the functions in values.h.
bool imjoy_read_ndarray(const imjoy_value *value, const char *name, imjoy_array *result);

/// The elements as numbers, into room for `array->count` of them. False, with an error, for complex numbers.
bool imjoy_to_float64(const imjoy_array *array, double *numbers);

/// Numbers as elements of a type, into room for `count` of them: rounded to the nearest and kept within the range of
/// the type, NaN as 0 where the type has none. False, with an error, for complex numbers.
bool imjoy_from_float64(const double *numbers, size_t count, imjoy_dtype dtype, void *elements);

#endif
