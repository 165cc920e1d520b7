#include "imjoy/utilities.h"

#include "calls.h"

void imjoy_force_update(void) { imjoy_plugin_utilities_force_update(); }

bool imjoy_open_url(const char *url) {
    wire_string text = imjoy_wire_text(url);
    wire_error error;
    return imjoy_done(imjoy_plugin_utilities_open_url(&text, &error), &error);
}

bool imjoy_sleep(double seconds) {
    wire_error error;
    return imjoy_done(imjoy_plugin_utilities_sleep(seconds, &error), &error);
}

void imjoy_pause(void) {
    wire_error error;
    // A millisecond is within what can be waited for.
    if (!imjoy_plugin_utilities_sleep(0.001, &error)) imjoy_plugin_utilities_error_free(&error);
}
