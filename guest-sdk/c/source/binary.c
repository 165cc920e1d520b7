// Bytes between the plugin's memory and the host.

#include "error.h"
#include "handles.h"
#include "wire.h"

#include <stdlib.h>
#include <string.h>

/// Up to this length bytes travel within a value, above by a handle.
#define INLINE_LIMIT 4096
/// What goes in one call; longer data goes in pieces.
#define PIECE (64u << 20)

bool imjoy_copy_binary(imjoy_arena *arena, const void *bytes, size_t length, imjoy_binary *result) {
    *result = (imjoy_binary){.length = length};
    if (length == 0) return true;
    result->memory = imjoy_arena_allocate(arena, length);
    if (result->memory == NULL) return false;
    memcpy(result->memory, bytes, length);
    return true;
}

bool imjoy_load_binary(imjoy_arena *arena, const imjoy_binary *binary) {
    if (binary->memory != NULL || binary->length == 0) return true;
    imjoy_plugin_types_borrow_buffer_t buffer = {binary->buffer};
    uint8_t *memory = NULL;
    if (binary->length <= PIECE) {
        imjoy_bindings_list_u8_t piece;
        imjoy_plugin_types_method_buffer_read(buffer, 0, (uint32_t)binary->length, &piece);
        memory = piece.ptr;
    } else {
        memory = malloc(binary->length);
        if (memory == NULL) {
            imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for %zu bytes", binary->length);
            return false;
        }
        for (size_t offset = 0; offset < binary->length; offset += PIECE) {
            imjoy_bindings_list_u8_t piece;
            imjoy_plugin_types_method_buffer_read(buffer, offset, PIECE, &piece);
            memcpy(memory + offset, piece.ptr, piece.len);
            imjoy_bindings_list_u8_free(&piece);
        }
    }
    if (!imjoy_arena_adopt(arena, memory)) return false;
    // What the value is does not change by where its bytes are.
    ((imjoy_binary *)binary)->memory = memory;
    return true;
}

bool imjoy_take_binary(imjoy_arena *arena, wire_binary *from, imjoy_binary *result) {
    if (from->tag == IMJOY_PLUGIN_TYPES_BINARY_INLINE) {
        *result = (imjoy_binary){.memory = from->val.inline_.ptr, .length = from->val.inline_.len};
        if (result->length > 0) return imjoy_arena_adopt(arena, result->memory);
        result->memory = NULL;
        return true;
    }
    imjoy_plugin_types_own_buffer_t buffer = from->val.shared;
    if (!imjoy_own_buffer(arena, buffer.__handle)) return false;
    uint64_t length = imjoy_plugin_types_method_buffer_length(imjoy_plugin_types_borrow_buffer(buffer));
    *result = (imjoy_binary){.length = (size_t)length, .buffer = buffer.__handle};
    if (length > SIZE_MAX) {
        imjoy_fail(IMJOY_LIMIT, "%llu bytes are more than a plugin has memory for", (unsigned long long)length);
        return false;
    }
    return true;
}

/// Bytes in memory to a buffer of the host; 0, with an error, when the plugin's share of its memory is used up.
static int32_t to_host(const uint8_t *bytes, size_t length) {
    imjoy_bindings_list_u8_t all = {(uint8_t *)bytes, length};
    if (length <= PIECE) return imjoy_plugin_types_constructor_buffer(&all).__handle;
    imjoy_plugin_types_own_buffer_builder_t builder = imjoy_plugin_types_constructor_buffer_builder();
    imjoy_plugin_types_borrow_buffer_builder_t borrowed = imjoy_plugin_types_borrow_buffer_builder(builder);
    int32_t buffer = 0;
    bool is_done = true;
    for (size_t offset = 0; offset < length && is_done; offset += PIECE) {
        size_t count = length - offset < PIECE ? length - offset : PIECE;
        wire_error error;
        is_done = imjoy_plugin_types_method_buffer_builder_append(
            borrowed, &(imjoy_bindings_list_u8_t){(uint8_t *)bytes + offset, count}, &error);
        if (!is_done) imjoy_take_error(&error);
    }
    if (is_done) buffer = imjoy_plugin_types_method_buffer_builder_finish(borrowed).__handle;
    imjoy_plugin_types_buffer_builder_drop_own(builder);
    return buffer;
}

bool imjoy_encode_binary(imjoy_arena *arena, const imjoy_binary *binary, wire_binary *result) {
    if (binary->length > INLINE_LIMIT) {
        int32_t buffer = binary->buffer == 0
                             ? to_host(binary->memory, binary->length)
                             : imjoy_plugin_types_method_buffer_clone(
                                   (imjoy_plugin_types_borrow_buffer_t){binary->buffer}).__handle;
        *result = (wire_binary){.tag = IMJOY_PLUGIN_TYPES_BINARY_SHARED, .val.shared = {buffer}};
        return buffer != 0;
    }
    *result = (wire_binary){.tag = IMJOY_PLUGIN_TYPES_BINARY_INLINE};
    if (binary->length == 0) return true;
    if (!imjoy_load_binary(arena, binary)) return false;
    result->val.inline_.ptr = malloc(binary->length);
    if (result->val.inline_.ptr == NULL) {
        imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for %zu bytes", binary->length);
        return false;
    }
    result->val.inline_.len = binary->length;
    memcpy(result->val.inline_.ptr, binary->memory, binary->length);
    return true;
}

void imjoy_free_passed_binary(wire_binary *binary) {
    if (binary->tag == IMJOY_PLUGIN_TYPES_BINARY_INLINE) imjoy_bindings_list_u8_free(&binary->val.inline_);
}
