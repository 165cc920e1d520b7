/// Discrete Fourier transforms of any length.
///
/// Lengths without prime factors above 5 are done in steps of radix 4, 2, 3 and 5 (Stockham's form, which needs no
/// reordering), all others by Bluestein's algorithm, as a convolution of such a length. Transforms are done many at
/// once, so that neighbours in memory are worked on together.
#ifndef FFT_H
#define FFT_H

#include <stdbool.h>
#include <stddef.h>

/// Most steps of a transform: each at least halves what is left.
#define FFT_MOST_STEPS 64

/// Complex numbers, real and imaginary parts apart.
typedef struct complex_numbers {
    double *real, *imaginary;
} complex_numbers;

/// What is worked out once for a length.
typedef struct fft_plan {
    size_t length;
    /// The radix of each step, and how many steps there are; none where `convolution` is used.
    unsigned char radices[FFT_MOST_STEPS];
    size_t steps;
    /// exp(-2πi k/length) for each k.
    complex_numbers roots;
    /// For Bluestein's algorithm: a plan of a convenient length, the chirp, and the spectrum that it is convolved with.
    struct fft_plan *convolution;
    complex_numbers chirp, kernel;
} fft_plan;

/// Makes a plan; NULL when there is no memory left or the length is 0.
fft_plan *fft_plan_new(size_t length);

void fft_plan_free(fft_plan *plan);

/// How many numbers of room a transform of `batch` sequences needs besides the sequences.
size_t fft_room(const fft_plan *plan, size_t batch);

/// Transforms `batch` sequences in place: number `k` of sequence `j` is at `k * batch + j`. `room` is overwritten.
void fft_forward(const fft_plan *plan, size_t batch, complex_numbers data, complex_numbers room);

/// The inverse, so that it undoes `fft_forward`.
void fft_inverse(const fft_plan *plan, size_t batch, complex_numbers data, complex_numbers room);

/// The smallest length that has no prime factors above 5 and is at least `length`; 0 when that is too large.
size_t fft_convenient_length(size_t length);

/// Room for so many complex numbers, zeroed; its `real` is NULL when there is no memory left.
complex_numbers complex_numbers_new(size_t count);

void complex_numbers_free(complex_numbers numbers);

#endif
