/// Dialogs, which wait for the user. What is NULL or 0 in an option is left to the host.
#ifndef IMJOY_DIALOGS_H
#define IMJOY_DIALOGS_H

#include "values.h"

/// Text of a dialog.
typedef struct imjoy_message {
    /// Title; the plugin's name when NULL.
    const char *title;
    /// What the dialog says.
    const char *content;
    /// Whether `content` is HTML, of which basic formatting is shown; else it is plain text.
    bool html;
    /// Label of the button that confirms.
    const char *confirm_text;
    /// Label of the button that cancels.
    const char *cancel_text;
} imjoy_message;

/// A form, or a window that is shown as a dialog.
typedef struct imjoy_dialog {
    /// Title; the plugin's name when NULL.
    const char *name;
    /// The form by the grammar of ImJoy's `ui`, a text or a list.
    imjoy_value *ui;
    /// A type of windows, or a window plugin, to show in place of a form.
    const char *window_type;
    /// Data for that window.
    imjoy_value *data;
    /// Settings of that window.
    imjoy_value *config;
    /// Width and height of that window in grid cells of 30 pixels.
    uint32_t w, h;
} imjoy_dialog;

/// What may be chosen in a file dialog.
typedef enum imjoy_file_dialog_type { IMJOY_CHOOSE_FILE, IMJOY_CHOOSE_FOLDER, IMJOY_CHOOSE_ANY } imjoy_file_dialog_type;

/// How many may be chosen: one gives a text, several a list of texts.
typedef enum imjoy_file_dialog_mode {
    IMJOY_CHOOSE_ONE,
    IMJOY_CHOOSE_SEVERAL,
    /// A text for one, a list for several.
    IMJOY_CHOOSE_ONE_OR_SEVERAL,
} imjoy_file_dialog_mode;

/// Options of a file dialog.
typedef struct imjoy_file_dialog {
    imjoy_file_dialog_type type;
    /// Title.
    const char *title;
    /// Folder to show first; `~` stands for the home folder.
    const char *root;
    imjoy_file_dialog_mode mode;
    /// Whether URLs are given in place of paths.
    bool urls;
    /// Whether the plugin may change what is chosen, too.
    bool write;
} imjoy_file_dialog;

/// Shows a message until the user presses OK.
bool imjoy_alert(imjoy_message message);

/// Asks a question; true in `agreed` for OK, false for Cancel.
bool imjoy_confirm(imjoy_message message, bool *agreed);

/// Asks for a line of text that starts as `default_text`; an empty answer gives `placeholder`; both may be NULL. NULL,
/// with an error of the kind `cancelled`, for Cancel.
const char *imjoy_prompt(imjoy_message message, const char *placeholder, const char *default_text);

/// Shows a form and gives a record with a field for each `id` in it; `cancelled` for Cancel. With a window type it
/// gives the window.
imjoy_value *imjoy_show_dialog(imjoy_dialog dialog);

/// Lets the user choose files or folders, which the plugin may use from then on (files.h); `cancelled` when they close
/// it.
imjoy_value *imjoy_show_file_dialog(imjoy_file_dialog options);

#endif
