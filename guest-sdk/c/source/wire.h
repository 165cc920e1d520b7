/// The forms of the WIT, under short names. `imjoy_bindings.h` is generated from `wit/`.
#ifndef IMJOY_SOURCE_WIRE_H
#define IMJOY_SOURCE_WIRE_H

#include "imjoy/values.h"
#include "value.h"
#include "imjoy_bindings.h"

typedef imjoy_bindings_string_t wire_string;
typedef imjoy_plugin_types_value_t wire_value;
typedef imjoy_plugin_types_error_t wire_error;
typedef imjoy_plugin_types_node_t wire_node;
typedef imjoy_plugin_types_attachment_t wire_attachment;
typedef imjoy_plugin_types_binary_t wire_binary;

/// Values in a row: the arguments of a call.
typedef struct wire_values {
    wire_value *ptr;
    size_t len;
} wire_values;

// To the host. What these give is memory of `malloc`.

/// Writes a value; false, with an error, when it cannot be passed. Handles in it are further handles to the same things.
bool imjoy_encode(const imjoy_value *value, wire_value *result);

/// Writes the members of a list as the arguments of a call.
bool imjoy_encode_arguments(imjoy_value *list, wire_values *result);

/// Writes bytes that a value of this arena has.
bool imjoy_encode_binary(imjoy_arena *arena, const imjoy_binary *binary, wire_binary *result);

/// Frees what was written for the host and has been passed to it: the handles in it are the host's by then.
void imjoy_free_passed(wire_value *value);
void imjoy_free_passed_arguments(wire_values *values);
void imjoy_free_passed_binary(wire_binary *binary);

/// A copy of a text that is UTF-8 and is freed by `free`; of no bytes when there is no memory left.
wire_string imjoy_wire_copy(const char *text);

/// A copy of a text in the arena that is UTF-8. Empty for NULL.
wire_string imjoy_wire_text(const char *text);

/// Whether there is a text, and the text.
imjoy_bindings_option_string_t imjoy_wire_option(const char *text);

// From the host. What these take is freed or handed to the arena, and its handles are the arena's.

/// Reads a value; NULL, with an error, when there is no memory left.
imjoy_value *imjoy_decode(wire_value *value);

/// Takes a text into the arena; NULL when there is no memory left.
const char *imjoy_take_text(wire_string *text);

/// Takes bytes into the arena.
bool imjoy_take_binary(imjoy_arena *arena, wire_binary *binary, imjoy_binary *result);

#endif
