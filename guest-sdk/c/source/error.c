#include "error.h"

#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/// The one error; its message is in `space` unless it is longer.
static struct {
    imjoy_error_kind kind;
    const char *message;
    char space[512];
} present = {IMJOY_NO_ERROR, "", ""};

void *imjoy_fail(imjoy_error_kind kind, const char *format, ...) {
    // The arguments may be parts of the message that is there.
    char space[sizeof present.space];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(space, sizeof space, format, arguments);
    char *longer = NULL;
    // Without memory the beginning has to do. An error of `imjoy_arena_allocate` would come back here.
    if (length >= (int)sizeof space && kind != IMJOY_LIMIT) {
        longer = imjoy_arena_allocate(imjoy_call_arena(), (size_t)length + 1);
        if (longer != NULL) vsnprintf(longer, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(arguments);
    memcpy(present.space, space, sizeof space);
    present.kind = kind == IMJOY_NO_ERROR ? IMJOY_FAILED : kind;
    present.message = longer != NULL ? longer : present.space;
    return NULL;
}

imjoy_error_kind imjoy_error(void) { return present.kind; }

const char *imjoy_error_message(void) { return present.message; }

void imjoy_clear_error(void) {
    present.kind = IMJOY_NO_ERROR;
    present.message = "";
}

/// Texts of all cases lie at the same place.
static wire_string *message_of(wire_error *error) { return &error->val.failed; }

bool imjoy_take_error(wire_error *error) {
    // The cases of the WIT are in the order of the kinds, after "no error".
    wire_string *message = message_of(error);
    imjoy_fail((imjoy_error_kind)(error->tag + 1), "%.*s", (int)message->len, (const char *)message->ptr);
    imjoy_plugin_types_error_free(error);
    return false;
}

void imjoy_give_error(wire_error *error) {
    error->tag = (uint8_t)(present.kind - 1);
    *message_of(error) = imjoy_wire_copy(present.message);
}

_Static_assert(IMJOY_CANCELLED == IMJOY_PLUGIN_TYPES_ERROR_CANCELLED + 1, "the order of the WIT");
_Static_assert(IMJOY_FAILED == IMJOY_PLUGIN_TYPES_ERROR_FAILED + 1, "the order of the WIT");
