/// Any value: what functions take and give, what windows show, what settings keep.
#ifndef IMJOY_VALUES_H
#define IMJOY_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A value. Made and read by functions alone.
typedef struct imjoy_value imjoy_value;

/// What a value is.
typedef enum imjoy_kind {
    /// No value: JavaScript's `undefined`, as against null.
    IMJOY_ABSENT,
    /// Null.
    IMJOY_NULL,
    /// A truth value.
    IMJOY_BOOLEAN,
    /// A whole number; 3 as against 3.0.
    IMJOY_INTEGER,
    /// A number with a fraction, or NaN or an infinity.
    IMJOY_NUMBER,
    /// A text.
    IMJOY_TEXT,
    /// A list.
    IMJOY_LIST,
    /// Names with values, in order.
    IMJOY_RECORD,
    /// Any keys with values, in order.
    IMJOY_MAP,
    /// A set.
    IMJOY_SET,
    /// A moment.
    IMJOY_DATE,
    /// Bytes.
    IMJOY_BYTES,
    /// An n-dimensional array (arrays.h).
    IMJOY_NDARRAY,
    /// A file or blob with its contents.
    IMJOY_FILE,
    /// An error as a value.
    IMJOY_ERROR_VALUE,
    /// A function (exports.h, plugins.h).
    IMJOY_FUNCTION,
    /// A handle to another plugin (plugins.h).
    IMJOY_PLUGIN,
    /// A handle to a window (windows.h).
    IMJOY_WINDOW,
} imjoy_kind;

// Making values. Each gives NULL, with an error of the kind `limit`, when there is no memory left.

imjoy_value *imjoy_absent(void);
imjoy_value *imjoy_null(void);
imjoy_value *imjoy_boolean(bool value);
imjoy_value *imjoy_integer(int64_t value);
imjoy_value *imjoy_number(double value);

/// A text, which ends with a zero byte. Bytes that are no UTF-8 are replaced by U+FFFD.
imjoy_value *imjoy_text(const char *text);

/// A text of that many bytes.
imjoy_value *imjoy_text_of(const char *bytes, size_t length);

/// A text as printf makes it.
imjoy_value *imjoy_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
imjoy_value *imjoy_date(double milliseconds);

/// Bytes, which are copied.
imjoy_value *imjoy_bytes(const void *bytes, size_t length);

/// A file with its contents, which are copied; a blob when `name` is NULL.
imjoy_value *imjoy_file(const char *name, const char *mime_type, const void *bytes, size_t length);

/// An error as a value, for example of the name `TypeError`.
imjoy_value *imjoy_error_value(const char *name, const char *message);

/// An empty list or set; `imjoy_append` adds to it.
imjoy_value *imjoy_list(void);
imjoy_value *imjoy_set(void);

