#include "imjoy/status.h"

#include "calls.h"

#include <stdarg.h>
#include <stdio.h>

void imjoy_show_progress(double progress) { imjoy_plugin_status_show_progress(progress); }

void imjoy_show_status(const char *status) {
    wire_string text = imjoy_wire_text(status);
    imjoy_plugin_status_show_status(&text);
}

void imjoy_show_snackbar(const char *message, double seconds) {
    wire_string text = imjoy_wire_text(message);
    imjoy_plugin_status_show_snackbar(&text, seconds == 0 ? NULL : &seconds);
}

void imjoy_show_message(const char *message, double seconds) {
    wire_string text = imjoy_wire_text(message);
    imjoy_plugin_status_show_message(&text, seconds == 0 ? NULL : &seconds);
}

void imjoy_show_plugin_progress(double progress) { imjoy_plugin_status_show_plugin_progress(progress); }

void imjoy_show_plugin_status(const char *status) {
    wire_string text = imjoy_wire_text(status);
    imjoy_plugin_status_show_plugin_status(&text);
}

/// Adds one text to the log.
static void log_line(void (*log)(imjoy_plugin_status_list_value_t *items), const char *format, va_list arguments) {
    char line[8192];
    vsnprintf(line, sizeof line, format, arguments);
    wire_value item;
    imjoy_value *text = imjoy_text(line);
    if (text == NULL || !imjoy_encode(text, &item)) return;
    log(&(imjoy_plugin_status_list_value_t){&item, 1});
    imjoy_free_passed(&item);
}

void imjoy_log(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    log_line(imjoy_plugin_status_log, format, arguments);
    va_end(arguments);
}

void imjoy_log_error(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    log_line(imjoy_plugin_status_error, format, arguments);
    va_end(arguments);
}

void imjoy_log_values(imjoy_value *items) {
    wire_values passed;
    if (!imjoy_encode_arguments(items, &passed)) return;
    imjoy_plugin_status_log(&(imjoy_plugin_status_list_value_t){passed.ptr, passed.len});
    imjoy_free_passed_arguments(&passed);
}
