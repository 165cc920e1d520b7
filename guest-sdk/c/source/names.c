#include "names.h"

#include "imjoy/errors.h"

#include <stdlib.h>
#include <string.h>

/// FNV-1a.
static uint32_t hash(const char *name, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return hash;
}

/// The place of a name, or the free one that it belongs in.
static uint32_t *place_of(imjoy_names *names, const wire_string *keys, const char *name, size_t length) {
    size_t mask = names->count - 1;
    for (size_t i = hash(name, length) & mask;; i = (i + 1) & mask) {
        uint32_t index = names->places[i];
        if (index == IMJOY_NEW_NAME) return &names->places[i];
        if (keys[index].len == length && memcmp(keys[index].ptr, name, length) == 0) return &names->places[i];
    }
}

static bool grow(imjoy_names *names, const wire_string *keys) {
    imjoy_names larger = {.count = names->count == 0 ? 16 : names->count * 2, .used = names->used};
    larger.places = malloc(larger.count * sizeof *larger.places);
    if (larger.places == NULL) {
        imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for the %zu names in a value", names->used);
        return false;
    }
    memset(larger.places, 0xff, larger.count * sizeof *larger.places);
    for (size_t i = 0; i < names->count; i++) {
        uint32_t index = names->places[i];
        if (index == IMJOY_NEW_NAME) continue;
        *place_of(&larger, keys, (const char *)keys[index].ptr, keys[index].len) = index;
    }
    free(names->places);
    *names = larger;
    return true;
}

uint32_t *imjoy_names_find(imjoy_names *names, const wire_string *keys, const char *name) {
    // At most three quarters are used, so that there is a free place at the end of each search.
    if (names->used * 4 >= names->count * 3 && !grow(names, keys)) return NULL;
    uint32_t *place = place_of(names, keys, name, strlen(name));
    if (*place == IMJOY_NEW_NAME) names->used++;
    return place;
}

void imjoy_names_free(imjoy_names *names) { free(names->places); }
