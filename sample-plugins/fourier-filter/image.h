/// Images of plugins as planes of numbers.
#ifndef IMAGE_H
#define IMAGE_H

#include <imjoy.h>

/// An image, one plane after the other.
typedef struct image {
    imjoy_dtype dtype;
    /// The shape as it was given, with which results are made.
    size_t axes, shape[3];
    size_t rows, columns, channels;
    /// Memory of the SDK: `channels` planes of `rows * columns` numbers.
    double *planes;
} image;

/// Reads an image from what a plugin was given; false, with an error that names it by `name`.
bool image_read(const imjoy_value *value, const char *name, image *result);

/// How many planes are colours: all but an alpha channel.
size_t image_colours(const image *image);

/// The mean of the colours, one plane; NULL when there is no memory left.
double *image_grey(const image *image);

/// The planes as an array of the shape that was read; NULL with an error.
imjoy_value *image_to_array(const image *image, imjoy_dtype dtype);

#endif
