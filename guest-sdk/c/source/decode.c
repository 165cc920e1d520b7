// The flat form of the WIT into a value.
//
// It comes from the host, which has checked it; a plugin that finds it wrong all the same says so and goes on.

#include "handles.h"
#include "imjoy/errors.h"
#include "wire.h"

#include <string.h>

#define DEPTH_LIMIT 64

typedef struct decoder {
    imjoy_arena *arena;
    wire_value *value;
    /// How much has been taken of each.
    size_t nodes, text, attachments;
    /// The names of records, as texts of the arena.
    const char **keys;
} decoder;

static void *malformed(void) { return imjoy_fail(IMJOY_INVALID, "a value from the host is malformed"); }

static imjoy_value *decode(decoder *decoder, size_t depth);

/// Reads members into a list or set.
static imjoy_value *decode_items(decoder *decoder, imjoy_kind kind, size_t count, size_t depth) {
    imjoy_value *list = imjoy_new_value(decoder->arena, kind);
    if (count > decoder->value->nodes.len - decoder->nodes) return malformed();
    if (list == NULL || count == 0) return list;
    list->list.items = imjoy_arena_allocate(decoder->arena, count * sizeof *list->list.items);
    if (list->list.items == NULL) return NULL;
    list->capacity = count;
    for (; list->count < count; list->count++) {
        imjoy_value *item = decode(decoder, depth + 1);
        if (item == NULL) return NULL;
        list->list.items[list->count] = item;
    }
    return list;
}

static imjoy_value *decode_record(decoder *decoder, size_t index, size_t depth) {
    if (index >= decoder->value->shapes.len) return malformed();
    imjoy_bindings_list_u32_t shape = decoder->value->shapes.ptr[index];
    imjoy_value *record = imjoy_new_value(decoder->arena, IMJOY_RECORD);
    if (record == NULL || shape.len == 0) return record;
    record->fields = imjoy_arena_allocate(decoder->arena, shape.len * sizeof *record->fields);
    if (record->fields == NULL) return NULL;
    record->capacity = shape.len;
    for (; record->count < shape.len; record->count++) {
        if (shape.ptr[record->count] >= decoder->value->keys.len) return malformed();
        imjoy_value *value = decode(decoder, depth + 1);
        if (value == NULL) return NULL;
        record->fields[record->count] = (imjoy_named_value){decoder->keys[shape.ptr[record->count]], value};
    }
    return record;
}

static imjoy_value *decode_map(decoder *decoder, size_t count, size_t depth) {
    imjoy_value *map = imjoy_new_value(decoder->arena, IMJOY_MAP);
    if (count > (decoder->value->nodes.len - decoder->nodes) / 2) return malformed();
    if (map == NULL || count == 0) return map;
    map->pairs = imjoy_arena_allocate(decoder->arena, count * sizeof *map->pairs);
    if (map->pairs == NULL) return NULL;
    map->capacity = count;
    for (; map->count < count; map->count++) {
        imjoy_value *key = decode(decoder, depth + 1);
        imjoy_value *value = key == NULL ? NULL : decode(decoder, depth + 1);
        if (value == NULL) return NULL;
        map->pairs[map->count] = (imjoy_pair){key, value};
    }
    return map;
}

static imjoy_value *decode_text(decoder *decoder, size_t length) {
    if (length > decoder->value->text.len - decoder->text) return malformed();
    imjoy_value *value = imjoy_new_value(decoder->arena, IMJOY_TEXT);
    if (value == NULL) return NULL;
    value->text = imjoy_copy_text(decoder->arena, (const char *)decoder->value->text.ptr + decoder->text, length);
    decoder->text += length;
    return value->text.bytes == NULL ? NULL : value;
}

/// A list of bare numbers, whose memory goes to the arena.
static imjoy_value *bare_list(imjoy_arena *arena, imjoy_list_form form, void *numbers, size_t count) {
    if (count > 0 && !imjoy_arena_adopt(arena, numbers)) return NULL;
    imjoy_value *list = imjoy_new_value(arena, IMJOY_LIST);
    if (list == NULL) return NULL;
    list->list.form = form;
    list->list.numbers = count == 0 ? NULL : numbers;
    list->count = list->capacity = count;
    return list;
}

static imjoy_value *decode_ndarray(imjoy_arena *arena, imjoy_plugin_types_ndarray_t *ndarray) {
    imjoy_value *value = imjoy_new_value(arena, IMJOY_NDARRAY);
    imjoy_binary data;
    if (!imjoy_take_binary(arena, &ndarray->data, &data) || value == NULL) return NULL;
    size_t axes = ndarray->shape.len;
    size_t *shape = imjoy_arena_allocate(arena, axes * sizeof *shape);
    if (shape == NULL) return NULL;
    for (size_t i = 0; i < axes; i++) shape[i] = (size_t)ndarray->shape.ptr[i];
    imjoy_bindings_list_u64_free(&ndarray->shape);
    value->ndarray.dtype = (imjoy_dtype)ndarray->dtype;
    value->ndarray.axes = axes;
    value->ndarray.shape = shape;
    value->ndarray.data = data;
    return value;
}

static imjoy_value *decode_file(imjoy_arena *arena, imjoy_plugin_types_file_t *file) {
    imjoy_value *value = imjoy_new_value(arena, IMJOY_FILE);
    imjoy_binary data;
    if (!imjoy_take_binary(arena, &file->data, &data) || value == NULL) return NULL;
    value->file.data = data;
    value->file.mime_type = imjoy_take_text(&file->mime_type);
    if (file->name.is_some) value->file.name = imjoy_take_text(&file->name.val);
    return value->file.mime_type == NULL || (file->name.is_some && value->file.name == NULL) ? NULL : value;
}

