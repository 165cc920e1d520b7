/// Errors: one at a time, of the call that is running.
#ifndef IMJOY_ERRORS_H
#define IMJOY_ERRORS_H

#include "values.h"

/// Why something did not succeed.
typedef enum imjoy_error_kind {
    /// There is no error.
    IMJOY_NO_ERROR,
    /// The user cancelled a dialog or a task.
    IMJOY_CANCELLED,
    /// No plugin, function, window, file or setting of that name.
    IMJOY_NOT_FOUND,
    /// The user or the host refused permission.
    IMJOY_DENIED,
    /// An argument is malformed, of the wrong type or out of range.
    IMJOY_INVALID,
    /// The plugin or window called has ended.
    IMJOY_TERMINATED,
    /// A limit was reached: memory, queue, handles, size.
    IMJOY_LIMIT,
    /// This host cannot do it.
    IMJOY_UNAVAILABLE,
    /// What was called ran and failed; the text is its own message.
    IMJOY_FAILED,
} imjoy_error_kind;

/// Leaves an error behind, in place of the one that is there, and gives NULL: `return imjoy_fail(IMJOY_INVALID, "…");`.
/// The message is one sentence for people that says what failed, on what, and what to do.
void *imjoy_fail(imjoy_error_kind kind, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// The kind of the error that is there.
imjoy_error_kind imjoy_error(void);

/// The message of the error that is there; empty when there is none.
const char *imjoy_error_message(void);

/// Forgets the error: for what may fail without harm.
void imjoy_clear_error(void);

#endif
