#include "imjoy/dialogs.h"

#include "calls.h"

static imjoy_plugin_dialogs_message_t message_of(imjoy_message message) {
    return (imjoy_plugin_dialogs_message_t){
        .title = imjoy_wire_option(message.title),
        .content = imjoy_wire_text(message.content),
        .format = message.html ? IMJOY_PLUGIN_DIALOGS_TEXT_FORMAT_HTML : IMJOY_PLUGIN_DIALOGS_TEXT_FORMAT_PLAIN,
        .confirm_text = imjoy_wire_option(message.confirm_text),
        .cancel_text = imjoy_wire_option(message.cancel_text),
    };
}

bool imjoy_alert(imjoy_message message) {
    imjoy_plugin_dialogs_message_t passed = message_of(message);
    wire_error error;
    return imjoy_done(imjoy_plugin_dialogs_alert(&passed, &error), &error);
}

bool imjoy_confirm(imjoy_message message, bool *agreed) {
    imjoy_plugin_dialogs_message_t passed = message_of(message);
    wire_error error;
    return imjoy_done(imjoy_plugin_dialogs_confirm(&passed, agreed, &error), &error);
}

const char *imjoy_prompt(imjoy_message message, const char *placeholder, const char *default_text) {
    imjoy_plugin_dialogs_message_t passed = message_of(message);
    wire_string hint = imjoy_wire_text(placeholder), start = imjoy_wire_text(default_text);
    wire_string answer;
    wire_error error;
    bool is_done = imjoy_plugin_dialogs_prompt(&passed, placeholder == NULL ? NULL : &hint,
                                               default_text == NULL ? NULL : &start, &answer, &error);
    return imjoy_text_result(is_done, &answer, &error);
}

imjoy_value *imjoy_show_dialog(imjoy_dialog dialog) {
    imjoy_plugin_dialogs_dialog_t passed = {
        .name = imjoy_wire_option(dialog.name),
        .window_type = imjoy_wire_option(dialog.window_type),
        .w = {dialog.w != 0, dialog.w},
        .h = {dialog.h != 0, dialog.h},
    };
    const imjoy_value *ui = dialog.ui == NULL && dialog.window_type != NULL ? imjoy_null() : dialog.ui;
    bool has_ui = imjoy_encode(ui, &passed.ui);
    bool has_data = has_ui && imjoy_encode_option(dialog.data, &passed.data.is_some, &passed.data.val);
    if (!has_data || !imjoy_encode_option(dialog.config, &passed.config.is_some, &passed.config.val)) {
        if (has_ui) imjoy_plugin_types_value_free(&passed.ui);
        if (has_data && passed.data.is_some) imjoy_plugin_types_value_free(&passed.data.val);
        return NULL;
    }
    wire_value result;
    wire_error error;
    bool is_done = imjoy_plugin_dialogs_show_dialog(&passed, &result, &error);
    imjoy_free_passed(&passed.ui);
    imjoy_free_passed_option(passed.data.is_some, &passed.data.val);
    imjoy_free_passed_option(passed.config.is_some, &passed.config.val);
    return imjoy_result(is_done, &result, &error);
}

imjoy_value *imjoy_show_file_dialog(imjoy_file_dialog options) {
    imjoy_plugin_dialogs_file_dialog_t passed = {
        .file_type = (imjoy_plugin_dialogs_file_dialog_type_t)options.type,
        .title = imjoy_wire_option(options.title),
        .root = imjoy_wire_option(options.root),
        .mode = (imjoy_plugin_dialogs_file_dialog_mode_t)options.mode,
        .uri_type = {options.urls, IMJOY_PLUGIN_DIALOGS_URI_TYPE_URL},
        .access = {options.write, IMJOY_PLUGIN_DIALOGS_FILE_ACCESS_READ_WRITE},
    };
    wire_value result;
    wire_error error;
    bool is_done = imjoy_plugin_dialogs_show_file_dialog(&passed, &result, &error);
    return imjoy_result(is_done, &result, &error);
}

_Static_assert((int)IMJOY_CHOOSE_ANY == IMJOY_PLUGIN_DIALOGS_FILE_DIALOG_TYPE_ANY, "the order of the WIT");
_Static_assert((int)IMJOY_CHOOSE_ONE_OR_SEVERAL == IMJOY_PLUGIN_DIALOGS_FILE_DIALOG_MODE_SINGLE_OR_MULTIPLE,
               "the order of the WIT");
