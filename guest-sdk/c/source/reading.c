// Looking at values and reading them.

#include "imjoy/errors.h"
#include "value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Whole numbers up to this one are kept exactly by a `double`.
#define EXACT 9007199254740992.0

bool imjoy_is_value(const imjoy_value *value) {
    if (value == NULL && imjoy_error() == IMJOY_NO_ERROR) {
        imjoy_fail(IMJOY_INVALID, "a value is NULL, and there is no error that says why");
    }
    return value != NULL;
}

imjoy_kind imjoy_kind_of(const imjoy_value *value) { return value == NULL ? IMJOY_ABSENT : value->kind; }

const char *imjoy_kind_name(const imjoy_value *value) {
    static const char *const names[] = {
        "nothing",  "null",    "a truth value", "a whole number", "a number", "a text",     "a list",   "a record", "a map",
        "a set",    "a date",  "bytes",         "an ndarray",     "a file",   "an error value", "a function", "a plugin",
        "a window",
    };
    return names[imjoy_kind_of(value)];
}

bool imjoy_is_nothing(const imjoy_value *value) { return imjoy_kind_of(value) <= IMJOY_NULL; }

imjoy_value *imjoy_or(imjoy_value *value, imjoy_value *otherwise) { return imjoy_is_nothing(value) ? otherwise : value; }

size_t imjoy_count(const imjoy_value *container) { return container == NULL ? 0 : container->count; }

imjoy_value *imjoy_item(imjoy_value *container, size_t index) {
    if (!imjoy_is_value(container)) return NULL;
    if (index >= container->count) return imjoy_absent();
    switch (container->kind) {
        case IMJOY_RECORD: return container->fields[index].value;
        case IMJOY_MAP: return container->pairs[index].value;
        default: break;
    }
    switch (container->list.form) {
        case IMJOY_INTEGERS: return imjoy_integer(container->list.integers[index]);
        case IMJOY_NUMBERS: return imjoy_number(container->list.numbers[index]);
        default: return container->list.items[index];
    }
}

imjoy_value *imjoy_field(imjoy_value *record, const char *name) {
    if (!imjoy_is_value(record)) return NULL;
    if (record->kind == IMJOY_RECORD) {
        for (size_t i = 0; i < record->count; i++) {
            if (strcmp(record->fields[i].name, name) == 0) return record->fields[i].value;
        }
    }
    return imjoy_absent();
}

const char *imjoy_field_name(const imjoy_value *record, size_t index) {
    return imjoy_kind_of(record) == IMJOY_RECORD && index < record->count ? record->fields[index].name : NULL;
}

imjoy_value *imjoy_key(imjoy_value *map, size_t index) {
    if (!imjoy_is_value(map)) return NULL;
    return map->kind == IMJOY_MAP && index < map->count ? map->pairs[index].key : imjoy_absent();
}

/// Leaves behind that `name` is of the wrong kind; gives false.
static bool wrong_kind(const imjoy_value *value, const char *name, const char *expected) {
    if (!imjoy_is_value(value)) return false;
    if (value->kind == IMJOY_ABSENT) {
        imjoy_fail(IMJOY_INVALID, "%s is missing: it must be %s", name, expected);
    } else if (value->kind == IMJOY_TEXT && value->text.length <= 64) {
        imjoy_fail(IMJOY_INVALID, "%s must be %s, and is \"%s\"", name, expected, value->text.bytes);
    } else {
        imjoy_fail(IMJOY_INVALID, "%s must be %s, and is %s", name, expected, imjoy_kind_name(value));
    }
    return false;
}

bool imjoy_read_boolean(const imjoy_value *value, const char *name, bool *result) {
    if (value == NULL || value->kind != IMJOY_BOOLEAN) return wrong_kind(value, name, "true or false");
    *result = value->boolean;
    return true;
}

/// A number, or a text that is one.
static bool as_number(const imjoy_value *value, double *result) {
    switch (imjoy_kind_of(value)) {
        case IMJOY_INTEGER: *result = (double)value->integer; return true;
        case IMJOY_NUMBER: *result = value->number; return true;
        case IMJOY_TEXT: {
            char *end;
            double number = strtod(value->text.bytes, &end);
            bool is_number = end != value->text.bytes;
            while (*end == ' ' || *end == '\t' || *end == '\n' || *end == '\r') end++;
            if (!is_number || end != value->text.bytes + value->text.length) return false;
            *result = number;
            return true;
        }
        default: return false;
    }
}

