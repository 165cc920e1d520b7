// Texts for the host.

#include "wire.h"

#include <stdlib.h>
#include <string.h>

wire_string imjoy_wire_copy(const char *text) {
    imjoy_string checked = imjoy_copy_text(imjoy_call_arena(), text, strlen(text));
    uint8_t *copy = checked.length == 0 ? NULL : malloc(checked.length);
    if (copy == NULL) return (wire_string){0};
    memcpy(copy, checked.bytes, checked.length);
    return (wire_string){copy, checked.length};
}

wire_string imjoy_wire_text(const char *text) {
    if (text == NULL) return (wire_string){0};
    imjoy_string checked = imjoy_copy_text(imjoy_call_arena(), text, strlen(text));
    return (wire_string){(uint8_t *)checked.bytes, checked.length};
}

imjoy_bindings_option_string_t imjoy_wire_option(const char *text) {
    return (imjoy_bindings_option_string_t){text != NULL, imjoy_wire_text(text)};
}
