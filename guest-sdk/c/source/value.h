/// How a value is kept in memory. Private: plugins see `imjoy_value` by its functions alone.
#ifndef IMJOY_SOURCE_VALUE_H
#define IMJOY_SOURCE_VALUE_H

#include "arena.h"
#include "imjoy/arrays.h"
#include "imjoy/values.h"

/// Bytes that lie in the plugin's memory, in the host, or in both.
typedef struct imjoy_binary {
    /// In memory, as far as they are there; NULL until then, and for no bytes at all.
    uint8_t *memory;
    size_t length;
    /// The host's handle of them, owned by the arena; 0 for none.
    int32_t buffer;
} imjoy_binary;

/// A text with a zero byte behind it.
typedef struct imjoy_string {
    const char *bytes;
    size_t length;
} imjoy_string;

typedef struct imjoy_named_value {
    const char *name;
    imjoy_value *value;
} imjoy_named_value;

typedef struct imjoy_pair {
    imjoy_value *key, *value;
} imjoy_pair;

/// How the members of a list are kept: each as a value, or as bare numbers.
typedef enum imjoy_list_form { IMJOY_ITEMS, IMJOY_INTEGERS, IMJOY_NUMBERS } imjoy_list_form;

struct imjoy_value {
    imjoy_kind kind;
    /// Where the value and all that belongs to it lies.
    imjoy_arena *arena;
    /// Of a container: how many members it has, and there is room for.
    size_t count, capacity;
    union {
        bool boolean;
        int64_t integer;
        /// Also the milliseconds of a date.
        double number;
        imjoy_string text;
        struct {
            imjoy_list_form form;
            union {
                imjoy_value **items;
                const int64_t *integers;
                const double *numbers;
            };
        } list;
        imjoy_named_value *fields;
        imjoy_pair *pairs;
        imjoy_binary bytes;
        struct {
            imjoy_dtype dtype;
            size_t axes;
            size_t *shape;
            imjoy_binary data;
            /// Whether this plugin made it and may write into it.
            bool is_own;
        } ndarray;
        struct {
            /// NULL for a blob.
            const char *name;
            const char *mime_type;
            imjoy_binary data;
        } file;
        struct {
            const char *name, *message;
        } error;
        /// Of a function, plugin or window: the host's handle, owned by the arena.
        int32_t handle;
    };
};

/// A new value in the arena; NULL, with an error, when there is no memory left.
imjoy_value *imjoy_new_value(imjoy_arena *arena, imjoy_kind kind);

/// A copy of the bytes in the arena that is UTF-8: what is none becomes U+FFFD. Its `bytes` are NULL when there is no
/// memory left.
imjoy_string imjoy_copy_text(imjoy_arena *arena, const char *bytes, size_t length);

/// Room for one member more; false when there is no memory left. `members` are of `size` bytes each.
bool imjoy_grow(imjoy_value *container, void **members, size_t size);

/// Whether there is a value; leaves an error behind when there is neither value nor error.
bool imjoy_is_value(const imjoy_value *value);

/// The bytes in memory, copied from the host if they are not there yet; false when there is no memory left.
bool imjoy_load_binary(imjoy_arena *arena, const imjoy_binary *binary);

/// A copy of bytes in the arena; false when there is no memory left.
bool imjoy_copy_binary(imjoy_arena *arena, const void *bytes, size_t length, imjoy_binary *result);

/// The handle of a function, plugin or window; 0, with an error, for a value of another kind.
int32_t imjoy_handle_of(const imjoy_value *value, imjoy_kind kind);

#endif
