// Other plugins.

#include "imjoy/plugins.h"

#include "calls.h"
#include "handles.h"

typedef imjoy_plugin_types_borrow_plugin_t borrowed_plugin;

imjoy_value *imjoy_call_with(const char *plugin, const char *function, imjoy_value *arguments) {
    wire_values passed;
    wire_value result;
    wire_error error;
    if (!imjoy_encode_arguments(arguments, &passed)) return NULL;
    wire_string plugin_name = imjoy_wire_text(plugin), name = imjoy_wire_text(function);
    imjoy_plugin_plugins_list_value_t list = {passed.ptr, passed.len};
    bool is_done = imjoy_plugin_plugins_call(&plugin_name, &name, &list, &result, &error);
    imjoy_free_passed_arguments(&passed);
    return imjoy_result(is_done, &result, &error);
}

imjoy_value *imjoy_run(const char *plugin, imjoy_value *context) {
    wire_value passed, result;
    wire_error error;
    bool is_given;
    if (!imjoy_encode_option(context, &is_given, &passed)) return NULL;
    wire_string name = imjoy_wire_text(plugin);
    bool is_done = imjoy_plugin_plugins_run(&name, is_given ? &passed : NULL, &result, &error);
    imjoy_free_passed_option(is_given, &passed);
    return imjoy_result(is_done, &result, &error);
}

imjoy_value *imjoy_get_plugin(const char *name) {
    wire_string wanted = imjoy_wire_text(name);
    imjoy_plugin_plugins_own_plugin_t plugin;
    wire_error error;
    if (!imjoy_done(imjoy_plugin_plugins_get_plugin(&wanted, &plugin, &error), &error)) return NULL;
    return imjoy_handle_value(imjoy_call_arena(), IMJOY_PLUGIN, plugin.__handle);
}

/// The plugin; false, with an error, for a value of another kind.
static bool borrow(const imjoy_value *value, borrowed_plugin *plugin) {
    plugin->__handle = imjoy_handle_of(value, IMJOY_PLUGIN);
    return plugin->__handle != 0;
}

const char *imjoy_plugin_name(const imjoy_value *value) {
    borrowed_plugin plugin;
    if (!borrow(value, &plugin)) return NULL;
    wire_string name;
    imjoy_plugin_types_method_plugin_name(plugin, &name);
    return imjoy_take_text(&name);
}

imjoy_value *imjoy_plugin_functions(const imjoy_value *value) {
    borrowed_plugin plugin;
    imjoy_bindings_list_string_t names;
    wire_error error;
    if (!borrow(value, &plugin)) return NULL;
    if (!imjoy_done(imjoy_plugin_types_method_plugin_functions(plugin, &names, &error), &error)) return NULL;
    imjoy_value *list = imjoy_list();
    for (size_t i = 0; i < names.len; i++) {
        list = imjoy_append(list, imjoy_text_of((const char *)names.ptr[i].ptr, names.ptr[i].len));
    }
    imjoy_bindings_list_string_free(&names);
    return list;
}

imjoy_value *imjoy_plugin_variables(const imjoy_value *value) {
    borrowed_plugin plugin;
    wire_value result;
    wire_error error;
    if (!borrow(value, &plugin)) return NULL;
    return imjoy_result(imjoy_plugin_types_method_plugin_variables(plugin, &result, &error), &result, &error);
}

imjoy_value *imjoy_plugin_call_with(const imjoy_value *value, const char *function, imjoy_value *arguments) {
    borrowed_plugin plugin;
    wire_values passed;
    wire_value result;
    wire_error error;
    if (!borrow(value, &plugin) || !imjoy_encode_arguments(arguments, &passed)) return NULL;
    wire_string name = imjoy_wire_text(function);
    imjoy_plugin_types_list_value_t list = {passed.ptr, passed.len};
    bool is_done = imjoy_plugin_types_method_plugin_call(plugin, &name, &list, &result, &error);
    imjoy_free_passed_arguments(&passed);
    return imjoy_result(is_done, &result, &error);
}