bool imjoy_read_integer(const imjoy_value *value, const char *name, int64_t *result) {
    double number;
    if (imjoy_kind_of(value) == IMJOY_INTEGER) {
        *result = value->integer;
        return true;
    }
    if (!as_number(value, &number) || number != floor(number) || fabs(number) > EXACT) {
        return wrong_kind(value, name, "a whole number");
    }
    *result = (int64_t)number;
    return true;
}

bool imjoy_read_number(const imjoy_value *value, const char *name, double *result) {
    return as_number(value, result) || wrong_kind(value, name, "a number");
}

bool imjoy_read_text(const imjoy_value *value, const char *name, const char **result) {
    if (imjoy_kind_of(value) != IMJOY_TEXT) return wrong_kind(value, name, "a text");
    *result = value->text.bytes;
    return true;
}

bool imjoy_read_numbers(const imjoy_value *value, const char *name, const double **numbers, size_t *count) {
    static const char expected[] = "a list of numbers";
    if (imjoy_kind_of(value) != IMJOY_LIST) return wrong_kind(value, name, expected);
    if (value->list.form == IMJOY_NUMBERS) {
        *numbers = value->list.numbers;
        *count = value->count;
        return true;
    }
    double *copy = imjoy_allocate(value->count * sizeof *copy);
    if (copy == NULL) return false;
    for (size_t i = 0; i < value->count; i++) {
        if (value->list.form == IMJOY_INTEGERS) {
            copy[i] = (double)value->list.integers[i];
        } else if (value->list.items[i]->kind == IMJOY_TEXT || !as_number(value->list.items[i], &copy[i])) {
            return wrong_kind(value->list.items[i], name, expected);
        }
    }
    *numbers = copy;
    *count = value->count;
    return true;
}

bool imjoy_read_date(const imjoy_value *value, const char *name, double *milliseconds) {
    if (imjoy_kind_of(value) != IMJOY_DATE) return wrong_kind(value, name, "a date");
    *milliseconds = value->number;
    return true;
}

bool imjoy_read_bytes(const imjoy_value *value, const char *name, const uint8_t **bytes, size_t *length) {
    imjoy_kind kind = imjoy_kind_of(value);
    if (kind != IMJOY_BYTES && kind != IMJOY_FILE) return wrong_kind(value, name, "bytes or a file");
    const imjoy_binary *binary = kind == IMJOY_BYTES ? &value->bytes : &value->file.data;
    if (!imjoy_load_binary(value->arena, binary)) return false;
    *bytes = binary->memory;
    *length = binary->length;
    return true;
}

bool imjoy_read_file(const imjoy_value *value, const char *name, const char **file_name, const char **mime_type) {
    if (imjoy_kind_of(value) != IMJOY_FILE) return wrong_kind(value, name, "a file");
    *file_name = value->file.name;
    *mime_type = value->file.mime_type;
    return true;
}

bool imjoy_read_error_value(const imjoy_value *value, const char *name, const char **error_name, const char **message) {
    if (imjoy_kind_of(value) != IMJOY_ERROR_VALUE) return wrong_kind(value, name, "an error value");
    *error_name = value->error.name;
    *message = value->error.message;
    return true;
}

bool imjoy_read_ndarray(const imjoy_value *value, const char *name, imjoy_array *result) {
    if (imjoy_kind_of(value) != IMJOY_NDARRAY) return wrong_kind(value, name, "an ndarray");
    if (!imjoy_load_binary(value->arena, &value->ndarray.data)) return false;
    *result = (imjoy_array){
        .dtype = value->ndarray.dtype,
        .axes = value->ndarray.axes,
        .shape = value->ndarray.shape,
        .count = value->ndarray.data.length / imjoy_dtype_size(value->ndarray.dtype),
        .elements = value->ndarray.data.memory,
    };
    return true;
}

int32_t imjoy_handle_of(const imjoy_value *value, imjoy_kind kind) {
    if (imjoy_kind_of(value) == kind) return value->handle;
    wrong_kind(value, "what is called", imjoy_kind_name(&(imjoy_value){.kind = kind}));
    return 0;
}
