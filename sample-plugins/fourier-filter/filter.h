/// The filter: images of numbers in, images of numbers out.
#ifndef FILTER_H
#define FILTER_H

#include "band.h"
#include "plane.h"

/// Filters one or two planes of the same size in place; `second` may be NULL. Beyond its edges an image is taken to go on
/// as its mirror image, so that edges leave no trace. The mean of each plane is kept. False when there is no memory left.
bool filter_planes(const band *band, size_t rows, size_t columns, double *first, double *second,
                   const progress *progress);

/// The power spectrum of a plane: log(1 + power) of each frequency, the lowest in the middle. False when there is no
/// memory left.
bool log_power_spectrum(size_t rows, size_t columns, const double *plane, double *spectrum, const progress *progress);

#endif
