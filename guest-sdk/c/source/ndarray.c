// Arrays and their element types.

#include "imjoy/errors.h"
#include "value.h"
#include "wire.h"

#include <float.h>
#include <math.h>
#include <string.h>

_Static_assert((int)IMJOY_BOOL == IMJOY_PLUGIN_TYPES_DTYPE_BOOLEAN, "the order of the WIT");
_Static_assert((int)IMJOY_COMPLEX128 == IMJOY_PLUGIN_TYPES_DTYPE_COMPLEX128, "the order of the WIT");

size_t imjoy_dtype_size(imjoy_dtype dtype) {
    static const unsigned char sizes[] = {1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 4, 8, 8, 16};
    return sizes[dtype];
}

const char *imjoy_dtype_name(imjoy_dtype dtype) {
    static const char *const names[] = {
        "bool",   "int8",   "int16",   "int32",   "int64",   "uint8",     "uint16",
        "uint32", "uint64", "float16", "float32", "float64", "complex64", "complex128",
    };
    return names[dtype];
}

imjoy_value *imjoy_ndarray(imjoy_dtype dtype, size_t axes, const size_t *shape) {
    imjoy_value *value = imjoy_new_value(imjoy_call_arena(), IMJOY_NDARRAY);
    if (value == NULL) return NULL;
    size_t length = imjoy_dtype_size(dtype);
    for (size_t i = 0; i < axes; i++) {
        if (__builtin_mul_overflow(length, shape[i], &length)) {
            return imjoy_fail(IMJOY_LIMIT, "an array of %zu axes with %zu along one is too large", axes, shape[i]);
        }
    }
    value->ndarray.shape = imjoy_allocate(axes * sizeof *shape);
    if (length > 0) value->ndarray.data.memory = imjoy_allocate(length);
    if (value->ndarray.shape == NULL || (length > 0 && value->ndarray.data.memory == NULL)) return NULL;
    if (axes > 0) memcpy(value->ndarray.shape, shape, axes * sizeof *shape);
    value->ndarray.data.length = length;
    value->ndarray.dtype = dtype;
    value->ndarray.axes = axes;
    value->ndarray.is_own = true;
    return value;
}

void *imjoy_elements(imjoy_value *ndarray) {
    if (!imjoy_is_value(ndarray)) return NULL;
    if (ndarray->kind != IMJOY_NDARRAY || !ndarray->ndarray.is_own) {
        return imjoy_fail(IMJOY_INVALID, "only an array that the plugin has made can be written to");
    }
    return ndarray->ndarray.data.memory;
}

static float from_half(uint16_t half) {
    int exponent = (half >> 10) & 0x1f, fraction = half & 0x3ff;
    float magnitude = exponent == 0    ? ldexpf((float)fraction, -24)
                      : exponent == 31 ? (fraction == 0 ? INFINITY : NAN)
                                       : ldexpf((float)(fraction | 0x400), exponent - 25);
    return half & 0x8000 ? -magnitude : magnitude;
}

static uint16_t to_half(double number) {
    uint16_t sign = signbit(number) ? 0x8000 : 0;
    double magnitude = fabs(number);
    if (isnan(number)) return sign | 0x7e00;
    if (magnitude >= 65520) return sign | 0x7c00;
    int exponent;
    frexp(magnitude, &exponent);
    // 11 significant bits, fewer below 2^-14; rounded to even, which may carry into the exponent by itself.
    if (exponent < -13 || magnitude == 0) exponent = -13;
    double steps = nearbyint(ldexp(magnitude, 11 - exponent));
    return sign | (uint16_t)((exponent + 13) * 0x400 + (int)steps);
}

#define READ(type) \
    for (size_t i = 0; i < array->count; i++) numbers[i] = (double)((const type *)array->elements)[i]; \
    return true

bool imjoy_to_float64(const imjoy_array *array, double *numbers) {
    switch (array->dtype) {
        case IMJOY_BOOL:
        case IMJOY_UINT8: READ(uint8_t);
        case IMJOY_INT8: READ(int8_t);
        case IMJOY_INT16: READ(int16_t);
        case IMJOY_INT32: READ(int32_t);
        case IMJOY_INT64: READ(int64_t);
        case IMJOY_UINT16: READ(uint16_t);
        case IMJOY_UINT32: READ(uint32_t);
        case IMJOY_UINT64: READ(uint64_t);
        case IMJOY_FLOAT32: READ(float);
        case IMJOY_FLOAT64: READ(double);
        case IMJOY_FLOAT16:
            for (size_t i = 0; i < array->count; i++) numbers[i] = from_half(((const uint16_t *)array->elements)[i]);
            return true;
        default:
            imjoy_fail(IMJOY_INVALID, "an array of %s has complex numbers", imjoy_dtype_name(array->dtype));
            return false;
    }
}

/// Writes whole numbers of a type, of which `below` is the first number that is too large.
#define WRITE(type, lowest, below) \
    for (size_t i = 0; i < count; i++) { \
        double number = nearbyint(numbers[i]); \
        ((type *)elements)[i] = isnan(number)       ? 0 \
                                : number <= (lowest) ? (type)(lowest) \
                                : number >= (below)  ? (type)~(type)(lowest) \
                                                     : (type)number; \
    } \
    return true

bool imjoy_from_float64(const double *numbers, size_t count, imjoy_dtype dtype, void *elements) {
    switch (dtype) {
        case IMJOY_BOOL:
            for (size_t i = 0; i < count; i++) ((uint8_t *)elements)[i] = numbers[i] != 0;
            return true;
        // The highest number of a type is the complement of its lowest.
        case IMJOY_INT8: WRITE(int8_t, INT8_MIN, 0x1p7);
        case IMJOY_INT16: WRITE(int16_t, INT16_MIN, 0x1p15);
        case IMJOY_INT32: WRITE(int32_t, INT32_MIN, 0x1p31);
        case IMJOY_INT64: WRITE(int64_t, INT64_MIN, 0x1p63);
        case IMJOY_UINT8: WRITE(uint8_t, 0, 0x1p8);
        case IMJOY_UINT16: WRITE(uint16_t, 0, 0x1p16);
        case IMJOY_UINT32: WRITE(uint32_t, 0, 0x1p32);
        case IMJOY_UINT64: WRITE(uint64_t, 0, 0x1p64);
        case IMJOY_FLOAT16:
            for (size_t i = 0; i < count; i++) ((uint16_t *)elements)[i] = to_half(numbers[i]);
            return true;
        case IMJOY_FLOAT32:
            for (size_t i = 0; i < count; i++) ((float *)elements)[i] = (float)numbers[i];
            return true;
        case IMJOY_FLOAT64:
            memcpy(elements, numbers, count * sizeof *numbers);
            return true;
        default:
            imjoy_fail(IMJOY_INVALID, "an array of %s has complex numbers", imjoy_dtype_name(dtype));
            return false;
    }
}
