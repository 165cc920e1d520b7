#include "imjoy/settings.h"

#include "calls.h"

bool imjoy_set_config(const char *name, imjoy_value *value) {
    wire_string text = imjoy_wire_text(name);
    wire_value passed;
    wire_error error;
    if (!imjoy_encode(value, &passed)) return false;
    bool is_done = imjoy_plugin_settings_set_config(&text, &passed, &error);
    imjoy_free_passed(&passed);
    return imjoy_done(is_done, &error);
}

imjoy_value *imjoy_get_config(const char *name) {
    wire_string text = imjoy_wire_text(name);
    wire_value result;
    wire_error error;
    return imjoy_result(imjoy_plugin_settings_get_config(&text, &result, &error), &result, &error);
}

imjoy_value *imjoy_get_attachment(const char *name) {
    wire_string text = imjoy_wire_text(name);
    imjoy_bindings_option_string_t attachment;
    wire_error error;
    if (!imjoy_done(imjoy_plugin_settings_get_attachment(&text, &attachment, &error), &error)) return NULL;
    if (!attachment.is_some) return imjoy_null();
    imjoy_value *result = imjoy_text_of((const char *)attachment.val.ptr, attachment.val.len);
    imjoy_bindings_string_free(&attachment.val);
    return result;
}

const char *imjoy_tag(void) {
    wire_string tag;
    return imjoy_plugin_settings_tag(&tag) ? imjoy_take_text(&tag) : NULL;
}

const char *imjoy_workspace(void) {
    wire_string name;
    imjoy_plugin_settings_workspace(&name);
    return imjoy_take_text(&name);
}
