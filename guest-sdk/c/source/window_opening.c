// Opening and finding windows.

#include "imjoy/windows.h"

#include "calls.h"
#include "handles.h"

imjoy_value *imjoy_create_window(imjoy_window_options options) {
    imjoy_plugin_windows_window_options_t passed = {
        .name = imjoy_wire_option(options.name),
        .window_type = imjoy_wire_text(options.type),
        .w = {options.w != 0, options.w},
        .h = {options.h != 0, options.h},
        .x = {options.at_place, options.x},
        .y = {options.at_place, options.y},
    };
    if (!imjoy_encode_option(options.data, &passed.data.is_some, &passed.data.val)) return NULL;
    if (!imjoy_encode_option(options.config, &passed.config.is_some, &passed.config.val)) {
        if (passed.data.is_some) imjoy_plugin_types_value_free(&passed.data.val);
        return NULL;
    }
    imjoy_plugin_windows_own_window_t window;
    wire_error error;
    bool is_done = imjoy_plugin_windows_create_window(&passed, &window, &error);
    imjoy_free_passed_option(passed.data.is_some, &passed.data.val);
    imjoy_free_passed_option(passed.config.is_some, &passed.config.val);
    if (!imjoy_done(is_done, &error)) return NULL;
    return imjoy_handle_value(imjoy_call_arena(), IMJOY_WINDOW, window.__handle);
}

imjoy_value *imjoy_get_window(imjoy_window_query query) {
    imjoy_plugin_windows_window_query_t passed = {
        .name = imjoy_wire_option(query.name),
        .window_id = {query.id != 0, query.id},
        .plugin_id = imjoy_wire_option(query.plugin_id),
        .window_type = imjoy_wire_option(query.type),
    };
    imjoy_plugin_windows_option_own_window_t found;
    wire_error error;
    if (!imjoy_done(imjoy_plugin_windows_get_window(&passed, &found, &error), &error)) return NULL;
    if (!found.is_some) return imjoy_null();
    return imjoy_handle_value(imjoy_call_arena(), IMJOY_WINDOW, found.val.__handle);
}
