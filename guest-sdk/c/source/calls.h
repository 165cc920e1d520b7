/// What calls of the host have in common.
#ifndef IMJOY_SOURCE_CALLS_H
#define IMJOY_SOURCE_CALLS_H

#include "error.h"
#include "wire.h"

/// The value that a call has given, or NULL with its error.
static inline imjoy_value *imjoy_result(bool is_done, wire_value *result, wire_error *error) {
    if (is_done) return imjoy_decode(result);
    imjoy_take_error(error);
    return NULL;
}

/// The text that a call has given, or NULL with its error.
static inline const char *imjoy_text_result(bool is_done, wire_string *result, wire_error *error) {
    if (is_done) return imjoy_take_text(result);
    imjoy_take_error(error);
    return NULL;
}

/// Whether a call that gives nothing has succeeded.
static inline bool imjoy_done(bool is_done, wire_error *error) { return is_done || imjoy_take_error(error); }

/// A value that may be left out, by being NULL. False, with an error, when it cannot be passed.
static inline bool imjoy_encode_option(const imjoy_value *value, bool *is_some, wire_value *result) {
    *is_some = value != NULL;
    return !*is_some || imjoy_encode(value, result);
}

/// Frees such a value after the call.
static inline void imjoy_free_passed_option(bool is_some, wire_value *value) {
    if (is_some) imjoy_free_passed(value);
}

#endif
