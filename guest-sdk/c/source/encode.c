// A value into the flat form of the WIT.
//
// One pass over the tree. Names and shapes of records are kept once each. Lists of bare numbers travel in bulk, and so do
// lists of at least eight values that are numbers of one kind.

#include "imjoy/errors.h"
#include "handles.h"
#include "names.h"
#include "wire.h"

#include <stdlib.h>
#include <string.h>

/// Levels of values in values; the host refuses more.
#define DEPTH_LIMIT 64
/// From this length on a list of numbers of one kind is written in bulk.
#define BULK_FROM 8

typedef struct encoder {
    wire_value value;
    /// Room in the lists of `value`.
    size_t nodes, text, keys, shapes, attachments;
    imjoy_names names;
    /// The shape met last.
    uint32_t last_shape;
} encoder;

/// Makes room for `more` members in a list of `malloc`.
static bool reserve(void **list, size_t length, size_t more, size_t *capacity, size_t size) {
    if (length + more <= *capacity) return true;
    size_t wanted = *capacity == 0 ? 16 : *capacity * 2;
    if (wanted < length + more) wanted = length + more;
    void *larger = wanted > UINT32_MAX / size ? NULL : realloc(*list, wanted * size);
    if (larger == NULL) {
        imjoy_fail(IMJOY_LIMIT, "a value is too large to be passed: no memory left for %zu members of it", wanted);
        return false;
    }
    *list = larger;
    *capacity = wanted;
    return true;
}

static bool add_node(encoder *encoder, wire_node node) {
    imjoy_plugin_types_list_node_t *nodes = &encoder->value.nodes;
    if (!reserve((void **)&nodes->ptr, nodes->len, 1, &encoder->nodes, sizeof node)) return false;
    nodes->ptr[nodes->len++] = node;
    return true;
}

static bool add_text(encoder *encoder, imjoy_string text) {
    wire_string *all = &encoder->value.text;
    if (!reserve((void **)&all->ptr, all->len, text.length, &encoder->text, 1)) return false;
    if (text.length > 0) memcpy(all->ptr + all->len, text.bytes, text.length);
    all->len += text.length;
    return add_node(encoder, (wire_node){.tag = IMJOY_PLUGIN_TYPES_NODE_TEXT, .val.text = (uint32_t)text.length});
}

/// Adds an attachment and its node. What it holds is the encoder's, also when this fails.
static bool attach(encoder *encoder, wire_attachment attachment) {
    imjoy_plugin_types_list_attachment_t *all = &encoder->value.attachments;
    if (!reserve((void **)&all->ptr, all->len, 1, &encoder->attachments, sizeof attachment)) {
        imjoy_plugin_types_attachment_free(&attachment);
        return false;
    }
    all->ptr[all->len++] = attachment;
    return add_node(encoder, (wire_node){.tag = IMJOY_PLUGIN_TYPES_NODE_ATTACHED});
}

/// A copy in memory of `malloc`.
static void *copy_of(const void *bytes, size_t length) {
    void *copy = malloc(length == 0 ? 1 : length);
    if (copy == NULL) return imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for %zu bytes", length);
    if (length > 0) memcpy(copy, bytes, length);
    return copy;
}

static bool attach_integers(encoder *encoder, int64_t *numbers, size_t count) {
    if (numbers == NULL) return false;
    return attach(encoder, (wire_attachment){.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_INTEGERS,
                                             .val.integers = {numbers, count}});
}

static bool attach_numbers(encoder *encoder, double *numbers, size_t count) {
    if (numbers == NULL) return false;
    return attach(encoder, (wire_attachment){.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_FLOATS,
                                             .val.floats = {numbers, count}});
}

static bool encode(encoder *encoder, const imjoy_value *value, size_t depth);

/// The kind of all members, when they are whole numbers or numbers; else that of a list.
static imjoy_kind common_kind(const imjoy_value *list) {
    if (list->count < BULK_FROM) return IMJOY_LIST;
    imjoy_kind kind = list->list.items[0]->kind;
    if (kind != IMJOY_INTEGER && kind != IMJOY_NUMBER) return IMJOY_LIST;
    for (size_t i = 1; i < list->count; i++) {
        if (list->list.items[i]->kind != kind) return IMJOY_LIST;
    }
    return kind;
}

static bool encode_items(encoder *encoder, const imjoy_value *list, size_t depth) {
    for (size_t i = 0; i < list->count; i++) {
        if (!encode(encoder, list->list.items[i], depth + 1)) return false;
    }
    return true;
}

