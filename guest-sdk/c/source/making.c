// Making values.

#include "imjoy/errors.h"
#include "value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

imjoy_value *imjoy_new_value(imjoy_arena *arena, imjoy_kind kind) {
    imjoy_value *value = imjoy_arena_allocate(arena, sizeof *value);
    if (value == NULL) return NULL;
    value->kind = kind;
    value->arena = arena;
    return value;
}

static imjoy_value *new_value(imjoy_kind kind) { return imjoy_new_value(imjoy_call_arena(), kind); }

imjoy_value *imjoy_absent(void) { return new_value(IMJOY_ABSENT); }

imjoy_value *imjoy_null(void) { return new_value(IMJOY_NULL); }

imjoy_value *imjoy_boolean(bool boolean) {
    imjoy_value *value = new_value(IMJOY_BOOLEAN);
    if (value != NULL) value->boolean = boolean;
    return value;
}

imjoy_value *imjoy_integer(int64_t integer) {
    imjoy_value *value = new_value(IMJOY_INTEGER);
    if (value != NULL) value->integer = integer;
    return value;
}

imjoy_value *imjoy_number(double number) {
    imjoy_value *value = new_value(IMJOY_NUMBER);
    if (value != NULL) value->number = number;
    return value;
}

imjoy_value *imjoy_date(double milliseconds) {
    imjoy_value *value = new_value(IMJOY_DATE);
    if (value != NULL) value->number = milliseconds;
    return value;
}

imjoy_value *imjoy_text(const char *text) {
    if (text != NULL) return imjoy_text_of(text, strlen(text));
    // Passed on from what has failed.
    imjoy_is_value(NULL);
    return NULL;
}

imjoy_value *imjoy_text_of(const char *bytes, size_t length) {
    imjoy_value *value = new_value(IMJOY_TEXT);
    if (value == NULL) return NULL;
    value->text = imjoy_copy_text(value->arena, bytes, length);
    return value->text.bytes == NULL ? NULL : value;
}

imjoy_value *imjoy_format(const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? imjoy_fail(IMJOY_INVALID, "\"%s\" is no format for printf", format)
                            : imjoy_allocate((size_t)length + 1);
    if (text != NULL) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text == NULL ? NULL : imjoy_text_of(text, (size_t)length);
}

imjoy_value *imjoy_bytes(const void *bytes, size_t length) {
    imjoy_value *value = new_value(IMJOY_BYTES);
    if (value == NULL || !imjoy_copy_binary(value->arena, bytes, length, &value->bytes)) return NULL;
    return value;
}

imjoy_value *imjoy_file(const char *name, const char *mime_type, const void *bytes, size_t length) {
    imjoy_value *value = new_value(IMJOY_FILE);
    if (value == NULL || !imjoy_copy_binary(value->arena, bytes, length, &value->file.data)) return NULL;
    if (mime_type == NULL) mime_type = "";
    value->file.mime_type = imjoy_copy_text(value->arena, mime_type, strlen(mime_type)).bytes;
    if (name != NULL) value->file.name = imjoy_copy_text(value->arena, name, strlen(name)).bytes;
    return value->file.mime_type == NULL || (name != NULL && value->file.name == NULL) ? NULL : value;
}

imjoy_value *imjoy_error_value(const char *name, const char *message) {
    imjoy_value *value = new_value(IMJOY_ERROR_VALUE);
    if (value == NULL) return NULL;
    value->error.name = imjoy_copy_text(value->arena, name, strlen(name)).bytes;
    value->error.message = imjoy_copy_text(value->arena, message, strlen(message)).bytes;
    return value->error.name == NULL || value->error.message == NULL ? NULL : value;
}

imjoy_value *imjoy_list(void) { return new_value(IMJOY_LIST); }

imjoy_value *imjoy_set(void) { return new_value(IMJOY_SET); }

imjoy_value *imjoy_list_from(size_t count, imjoy_value *const *values) {
    imjoy_value *list = imjoy_list();
    for (size_t i = 0; i < count; i++) list = imjoy_append(list, values[i]);
    return list;
}

