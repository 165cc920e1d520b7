/// Which frequencies a filter lets pass.
#ifndef BAND_H
#define BAND_H

#include <stddef.h>

/// Stripes across the whole image that are removed.
typedef enum stripes { NO_STRIPES, HORIZONTAL_STRIPES, VERTICAL_STRIPES } stripes;

/// A band of sizes. A structure is as large as the period of the wave that it is made of.
typedef struct band {
    /// Structures smaller than so many pixels are removed; 0 for none.
    double low;
    /// Structures larger than so many pixels are removed; infinity for none.
    double high;
    stripes stripes;
} band;

/// How much of a wave passes, from 0 to 1: half of one that is exactly as large as `low` or `high`. Frequencies are in
/// waves per pixel, at most 0.5 of each sign.
double band_gain(const band *band, double vertical, double horizontal);

/// How many pixels around a place have an influence on it.
size_t band_reach(const band *band);

#endif
