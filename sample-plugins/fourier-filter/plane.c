#include "plane.h"

/// So many rows or columns are transformed at once: enough to work on neighbours, few enough for the processor's cache.
#define BATCH 16

void progress_reached(const progress *progress, double from, double to, double fraction) {
    if (progress != NULL) progress->reached(progress->context, from + (to - from) * fraction);
}

/// Where a number is within the plane: number `k` of sequence `j`.
typedef struct layout {
    size_t length, count;
    /// How far neighbours are apart in a sequence, and from one sequence to the next.
    size_t step, next;
} layout;

/// Copies `batch` sequences from `first` on out of the plane, or back into it.
static void copy_sequences(layout layout, size_t first, size_t batch, complex_numbers plane, complex_numbers sequences,
                           bool is_back) {
    for (size_t k = 0; k < layout.length; k++) {
        for (size_t j = 0; j < batch; j++) {
            size_t there = k * layout.step + (first + j) * layout.next, here = k * batch + j;
            if (is_back) {
                plane.real[there] = sequences.real[here];
                plane.imaginary[there] = sequences.imaginary[here];
            } else {
                sequences.real[here] = plane.real[there];
                sequences.imaginary[here] = plane.imaginary[there];
            }
        }
    }
}

static bool transform_sequences(layout layout, complex_numbers plane, bool inverse, const progress *progress, double from,
                                double to) {
    fft_plan *plan = fft_plan_new(layout.length);
    if (plan == NULL) return false;
    complex_numbers sequences = complex_numbers_new(layout.length * BATCH);
    complex_numbers room = complex_numbers_new(fft_room(plan, BATCH));
    bool is_done = sequences.real != NULL && room.real != NULL;
    for (size_t first = 0; first < layout.count && is_done; first += BATCH) {
        size_t batch = layout.count - first < BATCH ? layout.count - first : BATCH;
        copy_sequences(layout, first, batch, plane, sequences, false);
        (inverse ? fft_inverse : fft_forward)(plan, batch, sequences, room);
        copy_sequences(layout, first, batch, plane, sequences, true);
        progress_reached(progress, from, to, (double)(first + batch) / (double)layout.count);
    }
    complex_numbers_free(room);
    complex_numbers_free(sequences);
    fft_plan_free(plan);
    return is_done;
}

bool plane_transform(size_t rows, size_t columns, complex_numbers plane, bool inverse, const progress *progress,
                     double from, double to) {
    layout in_rows = {columns, rows, 1, columns}, in_columns = {rows, columns, columns, 1};
    double middle = (from + to) / 2;
    return transform_sequences(in_rows, plane, inverse, progress, from, middle) &&
           transform_sequences(in_columns, plane, inverse, progress, middle, to);
}