static imjoy_value *bare_list(imjoy_list_form form, size_t count, const void *numbers) {
    imjoy_value *list = imjoy_list();
    if (list == NULL) return NULL;
    void *copy = imjoy_allocate(count * sizeof(double));
    if (copy == NULL) return NULL;
    if (count > 0) memcpy(copy, numbers, count * sizeof(double));
    list->count = list->capacity = count;
    list->list.form = form;
    list->list.numbers = copy;
    return list;
}

imjoy_value *imjoy_list_of_numbers(size_t count, const double *numbers) {
    return bare_list(IMJOY_NUMBERS, count, numbers);
}

imjoy_value *imjoy_list_of_integers(size_t count, const int64_t *numbers) {
    return bare_list(IMJOY_INTEGERS, count, numbers);
}

bool imjoy_grow(imjoy_value *container, void **members, size_t size) {
    if (container->count < container->capacity) return true;
    size_t capacity = container->capacity == 0 ? 8 : container->capacity * 2;
    if (capacity > SIZE_MAX / size) {
        imjoy_fail(IMJOY_LIMIT, "a value has %zu members, and there is no room for one more", container->count);
        return false;
    }
    void *larger = imjoy_arena_allocate(container->arena, capacity * size);
    if (larger == NULL) return false;
    if (container->count > 0) memcpy(larger, *members, container->count * size);
    *members = larger;
    container->capacity = capacity;
    return true;
}

imjoy_value *imjoy_append(imjoy_value *list, imjoy_value *value) {
    if (!imjoy_is_value(list) || !imjoy_is_value(value)) return NULL;
    bool is_list = list->kind == IMJOY_LIST || list->kind == IMJOY_SET;
    if (!is_list || list->list.form != IMJOY_ITEMS) {
        return imjoy_fail(IMJOY_INVALID, "nothing can be appended to %s", imjoy_kind_name(list));
    }
    if (!imjoy_grow(list, (void **)&list->list.items, sizeof *list->list.items)) return NULL;
    list->list.items[list->count++] = value;
    return list;
}

imjoy_value *imjoy_record(void) { return new_value(IMJOY_RECORD); }

imjoy_value *imjoy_record_from(const char *name, ...) {
    imjoy_value *record = imjoy_record();
    va_list arguments;
    va_start(arguments, name);
    for (; name != NULL; name = va_arg(arguments, const char *)) {
        record = imjoy_set_field(record, name, va_arg(arguments, imjoy_value *));
    }
    va_end(arguments);
    return record;
}

imjoy_value *imjoy_set_field(imjoy_value *record, const char *name, imjoy_value *value) {
    if (!imjoy_is_value(record) || !imjoy_is_value(value)) return NULL;
    if (record->kind != IMJOY_RECORD) {
        return imjoy_fail(IMJOY_INVALID, "%s has no field \"%s\"", imjoy_kind_name(record), name);
    }
    for (size_t i = 0; i < record->count; i++) {
        if (strcmp(record->fields[i].name, name) == 0) {
            record->fields[i].value = value;
            return record;
        }
    }
    const char *copy = imjoy_copy_text(record->arena, name, strlen(name)).bytes;
    if (copy == NULL || !imjoy_grow(record, (void **)&record->fields, sizeof *record->fields)) return NULL;
    record->fields[record->count++] = (imjoy_named_value){copy, value};
    return record;
}

imjoy_value *imjoy_map(void) { return new_value(IMJOY_MAP); }

imjoy_value *imjoy_add_pair(imjoy_value *map, imjoy_value *key, imjoy_value *value) {
    if (!imjoy_is_value(map) || !imjoy_is_value(key) || !imjoy_is_value(value)) return NULL;
    if (map->kind != IMJOY_MAP) {
        return imjoy_fail(IMJOY_INVALID, "no pair can be added to %s", imjoy_kind_name(map));
    }
    if (!imjoy_grow(map, (void **)&map->pairs, sizeof *map->pairs)) return NULL;
    map->pairs[map->count++] = (imjoy_pair){key, value};
    return map;
}
