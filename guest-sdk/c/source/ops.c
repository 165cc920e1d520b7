// The ops of this plugin.

#include "imjoy/plugins.h"

#include "calls.h"
#include "handles.h"
#include "imjoy/errors.h"

/// The function of an op: by name or by handle. False, with an error, for a value of another kind.
static bool function_of(const imjoy_value *value, imjoy_plugin_plugins_option_op_function_t *function) {
    *function = (imjoy_plugin_plugins_option_op_function_t){.is_some = value != NULL};
    if (value == NULL) return true;
    if (value->kind == IMJOY_TEXT) {
        function->val.tag = IMJOY_PLUGIN_PLUGINS_OP_FUNCTION_NAME;
        function->val.val.name = imjoy_wire_text(value->text.bytes);
    } else if (value->kind == IMJOY_FUNCTION) {
        function->val.tag = IMJOY_PLUGIN_PLUGINS_OP_FUNCTION_FUNCTION;
        function->val.val.function.__handle = value->handle;
    } else {
        imjoy_fail(IMJOY_INVALID, "an op runs a function or the name of one, not %s", imjoy_kind_name(value));
        return false;
    }
    return true;
}

/// Makes the handle in it one that may be given away.
static void give_away(imjoy_plugin_plugins_option_op_function_t *function) {
    if (function->is_some && function->val.tag == IMJOY_PLUGIN_PLUGINS_OP_FUNCTION_FUNCTION) {
        int32_t *handle = &function->val.val.function.__handle;
        *handle = imjoy_clone_handle(IMJOY_FUNCTION, *handle);
    }
}

bool imjoy_register(imjoy_op op) {
    imjoy_plugin_plugins_op_t passed = {.name = imjoy_wire_option(op.name)};
    if (!function_of(op.run, &passed.run) || !function_of(op.update, &passed.update)) return false;
    const imjoy_value *values[] = {op.ui, op.inputs, op.outputs};
    imjoy_plugin_plugins_option_value_t *options[] = {&passed.ui, &passed.inputs, &passed.outputs};
    for (size_t i = 0; i < 3; i++) {
        if (imjoy_encode_option(values[i], &options[i]->is_some, &options[i]->val)) continue;
        while (i-- > 0) {
            if (options[i]->is_some) imjoy_plugin_types_value_free(&options[i]->val);
        }
        return false;
    }
    give_away(&passed.run);
    give_away(&passed.update);
    wire_error error;
    bool is_done = imjoy_plugin_plugins_register(&passed, &error);
    for (size_t i = 0; i < 3; i++) imjoy_free_passed_option(options[i]->is_some, &options[i]->val);
    return imjoy_done(is_done, &error);
}

bool imjoy_unregister(const char *name) {
    wire_string text = imjoy_wire_text(name);
    wire_error error;
    return imjoy_done(imjoy_plugin_plugins_unregister(name == NULL ? NULL : &text, &error), &error);
}
