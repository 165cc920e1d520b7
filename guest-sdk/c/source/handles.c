#include "handles.h"

#include "wire.h"

static void drop_buffer(int32_t handle) {
    imjoy_plugin_types_buffer_drop_own((imjoy_plugin_types_own_buffer_t){handle});
}

static void drop_function(int32_t handle) {
    imjoy_plugin_types_function_drop_own((imjoy_plugin_types_own_function_t){handle});
}

static void drop_plugin(int32_t handle) {
    imjoy_plugin_types_plugin_drop_own((imjoy_plugin_types_own_plugin_t){handle});
}

static void drop_window(int32_t handle) {
    imjoy_plugin_types_window_drop_own((imjoy_plugin_types_own_window_t){handle});
}

imjoy_value *imjoy_handle_value(imjoy_arena *arena, imjoy_kind kind, int32_t handle) {
    void (*drop)(int32_t) = kind == IMJOY_FUNCTION ? drop_function : kind == IMJOY_PLUGIN ? drop_plugin : drop_window;
    if (!imjoy_arena_on_release(arena, drop, handle)) return NULL;
    imjoy_value *value = imjoy_new_value(arena, kind);
    if (value != NULL) value->handle = handle;
    return value;
}

int32_t imjoy_clone_handle(imjoy_kind kind, int32_t handle) {
    switch (kind) {
        case IMJOY_FUNCTION:
            return imjoy_plugin_types_method_function_clone((imjoy_plugin_types_borrow_function_t){handle}).__handle;
        case IMJOY_PLUGIN:
            return imjoy_plugin_types_method_plugin_clone((imjoy_plugin_types_borrow_plugin_t){handle}).__handle;
        default:
            return imjoy_plugin_types_method_window_clone((imjoy_plugin_types_borrow_window_t){handle}).__handle;
    }
}

bool imjoy_own_buffer(imjoy_arena *arena, int32_t buffer) {
    return imjoy_arena_on_release(arena, drop_buffer, buffer);
}