static bool encode_list(encoder *encoder, const imjoy_value *list, size_t depth) {
    size_t count = list->count, size = count * sizeof(double);
    if (list->list.form == IMJOY_INTEGERS) {
        return attach_integers(encoder, copy_of(list->list.integers, size), count);
    }
    if (list->list.form == IMJOY_NUMBERS) return attach_numbers(encoder, copy_of(list->list.numbers, size), count);
    imjoy_kind kind = common_kind(list);
    if (kind == IMJOY_LIST) {
        wire_node node = {.tag = IMJOY_PLUGIN_TYPES_NODE_LIST, .val.list = (uint32_t)count};
        return add_node(encoder, node) && encode_items(encoder, list, depth);
    }
    // A whole number and a number take the same room.
    union {
        int64_t *integers;
        double *numbers;
    } bulk = {.integers = malloc(size)};
    if (bulk.integers == NULL) {
        imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for %zu bytes", size);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (kind == IMJOY_INTEGER) {
            bulk.integers[i] = list->list.items[i]->integer;
        } else {
            bulk.numbers[i] = list->list.items[i]->number;
        }
    }
    return kind == IMJOY_INTEGER ? attach_integers(encoder, bulk.integers, count)
                                 : attach_numbers(encoder, bulk.numbers, count);
}

/// Whether the record has the names of a shape, in its order.
static bool has_shape(const encoder *encoder, const imjoy_value *record, uint32_t index) {
    const imjoy_bindings_list_u32_t *shape = &encoder->value.shapes.ptr[index];
    if (shape->len != record->count) return false;
    for (size_t i = 0; i < record->count; i++) {
        const wire_string *key = &encoder->value.keys.ptr[shape->ptr[i]];
        const char *name = record->fields[i].name;
        if (strncmp(name, (const char *)key->ptr, key->len) != 0 || name[key->len] != '\0') return false;
    }
    return true;
}

/// The index of a name among the keys, which is added if it is new.
static bool find_key(encoder *encoder, const char *name, uint32_t *index) {
    imjoy_bindings_list_string_t *keys = &encoder->value.keys;
    uint32_t *found = imjoy_names_find(&encoder->names, keys->ptr, name);
    if (found == NULL) return false;
    if (*found == IMJOY_NEW_NAME) {
        if (!reserve((void **)&keys->ptr, keys->len, 1, &encoder->keys, sizeof *keys->ptr)) return false;
        size_t length = strlen(name);
        // An empty list of the WIT owns nothing.
        uint8_t *copy = length == 0 ? NULL : copy_of(name, length);
        if (copy == NULL && length > 0) return false;
        keys->ptr[keys->len] = (wire_string){copy, length};
        *found = (uint32_t)keys->len++;
    }
    *index = *found;
    return true;
}

static bool find_shape(encoder *encoder, const imjoy_value *record, uint32_t *index) {
    imjoy_bindings_list_list_u32_t *shapes = &encoder->value.shapes;
    if (shapes->len > 0 && has_shape(encoder, record, encoder->last_shape)) {
        *index = encoder->last_shape;
        return true;
    }
    for (uint32_t i = 0; i < shapes->len; i++) {
        if (has_shape(encoder, record, i)) {
            *index = encoder->last_shape = i;
            return true;
        }
    }
    if (!reserve((void **)&shapes->ptr, shapes->len, 1, &encoder->shapes, sizeof *shapes->ptr)) return false;
    uint32_t *shape = NULL;
    size_t room = 0;
    bool is_done = reserve((void **)&shape, 0, record->count, &room, sizeof *shape);
    for (size_t i = 0; i < record->count && is_done; i++) is_done = find_key(encoder, record->fields[i].name, &shape[i]);
    if (!is_done) {
        free(shape);
        return false;
    }
    shapes->ptr[shapes->len] = (imjoy_bindings_list_u32_t){shape, record->count};
    *index = encoder->last_shape = (uint32_t)shapes->len++;
    return true;
}

static bool encode_record(encoder *encoder, const imjoy_value *record, size_t depth) {
    uint32_t shape;
    if (!find_shape(encoder, record, &shape)) return false;
    if (!add_node(encoder, (wire_node){.tag = IMJOY_PLUGIN_TYPES_NODE_RECORD, .val.record = shape})) return false;
    for (size_t i = 0; i < record->count; i++) {
        if (!encode(encoder, record->fields[i].value, depth + 1)) return false;
    }
    return true;
}

static bool encode_map(encoder *encoder, const imjoy_value *map, size_t depth) {
    wire_node node = {.tag = IMJOY_PLUGIN_TYPES_NODE_PAIRS, .val.pairs = (uint32_t)map->count};
    if (!add_node(encoder, node)) return false;
    for (size_t i = 0; i < map->count; i++) {
        if (!encode(encoder, map->pairs[i].key, depth + 1)) return false;
        if (!encode(encoder, map->pairs[i].value, depth + 1)) return false;
    }
    return true;
}

