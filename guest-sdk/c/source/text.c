#include "value.h"

#include <string.h>

/// Length of the UTF-8 character at `bytes`, of which there are `length`; 0 for what is none.
static size_t character_length(const unsigned char *bytes, size_t length) {
    unsigned char first = bytes[0];
    if (first < 0x80) return 1;
    size_t count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || count > length) return 0;
    for (size_t i = 1; i < count; i++) {
        if ((bytes[i] & 0xc0) != 0x80) return 0;
    }
    // Longer than need be, surrogates, and beyond U+10FFFF.
    if ((first == 0xe0 && bytes[1] < 0xa0) || (first == 0xed && bytes[1] > 0x9f)) return 0;
    if ((first == 0xf0 && bytes[1] < 0x90) || (first == 0xf4 && bytes[1] > 0x8f)) return 0;
    return count;
}

imjoy_string imjoy_copy_text(imjoy_arena *arena, const char *bytes, size_t length) {
    static const char replacement[] = "\xef\xbf\xbd";
    const unsigned char *from = (const unsigned char *)bytes;
    size_t needed = 0;
    for (size_t i = 0, step; i < length; i += step == 0 ? 1 : step) {
        step = character_length(from + i, length - i);
        needed += step == 0 ? sizeof replacement - 1 : step;
    }
    char *copy = needed < length ? NULL : imjoy_arena_allocate(arena, needed + 1);
    if (copy == NULL) return (imjoy_string){0};
    char *to = copy;
    for (size_t i = 0, step; i < length; i += step == 0 ? 1 : step) {
        step = character_length(from + i, length - i);
        size_t count = step == 0 ? sizeof replacement - 1 : step;
        memcpy(to, step == 0 ? replacement : bytes + i, count);
        to += count;
    }
    return (imjoy_string){copy, needed};
}
