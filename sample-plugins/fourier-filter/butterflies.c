#include "butterflies.h"

/// A complex number.
typedef struct number {
    double re, im;
} number;

static inline number add(number a, number b) { return (number){a.re + b.re, a.im + b.im}; }

static inline number subtract(number a, number b) { return (number){a.re - b.re, a.im - b.im}; }

static inline number multiply(number a, number b) {
    return (number){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

static inline number scale(number a, double by) { return (number){a.re * by, a.im * by}; }

/// Times -i.
static inline number turn(number a) { return (number){a.im, -a.re}; }

// Transforms of the lengths 2 to 5, in place.

static inline void transform_2(number *x) {
    number a = x[0], b = x[1];
    x[0] = add(a, b);
    x[1] = subtract(a, b);
}

static inline void transform_3(number *x) {
    const double sine = 0.86602540378443864676;
    number sum = add(x[1], x[2]), difference = scale(turn(subtract(x[1], x[2])), sine);
    number middle = subtract(x[0], scale(sum, 0.5));
    x[0] = add(x[0], sum);
    x[1] = add(middle, difference);
    x[2] = subtract(middle, difference);
}

static inline void transform_4(number *x) {
    number even = add(x[0], x[2]), even_difference = subtract(x[0], x[2]);
    number odd = add(x[1], x[3]), odd_difference = turn(subtract(x[1], x[3]));
    x[0] = add(even, odd);
    x[1] = add(even_difference, odd_difference);
    x[2] = subtract(even, odd);
    x[3] = subtract(even_difference, odd_difference);
}

static inline void transform_5(number *x) {
    // Cosines and sines of 72° and 144°.
    const double c1 = 0.30901699437494742410, c2 = -0.80901699437494742410;
    const double s1 = 0.95105651629515357212, s2 = 0.58778525229247312917;
    number outer = add(x[1], x[4]), inner = add(x[2], x[3]);
    number outer_difference = turn(subtract(x[1], x[4])), inner_difference = turn(subtract(x[2], x[3]));
    number first = add(x[0], add(scale(outer, c1), scale(inner, c2)));
    number second = add(x[0], add(scale(outer, c2), scale(inner, c1)));
    number first_turn = add(scale(outer_difference, s1), scale(inner_difference, s2));
    number second_turn = subtract(scale(outer_difference, s2), scale(inner_difference, s1));
    x[0] = add(x[0], add(outer, inner));
    x[1] = add(first, first_turn);
    x[4] = subtract(first, first_turn);
    x[2] = add(second, second_turn);
    x[3] = subtract(second, second_turn);
}

/// A step of a radix that the compiler knows, so that it unrolls the loops over `k` and works on neighbours at once.
#define STEP(radix) \
    static void step_##radix(size_t left, size_t stride, size_t length, complex_numbers roots, complex_numbers from, \
                             complex_numbers to) { \
        /* The roots of this step are every so many of those of the whole. */ \
        size_t spacing = length / (left * radix); \
        for (size_t p = 0; p < left; p++) { \
            number root[radix]; \
            for (size_t k = 0; k < radix; k++) { \
                root[k] = (number){roots.real[p * k * spacing], roots.imaginary[p * k * spacing]}; \
            } \
            const double *restrict from_re = from.real + p * stride, *restrict from_im = from.imaginary + p * stride; \
            double *restrict to_re = to.real + p * stride * radix, *restrict to_im = to.imaginary + p * stride * radix; \
            for (size_t q = 0; q < stride; q++) { \
                number x[radix]; \
                for (size_t k = 0; k < radix; k++) { \
                    x[k] = (number){from_re[k * left * stride + q], from_im[k * left * stride + q]}; \
                } \
                transform_##radix(x); \
                for (size_t k = 0; k < radix; k++) { \
                    number y = multiply(x[k], root[k]); \
                    to_re[k * stride + q] = y.re; \
                    to_im[k * stride + q] = y.im; \
                } \
            } \
        } \
    }

STEP(2)
STEP(3)
STEP(4)
STEP(5)

void butterflies(size_t radix, size_t left, size_t stride, size_t length, complex_numbers roots, complex_numbers from,
                 complex_numbers to) {
    switch (radix) {
        case 2: step_2(left, stride, length, roots, from, to); break;
        case 3: step_3(left, stride, length, roots, from, to); break;
        case 4: step_4(left, stride, length, roots, from, to); break;
        default: step_5(left, stride, length, roots, from, to); break;
    }
}
