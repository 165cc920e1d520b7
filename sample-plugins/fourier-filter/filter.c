#include "filter.h"

#include <math.h>
#include <stdint.h>

/// The place in an image of `length` pixels that a place beside it mirrors: …2 1 0 0 1 2…
static size_t mirrored(ptrdiff_t place, size_t length) {
    ptrdiff_t period = 2 * (ptrdiff_t)length;
    ptrdiff_t within = place % period;
    if (within < 0) within += period;
    return (size_t)(within < (ptrdiff_t)length ? within : period - 1 - within);
}

/// The frequency, in waves per pixel, of number `k` of a transform.
static double frequency(size_t k, size_t length) {
    double signed_k = k <= length / 2 ? (double)k : (double)k - (double)length;
    return signed_k / (double)length;
}

/// A length that leaves room for mirror images that reach far enough; 0 when it is too large.
static size_t padded_length(size_t length, size_t reach) {
    if (length > SIZE_MAX / 4) return 0;
    // Twice the length is one period of the mirror images: as good as endlessly many of them.
    if (reach >= length / 2) return 2 * length;
    size_t padded = fft_convenient_length(length + 2 * reach);
    return padded < 2 * length ? padded : 2 * length;
}

/// One or two planes of the same size. As real and imaginary parts they are filtered at once: the filter is real and mixes
/// neither.
typedef struct planes {
    size_t rows, columns;
    /// The second may be NULL.
    double *pixels[2];
    double means[2];
} planes;

/// Where the planes are within the padded ones.
typedef struct padding {
    size_t rows, columns, above, before;
} padding;

static double mean(const double *pixels, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += pixels[i];
    return sum / (double)count;
}

/// Copies the planes, less their mean, with their mirror images.
static void pad(const planes *planes, const padding *padding, complex_numbers padded) {
    for (size_t y = 0; y < padding->rows; y++) {
        size_t row = mirrored((ptrdiff_t)y - (ptrdiff_t)padding->above, planes->rows) * planes->columns;
        for (size_t x = 0; x < padding->columns; x++) {
            size_t pixel = row + mirrored((ptrdiff_t)x - (ptrdiff_t)padding->before, planes->columns);
            size_t to = y * padding->columns + x;
            padded.real[to] = planes->pixels[0][pixel] - planes->means[0];
            padded.imaginary[to] = planes->pixels[1] == NULL ? 0 : planes->pixels[1][pixel] - planes->means[1];
        }
    }
}

/// Copies what is within the padding back, and adds the mean again.
static void crop(const planes *planes, const padding *padding, complex_numbers padded) {
    const double *parts[] = {padded.real, padded.imaginary};
    for (size_t i = 0; i < 2 && planes->pixels[i] != NULL; i++) {
        for (size_t y = 0; y < planes->rows; y++) {
            for (size_t x = 0; x < planes->columns; x++) {
                size_t from = (y + padding->above) * padding->columns + x + padding->before;
                planes->pixels[i][y * planes->columns + x] = parts[i][from] + planes->means[i];
            }
        }
    }
}

static void apply(const band *band, size_t rows, size_t columns, complex_numbers spectrum) {
    for (size_t y = 0; y < rows; y++) {
        for (size_t x = 0; x < columns; x++) {
            double gain = band_gain(band, frequency(y, rows), frequency(x, columns));
            spectrum.real[y * columns + x] *= gain;
            spectrum.imaginary[y * columns + x] *= gain;
        }
    }
}

bool filter_planes(const band *band, size_t rows, size_t columns, double *first, double *second,
                   const progress *progress) {
    if (rows == 0 || columns == 0) return true;
    planes planes = {rows, columns, {first, second}, {0}};
    for (size_t i = 0; i < 2 && planes.pixels[i] != NULL; i++) planes.means[i] = mean(planes.pixels[i], rows * columns);
    size_t reach = band_reach(band), count;
    padding padding = {.rows = padded_length(rows, reach), .columns = padded_length(columns, reach)};
    if (__builtin_mul_overflow(padding.rows, padding.columns, &count) || count == 0) return false;
    padding.above = (padding.rows - rows) / 2;
    padding.before = (padding.columns - columns) / 2;
    complex_numbers padded = complex_numbers_new(count);
    if (padded.real == NULL) return false;
    pad(&planes, &padding, padded);
    bool is_done = plane_transform(padding.rows, padding.columns, padded, false, progress, 0.02, 0.45);
    if (is_done) {
        apply(band, padding.rows, padding.columns, padded);
        is_done = plane_transform(padding.rows, padding.columns, padded, true, progress, 0.55, 0.98);
    }
    if (is_done) crop(&planes, &padding, padded);
    complex_numbers_free(padded);
    progress_reached(progress, 0, 1, 1);
    return is_done;
}

bool log_power_spectrum(size_t rows, size_t columns, const double *plane, double *spectrum, const progress *progress) {
    if (rows == 0 || columns == 0) return true;
    complex_numbers transformed = complex_numbers_new(rows * columns);
    if (transformed.real == NULL) return false;
    for (size_t i = 0; i < rows * columns; i++) transformed.real[i] = plane[i];
    bool is_done = plane_transform(rows, columns, transformed, false, progress, 0, 1);
    for (size_t y = 0; y < rows && is_done; y++) {
        size_t to = (y + rows / 2) % rows;
        for (size_t x = 0; x < columns; x++) {
            double real = transformed.real[y * columns + x], imaginary = transformed.imaginary[y * columns + x];
            spectrum[to * columns + (x + columns / 2) % columns] = log1p(real * real + imaginary * imaginary);
        }
    }
    complex_numbers_free(transformed);
    return is_done;
}
