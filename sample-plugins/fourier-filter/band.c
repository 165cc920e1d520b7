#include "band.h"

#include <math.h>

/// A stripe may lean by so much (the tangent of the angle) and passes by half then.
#define LEANING 0.05

/// Half of a Gaussian whose height is a half at `at`.
static double gaussian(double distance, double at) { return exp2(-(distance * distance) / (at * at)); }

/// The gain has a kink at the highest frequency, by which every filter reaches a little further than its sizes say: beyond
/// so many pixels by less than 1/1000.
#define LEAST_REACH 32

/// How much remains when stripes along one axis are removed: they are waves along the other.
static double without_stripes(double along, double across) {
    if (across == 0) return 1;
    return 1 - gaussian(fabs(along) / fabs(across), LEANING);
}

double band_gain(const band *band, double vertical, double horizontal) {
    double frequency = hypot(vertical, horizontal);
    double gain = 1;
    if (band->low > 0) gain *= gaussian(frequency, 1 / band->low);
    if (isfinite(band->high)) gain *= 1 - gaussian(frequency, 1 / band->high);
    switch (band->stripes) {
        case HORIZONTAL_STRIPES: return gain * without_stripes(horizontal, vertical);
        case VERTICAL_STRIPES: return gain * without_stripes(vertical, horizontal);
        default: return gain;
    }
}

size_t band_reach(const band *band) {
    // The filter is a Gaussian in space, too, of a deviation below a fifth of the size: there it has fallen to 1e-9.
    double widest = isfinite(band->high) ? fmax(band->low, band->high) : band->low;
    return (size_t)ceil(fmin(fmax(1.2 * widest, LEAST_REACH), 1e9));
}