static bool encode_ndarray(encoder *encoder, const imjoy_value *value) {
    wire_attachment attachment = {.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_NDARRAY};
    imjoy_plugin_types_ndarray_t *ndarray = &attachment.val.ndarray;
    ndarray->dtype = (imjoy_plugin_types_dtype_t)value->ndarray.dtype;
    if (!imjoy_encode_binary(value->arena, &value->ndarray.data, &ndarray->data)) return false;
    size_t axes = value->ndarray.axes;
    if (axes > 0) {
        ndarray->shape.ptr = malloc(axes * sizeof *ndarray->shape.ptr);
        if (ndarray->shape.ptr == NULL) {
            imjoy_plugin_types_attachment_free(&attachment);
            imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for the shape of an array");
            return false;
        }
        for (size_t i = 0; i < axes; i++) ndarray->shape.ptr[i] = value->ndarray.shape[i];
        ndarray->shape.len = axes;
    }
    return attach(encoder, attachment);
}

static bool encode_file(encoder *encoder, const imjoy_value *value) {
    wire_attachment attachment = {.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_FILE};
    imjoy_plugin_types_file_t *file = &attachment.val.file;
    if (!imjoy_encode_binary(value->arena, &value->file.data, &file->data)) return false;
    file->mime_type = imjoy_wire_copy(value->file.mime_type);
    file->name.is_some = value->file.name != NULL;
    if (file->name.is_some) file->name.val = imjoy_wire_copy(value->file.name);
    return attach(encoder, attachment);
}

static bool encode_handle(encoder *encoder, const imjoy_value *value) {
    wire_attachment attachment = {0};
    int32_t handle = imjoy_clone_handle(value->kind, value->handle);
    switch (value->kind) {
        case IMJOY_FUNCTION:
            attachment.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_FUNCTION;
            attachment.val.function.__handle = handle;
            break;
        case IMJOY_PLUGIN:
            attachment.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_PLUGIN;
            attachment.val.plugin.__handle = handle;
            break;
        default:
            attachment.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_WINDOW;
            attachment.val.window.__handle = handle;
            break;
    }
    return attach(encoder, attachment);
}

static bool encode(encoder *encoder, const imjoy_value *value, size_t depth) {
    if (depth > DEPTH_LIMIT) {
        imjoy_fail(IMJOY_INVALID, "a value has more than %d levels", DEPTH_LIMIT);
        return false;
    }
    wire_node node = {0};
    switch (value->kind) {
        case IMJOY_ABSENT: node.tag = IMJOY_PLUGIN_TYPES_NODE_ABSENT; break;
        case IMJOY_NULL: node.tag = IMJOY_PLUGIN_TYPES_NODE_NULL; break;
        case IMJOY_BOOLEAN:
            node.tag = IMJOY_PLUGIN_TYPES_NODE_BOOLEAN;
            node.val.boolean = value->boolean;
            break;
        case IMJOY_INTEGER:
            node.tag = IMJOY_PLUGIN_TYPES_NODE_INTEGER;
            node.val.integer = value->integer;
            break;
        case IMJOY_NUMBER:
            node.tag = IMJOY_PLUGIN_TYPES_NODE_FLOAT;
            node.val.float_ = value->number;
            break;
        case IMJOY_DATE:
            node.tag = IMJOY_PLUGIN_TYPES_NODE_DATE;
            node.val.date = value->number;
            break;
        case IMJOY_TEXT: return add_text(encoder, value->text);
        case IMJOY_LIST: return encode_list(encoder, value, depth);
        case IMJOY_RECORD: return encode_record(encoder, value, depth);
        case IMJOY_MAP: return encode_map(encoder, value, depth);
        case IMJOY_SET:
            node.tag = IMJOY_PLUGIN_TYPES_NODE_SET;
            node.val.set = (uint32_t)value->count;
            return add_node(encoder, node) && encode_items(encoder, value, depth);
        case IMJOY_BYTES: {
            wire_attachment attachment = {.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_BYTES};
            return imjoy_encode_binary(value->arena, &value->bytes, &attachment.val.bytes) &&
                   attach(encoder, attachment);
        }
        case IMJOY_NDARRAY: return encode_ndarray(encoder, value);
        case IMJOY_FILE: return encode_file(encoder, value);
        case IMJOY_ERROR_VALUE: {
            wire_attachment attachment = {.tag = IMJOY_PLUGIN_TYPES_ATTACHMENT_ERROR};
            attachment.val.error.name = imjoy_wire_copy(value->error.name);
            attachment.val.error.message = imjoy_wire_copy(value->error.message);
            return attach(encoder, attachment);
        }
        case IMJOY_FUNCTION:
        case IMJOY_PLUGIN:
        case IMJOY_WINDOW: return encode_handle(encoder, value);
    }
    return add_node(encoder, node);
}

bool imjoy_encode(const imjoy_value *value, wire_value *result) {
    if (!imjoy_is_value(value)) return false;
    encoder encoder = {0};
    bool is_done = encode(&encoder, value, 1);
    imjoy_names_free(&encoder.names);
    if (is_done) {
        *result = encoder.value;
    } else {
        imjoy_plugin_types_value_free(&encoder.value);
    }
    return is_done;
}
