#include "fft.h"

#include "butterflies.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

complex_numbers complex_numbers_new(size_t count) {
    if (count > SIZE_MAX / (2 * sizeof(double))) return (complex_numbers){0};
    double *memory = calloc(2 * count, sizeof *memory);
    return (complex_numbers){memory, memory == NULL ? NULL : memory + count};
}

void complex_numbers_free(complex_numbers numbers) {
    // Both parts are of one piece.
    free(numbers.real);
}

/// Divides by a factor as often as it goes.
static size_t without(size_t number, size_t factor) {
    while (number % factor == 0) number /= factor;
    return number;
}

static bool is_convenient(size_t length) { return length > 0 && without(without(without(length, 2), 3), 5) == 1; }

size_t fft_convenient_length(size_t length) {
    for (size_t i = length == 0 ? 1 : length; i <= SIZE_MAX / 32; i++) {
        if (is_convenient(i)) return i;
    }
    return 0;
}

static void add_steps(fft_plan *plan) {
    size_t rest = plan->length;
    for (size_t i = 0; i < 4; i++) {
        size_t radix = (size_t[]){4, 2, 3, 5}[i];
        for (; rest % radix == 0; rest /= radix) plan->radices[plan->steps++] = (unsigned char)radix;
    }
}

/// exp(-2πi numerator/denominator) for a fraction below 1.
static void root_of_unity(size_t numerator, size_t denominator, double *real, double *imaginary) {
    double angle = 2 * M_PI * (double)numerator / (double)denominator;
    *real = cos(angle);
    *imaginary = -sin(angle);
}

static bool add_roots(fft_plan *plan) {
    plan->roots = complex_numbers_new(plan->length);
    if (plan->roots.real == NULL) return false;
    for (size_t k = 0; k < plan->length; k++) {
        root_of_unity(k, plan->length, &plan->roots.real[k], &plan->roots.imaginary[k]);
    }
    return true;
}

/// Bluestein: `jk` is `(j² + k² - (j - k)²) / 2`, so that a transform becomes a convolution with a chirp.
static bool add_convolution(fft_plan *plan) {
    size_t length = plan->length;
    if (length > SIZE_MAX / 64) return false;
    plan->convolution = fft_plan_new(fft_convenient_length(2 * length - 1));
    if (plan->convolution == NULL) return false;
    size_t convolved = plan->convolution->length;
    plan->chirp = complex_numbers_new(length);
    plan->kernel = complex_numbers_new(convolved);
    complex_numbers room = complex_numbers_new(fft_room(plan->convolution, 1));
    bool is_done = plan->chirp.real != NULL && plan->kernel.real != NULL && room.real != NULL;
    for (size_t k = 0; k < length && is_done; k++) {
        // k² modulo 2·length: the angle stays small, and exact.
        size_t square = (size_t)((uint64_t)k * k % (2 * (uint64_t)length));
        root_of_unity(square, 2 * length, &plan->chirp.real[k], &plan->chirp.imaginary[k]);
        size_t places[] = {k, k == 0 ? 0 : convolved - k};
        for (size_t i = 0; i < 2; i++) {
            plan->kernel.real[places[i]] = plan->chirp.real[k];
            plan->kernel.imaginary[places[i]] = -plan->chirp.imaginary[k];
        }
    }
    if (is_done) fft_forward(plan->convolution, 1, plan->kernel, room);
    complex_numbers_free(room);
    return is_done;
}

fft_plan *fft_plan_new(size_t length) {
    fft_plan *plan = length == 0 ? NULL : calloc(1, sizeof *plan);
    if (plan == NULL) return NULL;
    plan->length = length;
    bool is_done;
    if (is_convenient(length)) {
        add_steps(plan);
        is_done = add_roots(plan);
    } else {
        is_done = add_convolution(plan);
    }
    if (is_done) return plan;
    fft_plan_free(plan);
    return NULL;
}

void fft_plan_free(fft_plan *plan) {
    if (plan == NULL) return;
    complex_numbers_free(plan->roots);
    complex_numbers_free(plan->chirp);
    complex_numbers_free(plan->kernel);
    fft_plan_free(plan->convolution);
    free(plan);
}

size_t fft_room(const fft_plan *plan, size_t batch) {
    return plan->convolution == NULL ? plan->length * batch : 2 * plan->convolution->length * batch;
}

static void copy(complex_numbers to, complex_numbers from, size_t count) {
    memcpy(to.real, from.real, count * sizeof *to.real);
    memcpy(to.imaginary, from.imaginary, count * sizeof *to.imaginary);
}

/// Each step takes from one place and puts into the other.
static void transform_in_steps(const fft_plan *plan, size_t batch, complex_numbers data, complex_numbers room) {
    complex_numbers from = data, to = room;
    size_t left = plan->length, stride = batch;
    for (size_t i = 0; i < plan->steps; i++) {
        size_t radix = plan->radices[i];
        left /= radix;
        butterflies(radix, left, stride, plan->length, plan->roots, from, to);
        stride *= radix;
        complex_numbers other = from;
        from = to;
        to = other;
    }
    if (from.real != data.real) copy(data, from, plan->length * batch);
}

/// Multiplies each number `k` of all sequences by number `k` of `by`.
static void multiply(complex_numbers numbers, complex_numbers by, size_t length, size_t batch) {
    for (size_t k = 0; k < length; k++) {
        double real = by.real[k], imaginary = by.imaginary[k];
        double *re = numbers.real + k * batch, *im = numbers.imaginary + k * batch;
        for (size_t j = 0; j < batch; j++) {
            double sum = re[j] * real - im[j] * imaginary;
            im[j] = re[j] * imaginary + im[j] * real;
            re[j] = sum;
        }
    }
}

static void transform_by_convolution(const fft_plan *plan, size_t batch, complex_numbers data, complex_numbers room) {
    size_t length = plan->length, convolved = plan->convolution->length;
    complex_numbers work = room;
    complex_numbers rest = {room.real + convolved * batch, room.imaginary + convolved * batch};
    multiply(data, plan->chirp, length, batch);
    copy(work, data, length * batch);
    memset(work.real + length * batch, 0, (convolved - length) * batch * sizeof *work.real);
    memset(work.imaginary + length * batch, 0, (convolved - length) * batch * sizeof *work.imaginary);
    fft_forward(plan->convolution, batch, work, rest);
    multiply(work, plan->kernel, convolved, batch);
    fft_inverse(plan->convolution, batch, work, rest);
    multiply(work, plan->chirp, length, batch);
    copy(data, work, length * batch);
}

void fft_forward(const fft_plan *plan, size_t batch, complex_numbers data, complex_numbers room) {
    if (plan->convolution == NULL) {
        transform_in_steps(plan, batch, data, room);
    } else {
        transform_by_convolution(plan, batch, data, room);
    }
}

void fft_inverse(const fft_plan *plan, size_t batch, complex_numbers data, complex_numbers room) {
    // With real and imaginary parts changed over, the inverse is the transform itself.
    complex_numbers swapped_data = {data.imaginary, data.real}, swapped_room = {room.imaginary, room.real};
    fft_forward(plan, batch, swapped_data, swapped_room);
    double scale = 1.0 / (double)plan->length;
    for (size_t i = 0; i < plan->length * batch; i++) {
        data.real[i] *= scale;
        data.imaginary[i] *= scale;
    }
}
