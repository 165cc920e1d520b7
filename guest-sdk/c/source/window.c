// Functions of a window.

#include "imjoy/windows.h"

#include "calls.h"
#include "handles.h"

typedef imjoy_plugin_types_borrow_window_t borrowed_window;

/// The window; false, with an error, for a value of another kind.
static bool borrow(const imjoy_value *value, borrowed_window *window) {
    window->__handle = imjoy_handle_of(value, IMJOY_WINDOW);
    return window->__handle != 0;
}

uint64_t imjoy_window_id(const imjoy_value *value) {
    borrowed_window window;
    return borrow(value, &window) ? imjoy_plugin_types_method_window_id(window) : 0;
}

const char *imjoy_window_name(const imjoy_value *value) {
    borrowed_window window;
    if (!borrow(value, &window)) return NULL;
    wire_string name;
    imjoy_plugin_types_method_window_name(window, &name);
    return imjoy_take_text(&name);
}

const char *imjoy_window_plugin_id(const imjoy_value *value) {
    borrowed_window window;
    wire_string id;
    if (!borrow(value, &window) || !imjoy_plugin_types_method_window_plugin_id(window, &id)) return NULL;
    return imjoy_take_text(&id);
}

imjoy_value *imjoy_window_run(const imjoy_value *value, imjoy_value *update) {
    borrowed_window window;
    wire_value passed, result;
    wire_error error;
    if (!borrow(value, &window) || !imjoy_encode(update, &passed)) return NULL;
    bool is_done = imjoy_plugin_types_method_window_run(window, &passed, &result, &error);
    imjoy_free_passed(&passed);
    return imjoy_result(is_done, &result, &error);
}

imjoy_value *imjoy_window_call_with(const imjoy_value *value, const char *function, imjoy_value *arguments) {
    borrowed_window window;
    wire_values passed;
    wire_value result;
    wire_error error;
    if (!borrow(value, &window) || !imjoy_encode_arguments(arguments, &passed)) return NULL;
    wire_string name = imjoy_wire_text(function);
    imjoy_plugin_types_list_value_t list = {passed.ptr, passed.len};
    bool is_done = imjoy_plugin_types_method_window_call(window, &name, &list, &result, &error);
    imjoy_free_passed_arguments(&passed);
    return imjoy_result(is_done, &result, &error);
}

bool imjoy_window_on(const imjoy_value *value, const char *event, const imjoy_value *handler, bool fire_if_emitted) {
    borrowed_window window;
    wire_error error;
    int32_t function = imjoy_handle_of(handler, IMJOY_FUNCTION);
    if (function == 0 || !borrow(value, &window)) return false;
    wire_string name = imjoy_wire_text(event);
    imjoy_plugin_types_own_function_t passed = {imjoy_clone_handle(IMJOY_FUNCTION, function)};
    return imjoy_done(imjoy_plugin_types_method_window_on(window, &name, passed, fire_if_emitted, &error), &error);
}

bool imjoy_window_off(const imjoy_value *value, const char *event) {
    borrowed_window window;
    wire_error error;
    if (!borrow(value, &window)) return false;
    wire_string name = imjoy_wire_text(event);
    return imjoy_done(imjoy_plugin_types_method_window_off(window, &name, &error), &error);
}

bool imjoy_window_emit(const imjoy_value *value, const char *event, imjoy_value *data) {
    borrowed_window window;
    wire_value passed;
    wire_error error;
    if (!borrow(value, &window) || !imjoy_encode(data, &passed)) return false;
    wire_string name = imjoy_wire_text(event);
    bool is_done = imjoy_plugin_types_method_window_emit(window, &name, &passed, &error);
    imjoy_free_passed(&passed);
    return imjoy_done(is_done, &error);
}

bool imjoy_window_resize(const imjoy_value *value, const imjoy_rectangle *rectangle) {
    borrowed_window window;
    wire_error error;
    if (!borrow(value, &window)) return false;
    imjoy_plugin_types_rectangle_t place = {0};
    if (rectangle != NULL) {
        place = (imjoy_plugin_types_rectangle_t){rectangle->x, rectangle->y, rectangle->w, rectangle->h};
    }
    return imjoy_done(
        imjoy_plugin_types_method_window_resize(window, rectangle == NULL ? NULL : &place, &error), &error);
}

/// Calls a function of the window that takes nothing and gives nothing.
static bool tell(const imjoy_value *value, bool (*function)(borrowed_window window, wire_error *error)) {
    borrowed_window window;
    wire_error error;
    return borrow(value, &window) && imjoy_done(function(window, &error), &error);
}

bool imjoy_window_close(const imjoy_value *window) { return tell(window, imjoy_plugin_types_method_window_close); }

bool imjoy_window_refresh(const imjoy_value *window) { return tell(window, imjoy_plugin_types_method_window_refresh); }

bool imjoy_window_focus(const imjoy_value *window) { return tell(window, imjoy_plugin_types_method_window_focus); }

bool imjoy_window_show(const imjoy_value *window) { return tell(window, imjoy_plugin_types_method_window_show); }

bool imjoy_window_hide(const imjoy_value *window) { return tell(window, imjoy_plugin_types_method_window_hide); }

/// Calls a function of the window that takes a value and gives nothing.
static bool give(const imjoy_value *value, imjoy_value *given,
                 bool (*function)(borrowed_window window, wire_value *given, wire_error *error)) {
    borrowed_window window;
    wire_value passed;
    wire_error error;
    if (!borrow(value, &window) || !imjoy_encode(given, &passed)) return false;
    bool is_done = function(window, &passed, &error);
    imjoy_free_passed(&passed);
    return imjoy_done(is_done, &error);
}

bool imjoy_window_set_content(const imjoy_value *window, imjoy_value *content) {
    return give(window, content, imjoy_plugin_types_method_window_set_content);
}

bool imjoy_window_change_content(const imjoy_value *window, imjoy_value *changes) {
    return give(window, changes, imjoy_plugin_types_method_window_change_content);
}
