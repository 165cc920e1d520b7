// Arguments of calls, and what becomes of values that have been passed.

#include "imjoy/errors.h"
#include "wire.h"

#include <stdlib.h>

bool imjoy_encode_arguments(imjoy_value *list, wire_values *result) {
    *result = (wire_values){0};
    if (!imjoy_is_value(list)) return false;
    if (list->kind != IMJOY_LIST) {
        imjoy_fail(IMJOY_INVALID, "the arguments of a call must be a list, and are %s", imjoy_kind_name(list));
        return false;
    }
    if (list->count == 0) return true;
    result->ptr = malloc(list->count * sizeof *result->ptr);
    if (result->ptr == NULL) {
        imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for %zu arguments", list->count);
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!imjoy_encode(imjoy_item(list, i), &result->ptr[i])) {
            while (result->len > 0) imjoy_plugin_types_value_free(&result->ptr[--result->len]);
            free(result->ptr);
            return false;
        }
        result->len++;
    }
    return true;
}

/// Forgets the handles that have been passed on, and frees the rest.
void imjoy_free_passed(wire_value *value) {
    for (size_t i = 0; i < value->attachments.len; i++) {
        wire_attachment *attachment = &value->attachments.ptr[i];
        wire_binary *binary = NULL;
        switch (attachment->tag) {
            case IMJOY_PLUGIN_TYPES_ATTACHMENT_BYTES: binary = &attachment->val.bytes; break;
            case IMJOY_PLUGIN_TYPES_ATTACHMENT_NDARRAY: binary = &attachment->val.ndarray.data; break;
            case IMJOY_PLUGIN_TYPES_ATTACHMENT_FILE: binary = &attachment->val.file.data; break;
            case IMJOY_PLUGIN_TYPES_ATTACHMENT_FUNCTION:
            case IMJOY_PLUGIN_TYPES_ATTACHMENT_PLUGIN:
            case IMJOY_PLUGIN_TYPES_ATTACHMENT_WINDOW:
                *attachment = (wire_attachment){.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_INTEGERS};
                break;
            default: break;
        }
        if (binary != NULL && binary->tag == IMJOY_PLUGIN_TYPES_BINARY_SHARED) {
            *binary = (wire_binary){.tag = IMJOY_PLUGIN_TYPES_BINARY_INLINE};
        }
    }
    imjoy_plugin_types_value_free(value);
}

void imjoy_free_passed_arguments(wire_values *values) {
    for (size_t i = 0; i < values->len; i++) imjoy_free_passed(&values->ptr[i]);
    free(values->ptr);
}
