// Runs the algorithms on numbers from standard input, for the tests in tests/samples.
//
//     driver transform LENGTH                              2 * LENGTH numbers: real, imaginary in turn
//     driver inverse LENGTH
//     driver spectrum ROWS COLUMNS                         ROWS * COLUMNS numbers
//     driver filter ROWS COLUMNS LOW HIGH STRIPES          two planes of ROWS * COLUMNS numbers
//
// The result is written to standard output, one number a line. STRIPES is 0, 1 or 2 as in band.h.

#include "../filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double *read_numbers(size_t count) {
    double *numbers = malloc((count + 1) * sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        if (scanf("%lf", &numbers[i]) != 1) {
            fprintf(stderr, "number %zu of %zu is missing\n", i, count);
            exit(2);
        }
    }
    return numbers;
}

static void print_numbers(const double *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) printf("%.17g\n", numbers[i]);
}

static int transform(size_t length, bool inverse) {
    double *numbers = read_numbers(2 * length);
    fft_plan *plan = fft_plan_new(length);
    // Two sequences at once, of which the second is the first upside down.
    complex_numbers data = complex_numbers_new(2 * length), room = complex_numbers_new(fft_room(plan, 2));
    for (size_t k = 0; k < length; k++) {
        data.real[2 * k] = data.real[2 * (length - 1 - k) + 1] = numbers[2 * k];
        data.imaginary[2 * k] = data.imaginary[2 * (length - 1 - k) + 1] = numbers[2 * k + 1];
    }
    (inverse ? fft_inverse : fft_forward)(plan, 2, data, room);
    for (size_t k = 0; k < 2 * length; k++) printf("%.17g\n%.17g\n", data.real[k], data.imaginary[k]);
    complex_numbers_free(room);
    complex_numbers_free(data);
    fft_plan_free(plan);
    free(numbers);
    return 0;
}

static int spectrum(size_t rows, size_t columns) {
    double *plane = read_numbers(rows * columns), *result = malloc((rows * columns + 1) * sizeof *result);
    bool is_done = log_power_spectrum(rows, columns, plane, result, NULL);
    if (is_done) print_numbers(result, rows * columns);
    free(result);
    free(plane);
    return is_done ? 0 : 1;
}

static int filter(size_t rows, size_t columns, const band *band) {
    double *planes = read_numbers(2 * rows * columns);
    bool is_done = filter_planes(band, rows, columns, planes, planes + rows * columns, NULL);
    if (is_done) print_numbers(planes, 2 * rows * columns);
    free(planes);
    return is_done ? 0 : 1;
}

int main(int count, char **arguments) {
    const char *command = count > 1 ? arguments[1] : "";
    size_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 0;
    size_t second = count > 3 ? strtoull(arguments[3], NULL, 10) : 0;
    if (strcmp(command, "transform") == 0 && count == 3) return transform(first, false);
    if (strcmp(command, "inverse") == 0 && count == 3) return transform(first, true);
    if (strcmp(command, "spectrum") == 0 && count == 4) return spectrum(first, second);
    if (strcmp(command, "filter") == 0 && count == 7) {
        band band = {strtod(arguments[4], NULL), strtod(arguments[5], NULL), (stripes)atoi(arguments[6])};
        return filter(first, second, &band);
    }
    fprintf(stderr, "see the first lines of driver.c for how to call this\n");
    return 2;
}