/// Takes an attachment, of which nothing is left to be freed.
static imjoy_value *decode_attachment(imjoy_arena *arena, wire_attachment attachment) {
    switch (attachment.tag) {
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_INTEGERS:
            return bare_list(arena, IMJOY_INTEGERS, attachment.val.integers.ptr, attachment.val.integers.len);
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_FLOATS:
            return bare_list(arena, IMJOY_NUMBERS, attachment.val.floats.ptr, attachment.val.floats.len);
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_BYTES: {
            imjoy_value *value = imjoy_new_value(arena, IMJOY_BYTES);
            imjoy_binary bytes;
            if (!imjoy_take_binary(arena, &attachment.val.bytes, &bytes) || value == NULL) return NULL;
            value->bytes = bytes;
            return value;
        }
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_NDARRAY: return decode_ndarray(arena, &attachment.val.ndarray);
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_FILE: return decode_file(arena, &attachment.val.file);
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_ERROR: {
            imjoy_value *value = imjoy_new_value(arena, IMJOY_ERROR_VALUE);
            const char *name = imjoy_take_text(&attachment.val.error.name);
            const char *message = imjoy_take_text(&attachment.val.error.message);
            if (value == NULL || name == NULL || message == NULL) return NULL;
            value->error.name = name;
            value->error.message = message;
            return value;
        }
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_FUNCTION:
            return imjoy_handle_value(arena, IMJOY_FUNCTION, attachment.val.function.__handle);
        case IMJOY_PLUGIN_TYPES_ATTACHMENT_PLUGIN:
            return imjoy_handle_value(arena, IMJOY_PLUGIN, attachment.val.plugin.__handle);
        default: return imjoy_handle_value(arena, IMJOY_WINDOW, attachment.val.window.__handle);
    }
}

static imjoy_value *decode_attached(decoder *decoder) {
    imjoy_plugin_types_list_attachment_t *all = &decoder->value->attachments;
    if (decoder->attachments == all->len) return malformed();
    wire_attachment *place = &all->ptr[decoder->attachments++];
    wire_attachment attachment = *place;
    // So that it is not freed with the rest.
    *place = (wire_attachment){.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_INTEGERS};
    return decode_attachment(decoder->arena, attachment);
}

static imjoy_value *decode(decoder *decoder, size_t depth) {
    if (depth > DEPTH_LIMIT || decoder->nodes == decoder->value->nodes.len) return malformed();
    wire_node node = decoder->value->nodes.ptr[decoder->nodes++];
    imjoy_kind kind;
    switch (node.tag) {
        case IMJOY_PLUGIN_TYPES_NODE_ABSENT: kind = IMJOY_ABSENT; break;
        case IMJOY_PLUGIN_TYPES_NODE_NULL: kind = IMJOY_NULL; break;
        case IMJOY_PLUGIN_TYPES_NODE_BOOLEAN: kind = IMJOY_BOOLEAN; break;
        case IMJOY_PLUGIN_TYPES_NODE_INTEGER: kind = IMJOY_INTEGER; break;
        case IMJOY_PLUGIN_TYPES_NODE_FLOAT: kind = IMJOY_NUMBER; break;
        case IMJOY_PLUGIN_TYPES_NODE_DATE: kind = IMJOY_DATE; break;
        case IMJOY_PLUGIN_TYPES_NODE_TEXT: return decode_text(decoder, node.val.text);
        case IMJOY_PLUGIN_TYPES_NODE_LIST: return decode_items(decoder, IMJOY_LIST, node.val.list, depth);
        case IMJOY_PLUGIN_TYPES_NODE_SET: return decode_items(decoder, IMJOY_SET, node.val.set, depth);
        case IMJOY_PLUGIN_TYPES_NODE_RECORD: return decode_record(decoder, node.val.record, depth);
        case IMJOY_PLUGIN_TYPES_NODE_PAIRS: return decode_map(decoder, node.val.pairs, depth);
        case IMJOY_PLUGIN_TYPES_NODE_ATTACHED: return decode_attached(decoder);
        default: return malformed();
    }
    imjoy_value *value = imjoy_new_value(decoder->arena, kind);
    if (value == NULL) return NULL;
    switch (kind) {
        case IMJOY_BOOLEAN: value->boolean = node.val.boolean; break;
        case IMJOY_INTEGER: value->integer = node.val.integer; break;
        case IMJOY_NUMBER: value->number = node.val.float_; break;
        case IMJOY_DATE: value->number = node.val.date; break;
        default: break;
    }
    return value;
}

imjoy_value *imjoy_decode(wire_value *value) {
    decoder decoder = {.arena = imjoy_call_arena(), .value = value};
    size_t count = value->keys.len;
    decoder.keys = imjoy_arena_allocate(decoder.arena, count * sizeof *decoder.keys);
    bool is_done = decoder.keys != NULL;
    for (size_t i = 0; i < count && is_done; i++) {
        const wire_string *key = &value->keys.ptr[i];
        decoder.keys[i] = imjoy_copy_text(decoder.arena, (const char *)key->ptr, key->len).bytes;
        is_done = decoder.keys[i] != NULL;
    }
    imjoy_value *result = is_done ? decode(&decoder, 1) : NULL;
    // Frees what has not been taken, with its handles.
    imjoy_plugin_types_value_free(value);
    return result;
}

const char *imjoy_take_text(wire_string *text) {
    const char *copy = imjoy_copy_text(imjoy_call_arena(), (const char *)text->ptr, text->len).bytes;
    imjoy_bindings_string_free(text);
    return copy;
}