/// A list of values: `imjoy_list_of(imjoy_integer(1), imjoy_text("two"))`.
#define imjoy_list_of(...) \
    imjoy_list_from(sizeof((imjoy_value *[]){NULL, ##__VA_ARGS__}) / sizeof(imjoy_value *) - 1, \
                    (imjoy_value *[]){NULL, ##__VA_ARGS__} + 1)

/// A list of that many values.
imjoy_value *imjoy_list_from(size_t count, imjoy_value *const *values);

/// A list of numbers, which are copied; takes far less room than a list of values.
imjoy_value *imjoy_list_of_numbers(size_t count, const double *numbers);

/// As `imjoy_list_of_numbers`, of whole numbers.
imjoy_value *imjoy_list_of_integers(size_t count, const int64_t *numbers);

/// Adds to the end of a list or set that this plugin has made; gives the list.
imjoy_value *imjoy_append(imjoy_value *list, imjoy_value *value);

/// An empty record; `imjoy_set_field` adds to it.
imjoy_value *imjoy_record(void);

/// A record of names and values in turn: `imjoy_record_of("name", imjoy_text("cells"), "count", imjoy_integer(24))`.
#define imjoy_record_of(...) imjoy_record_from(__VA_ARGS__, (const char *)NULL)

/// As `imjoy_record_of`, ended by a name that is NULL.
imjoy_value *imjoy_record_from(const char *name, ...);

/// Sets a field of a record that this plugin has made, at its end or in place of the one of that name; gives the record.
imjoy_value *imjoy_set_field(imjoy_value *record, const char *name, imjoy_value *value);

/// An empty map; `imjoy_add_pair` adds to it.
imjoy_value *imjoy_map(void);

/// Adds to the end of a map that this plugin has made; gives the map.
imjoy_value *imjoy_add_pair(imjoy_value *map, imjoy_value *key, imjoy_value *value);

// Looking at values.

/// What a value is; absent for NULL.
imjoy_kind imjoy_kind_of(const imjoy_value *value);

/// What a value is in words, for messages: `a text`.
const char *imjoy_kind_name(const imjoy_value *value);

/// Whether it is absent, null or NULL.
bool imjoy_is_nothing(const imjoy_value *value);

/// `value`, or `otherwise` when it is nothing: for what may be left out.
imjoy_value *imjoy_or(imjoy_value *value, imjoy_value *otherwise);

/// How many members a list, set, record or map has; 0 for anything else.
size_t imjoy_count(const imjoy_value *container);

/// A member of a list or set, or the value of a field or pair; absent beyond the end and for anything else, NULL for
/// NULL.
imjoy_value *imjoy_item(imjoy_value *container, size_t index);

/// The field of a record; absent when it has none of that name and when it is no record, NULL for NULL.
imjoy_value *imjoy_field(imjoy_value *record, const char *name);

/// The name of a field; NULL beyond the end.
const char *imjoy_field_name(const imjoy_value *record, size_t index);

/// The key of a pair; absent beyond the end.
imjoy_value *imjoy_key(imjoy_value *map, size_t index);

// Reading values. Each gives false, with an error of the kind `invalid` that names what was to be read by `name`, when
// the value is of another kind; `result` is then unchanged. For NULL the error that is there stays.

bool imjoy_read_boolean(const imjoy_value *value, const char *name, bool *result);

/// Whole numbers, also such as 3.0.
bool imjoy_read_integer(const imjoy_value *value, const char *name, int64_t *result);

/// Numbers, whole or not, and texts that are a number, as the command line and some forms give them.
bool imjoy_read_number(const imjoy_value *value, const char *name, double *result);

/// Texts. The result ends with a zero byte, which is not part of the text.
bool imjoy_read_text(const imjoy_value *value, const char *name, const char **result);

/// Lists of numbers, whole or not.
bool imjoy_read_numbers(const imjoy_value *value, const char *name, const double **numbers, size_t *count);

/// Moments, in milliseconds since 1970-01-01T00:00:00Z.
bool imjoy_read_date(const imjoy_value *value, const char *name, double *milliseconds);

/// Bytes, and the contents of a file. They are copied from the host now, however many.
bool imjoy_read_bytes(const imjoy_value *value, const char *name, const uint8_t **bytes, size_t *length);

/// Name and MIME type of a file; the name of a blob is NULL.
bool imjoy_read_file(const imjoy_value *value, const char *name, const char **file_name, const char **mime_type);

/// Name and message of an error value.
bool imjoy_read_error_value(const imjoy_value *value, const char *name, const char **error_name, const char **message);

// Memory.

/// Memory that lives as long as values do; zeroed, aligned to 16 bytes. NULL, with an error, when there is none left.
void *imjoy_allocate(size_t size);

/// A copy of a value that lives until `imjoy_drop`, for what has to outlive the call: `static imjoy_value *window;`.
/// Handles in it are further handles to the same things; big data stays in the host.
imjoy_value *imjoy_keep(const imjoy_value *value);

/// Releases what `imjoy_keep` has given. It must not be used any more. Nothing happens for NULL.
void imjoy_drop(imjoy_value *kept);

#endif
