/// One step of a Fourier transform.
#ifndef BUTTERFLIES_H
#define BUTTERFLIES_H

#include "fft.h"

/// Transforms of length `radix` (2, 3, 4 or 5) over numbers that are `left * stride` apart.
///
/// For each `p` below `left`, the numbers `p + left * k` become `radix * p + k`, multiplied by the root of unity that the
/// later steps do not know of. All of these are `stride` neighbours at once. `length` is that of the whole transform, for
/// which `roots` are.
void butterflies(size_t radix, size_t left, size_t stride, size_t length, complex_numbers roots, complex_numbers from,
                 complex_numbers to);

#endif
