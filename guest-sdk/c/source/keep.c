// Values that outlive the call.

#include "handles.h"
#include "imjoy/errors.h"
#include "value.h"
#include "wire.h"

#include <stdlib.h>
#include <string.h>

/// A kept value has an arena of its own, which is found by its root.
typedef struct kept {
    imjoy_arena arena;
    imjoy_value *root;
} kept;

static imjoy_value *copy(imjoy_arena *arena, const imjoy_value *value);

static const char *copy_name(imjoy_arena *arena, const char *name) {
    return imjoy_copy_text(arena, name, strlen(name)).bytes;
}

/// A copy in memory, of `count` members of `size` bytes.
static void *copy_members(imjoy_arena *arena, const void *members, size_t count, size_t size) {
    void *room = imjoy_arena_allocate(arena, count * size);
    if (room != NULL && count > 0) memcpy(room, members, count * size);
    return room;
}

static bool copy_binary(imjoy_arena *arena, const imjoy_binary *from, imjoy_binary *to) {
    if (from->buffer == 0) return imjoy_copy_binary(arena, from->memory, from->length, to);
    imjoy_plugin_types_borrow_buffer_t borrowed = {from->buffer};
    *to = (imjoy_binary){.length = from->length, .buffer = imjoy_plugin_types_method_buffer_clone(borrowed).__handle};
    return imjoy_own_buffer(arena, to->buffer);
}

static bool copy_list(imjoy_arena *arena, imjoy_value *to, const imjoy_value *from) {
    size_t size = from->list.form == IMJOY_ITEMS ? sizeof *from->list.items : sizeof *from->list.numbers;
    to->list.items = copy_members(arena, from->list.items, from->count, size);
    if (to->list.items == NULL) return false;
    for (size_t i = 0; i < from->count && from->list.form == IMJOY_ITEMS; i++) {
        to->list.items[i] = copy(arena, from->list.items[i]);
        if (to->list.items[i] == NULL) return false;
    }
    return true;
}

static bool copy_fields(imjoy_arena *arena, imjoy_value *to, const imjoy_value *from) {
    to->fields = copy_members(arena, from->fields, from->count, sizeof *from->fields);
    if (to->fields == NULL) return false;
    for (size_t i = 0; i < from->count; i++) {
        to->fields[i].name = copy_name(arena, from->fields[i].name);
        to->fields[i].value = copy(arena, from->fields[i].value);
        if (to->fields[i].name == NULL || to->fields[i].value == NULL) return false;
    }
    return true;
}

static bool copy_pairs(imjoy_arena *arena, imjoy_value *to, const imjoy_value *from) {
    to->pairs = copy_members(arena, from->pairs, from->count, sizeof *from->pairs);
    if (to->pairs == NULL) return false;
    for (size_t i = 0; i < from->count; i++) {
        to->pairs[i].key = copy(arena, from->pairs[i].key);
        to->pairs[i].value = copy(arena, from->pairs[i].value);
        if (to->pairs[i].key == NULL || to->pairs[i].value == NULL) return false;
    }
    return true;
}

static bool copy_contents(imjoy_arena *arena, imjoy_value *to, const imjoy_value *from) {
    switch (from->kind) {
        case IMJOY_TEXT:
            to->text = imjoy_copy_text(arena, from->text.bytes, from->text.length);
            return to->text.bytes != NULL;
        case IMJOY_LIST:
        case IMJOY_SET: return copy_list(arena, to, from);
        case IMJOY_RECORD: return copy_fields(arena, to, from);
        case IMJOY_MAP: return copy_pairs(arena, to, from);
        case IMJOY_BYTES: return copy_binary(arena, &from->bytes, &to->bytes);
        case IMJOY_NDARRAY:
            to->ndarray.is_own = false;
            to->ndarray.shape = copy_members(arena, from->ndarray.shape, from->ndarray.axes, sizeof *to->ndarray.shape);
            return to->ndarray.shape != NULL && copy_binary(arena, &from->ndarray.data, &to->ndarray.data);
        case IMJOY_FILE:
            to->file.mime_type = copy_name(arena, from->file.mime_type);
            if (from->file.name != NULL) to->file.name = copy_name(arena, from->file.name);
            if (to->file.mime_type == NULL || (from->file.name != NULL && to->file.name == NULL)) return false;
            return copy_binary(arena, &from->file.data, &to->file.data);
        case IMJOY_ERROR_VALUE:
            to->error.name = copy_name(arena, from->error.name);
            to->error.message = copy_name(arena, from->error.message);
            return to->error.name != NULL && to->error.message != NULL;
        default: return true;
    }
}

static imjoy_value *copy(imjoy_arena *arena, const imjoy_value *value) {
    if (value->kind == IMJOY_FUNCTION || value->kind == IMJOY_PLUGIN || value->kind == IMJOY_WINDOW) {
        return imjoy_handle_value(arena, value->kind, imjoy_clone_handle(value->kind, value->handle));
    }
    imjoy_value *result = imjoy_new_value(arena, value->kind);
    if (result == NULL) return NULL;
    *result = *value;
    result->arena = arena;
    result->capacity = value->count;
    return copy_contents(arena, result, value) ? result : NULL;
}

imjoy_value *imjoy_keep(const imjoy_value *value) {
    if (!imjoy_is_value(value)) return NULL;
    kept *kept = calloc(1, sizeof *kept);
    if (kept == NULL) return imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left to keep a value");
    kept->root = copy(&kept->arena, value);
    if (kept->root == NULL) {
        imjoy_arena_release(&kept->arena);
        free(kept);
        return NULL;
    }
    return kept->root;
}

void imjoy_drop(imjoy_value *value) {
    if (value == NULL || value->arena == imjoy_call_arena()) return;
    // The arena is the first member.
    kept *kept = (struct kept *)value->arena;
    imjoy_arena_release(&kept->arena);
    free(kept);
}
