/// Fourier transforms of planes of complex numbers.
#ifndef PLANE_H
#define PLANE_H

#include "fft.h"

/// Told how far something is, from 0 to 1.
typedef struct progress {
    void (*reached)(void *context, double fraction);
    void *context;
} progress;

/// Tells a part of a whole: a fraction of what lies between `from` and `to`.
void progress_reached(const progress *progress, double from, double to, double fraction);

/// Transforms a plane in place, rows and columns. The part between `from` and `to` of the progress is this. False when
/// there is no memory left.
bool plane_transform(size_t rows, size_t columns, complex_numbers plane, bool inverse, const progress *progress,
                     double from, double to);

#endif
