#include "callbacks.h"

#include "error.h"
#include "handles.h"
#include "wire.h"

#include <stdlib.h>

typedef struct own_function {
    struct own_function *next;
    uint64_t id;
    imjoy_callback callback;
    void *data;
    void (*release)(void *data);
} own_function;

static own_function *own_functions;

imjoy_value *imjoy_function(imjoy_callback callback, void *data, void (*release)(void *data)) {
    static uint64_t last_id;
    own_function *function = malloc(sizeof *function);
    if (function == NULL) return imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for a function");
    *function = (own_function){own_functions, ++last_id, callback, data, release};
    own_functions = function;
    int32_t handle = imjoy_plugin_types_constructor_function(function->id).__handle;
    return imjoy_handle_value(imjoy_call_arena(), IMJOY_FUNCTION, handle);
}

imjoy_value *imjoy_call_own(uint64_t id, imjoy_arguments arguments) {
    for (own_function *function = own_functions; function != NULL; function = function->next) {
        if (function->id == id) return function->callback(arguments, function->data);
    }
    return imjoy_fail(IMJOY_NOT_FOUND, "the plugin has released the function that is called");
}

void imjoy_release_own(uint64_t id) {
    for (own_function **place = &own_functions; *place != NULL; place = &(*place)->next) {
        own_function *function = *place;
        if (function->id != id) continue;
        *place = function->next;
        if (function->release != NULL) function->release(function->data);
        free(function);
        return;
    }
}

imjoy_value *imjoy_call_function_with(const imjoy_value *function, imjoy_value *arguments) {
    int32_t handle = imjoy_handle_of(function, IMJOY_FUNCTION);
    wire_values passed;
    if (handle == 0 || !imjoy_encode_arguments(arguments, &passed)) return NULL;
    wire_value result;
    wire_error error;
    imjoy_plugin_types_list_value_t list = {passed.ptr, passed.len};
    bool is_done = imjoy_plugin_types_method_function_call((imjoy_plugin_types_borrow_function_t){handle}, &list,
                                                           &result, &error);
    imjoy_free_passed_arguments(&passed);
    if (!is_done) imjoy_take_error(&error);
    return is_done ? imjoy_decode(&result) : NULL;
}
