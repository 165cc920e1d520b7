/// Feedback that nobody waits for. The host shows the latest, however fast a plugin sends.
#ifndef IMJOY_STATUS_H
#define IMJOY_STATUS_H

#include "values.h"

/// The application's progress bar, in percent; below 1 it counts as a fraction: 0.5 is 50 %.
void imjoy_show_progress(double progress);

/// The application's status text.
void imjoy_show_status(const char *status);

/// A short message at the bottom, for so many seconds; 10 when it is 0.
void imjoy_show_snackbar(const char *message, double seconds);

/// Snackbar and status text at once.
void imjoy_show_message(const char *message, double seconds);

/// The plugin's own progress bar in the list of plugins, by the rule of `imjoy_show_progress`.
void imjoy_show_plugin_progress(double progress);

/// The text under the plugin's name in the list of plugins.
void imjoy_show_plugin_status(const char *status);

/// Adds a line to the plugin's log, as printf makes it. What is printed to standard output appears there, too.
void imjoy_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// As `imjoy_log`, marked as an error.
void imjoy_log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// Adds the members of a list to the log, joined by spaces; a record `{type: "image", value: URL}` is shown as a picture.
void imjoy_log_values(imjoy_value *items);

#endif
