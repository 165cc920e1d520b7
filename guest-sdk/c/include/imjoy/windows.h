/// Windows in the workspace.
#ifndef IMJOY_WINDOWS_H
#define IMJOY_WINDOWS_H

#include "values.h"

/// Description of a new window. What is NULL or 0 is left to the host.
typedef struct imjoy_window_options {
    /// An internal type such as `imjoy/image`, or the name of a window plugin.
    const char *type;
    /// Title.
    const char *name;
    /// Width and height in grid cells of 30 pixels.
    uint32_t w, h;
    /// Whether `x` and `y` say where the window opens.
    bool at_place;
    /// Column and row of the upper left corner.
    uint32_t x, y;
    /// What the window shows; for an image a record of `src`.
    imjoy_value *data;
    /// Settings of the window.
    imjoy_value *config;
} imjoy_window_options;

/// Which window is meant; what is NULL or 0 may be anything.
typedef struct imjoy_window_query {
    const char *name;
    uint64_t id;
    const char *plugin_id;
    const char *type;
} imjoy_window_query;

/// Position and size of a window in grid cells of 30 pixels.
typedef struct imjoy_rectangle {
    uint32_t x, y, w, h;
} imjoy_rectangle;

/// Opens a window and gives it.
imjoy_value *imjoy_create_window(imjoy_window_options options);

/// The newest open window that matches; null when none does.
imjoy_value *imjoy_get_window(imjoy_window_query query);

// Functions of a window. `window` is a value of the kind `IMJOY_WINDOW`. They fail with `terminated` once it is closed,
// and with `invalid` for a value of another kind.

/// The host's id of the window, never used again; 0 with an error for what is no window.
uint64_t imjoy_window_id(const imjoy_value *window);

/// The title; NULL with an error for what is no window.
const char *imjoy_window_name(const imjoy_value *window);

/// The id of the window plugin's instance in it; NULL for a window of an internal type.
const char *imjoy_window_plugin_id(const imjoy_value *window);

/// Gives the window new contents: the fields of the record (`data`, `config`, `name`) are merged into it.
imjoy_value *imjoy_window_run(const imjoy_value *window, imjoy_value *update);

/// Calls a function of the window plugin's instance in it, with the values that follow.
#define imjoy_window_call(window, function, ...) imjoy_window_call_with(window, function, imjoy_list_of(__VA_ARGS__))

/// As `imjoy_window_call`, with the members of a list.
imjoy_value *imjoy_window_call_with(const imjoy_value *window, const char *function, imjoy_value *arguments);

/// Calls `handler` (`imjoy_function`) with the data of each event: `resize`, `close`, `interaction` … With
/// `fire_if_emitted` also for an earlier one that nobody has handled.
bool imjoy_window_on(const imjoy_value *window, const char *event, const imjoy_value *handler, bool fire_if_emitted);

/// Removes the handlers of an event.
bool imjoy_window_off(const imjoy_value *window, const char *event);

/// Emits an event and waits for its handlers: not for one that this plugin handles itself.
bool imjoy_window_emit(const imjoy_value *window, const char *event, imjoy_value *data);

/// Closes the window, after its `close` handlers: not with one of this plugin.
bool imjoy_window_close(const imjoy_value *window);

bool imjoy_window_refresh(const imjoy_value *window);

/// Moves and resizes the window; NULL restores the default size.
bool imjoy_window_resize(const imjoy_value *window, const imjoy_rectangle *rectangle);

bool imjoy_window_focus(const imjoy_value *window);
bool imjoy_window_show(const imjoy_value *window);
bool imjoy_window_hide(const imjoy_value *window);

/// Replaces the content of a window plugin's window by a tree of elements: records with a `type`.
bool imjoy_window_set_content(const imjoy_value *window, imjoy_value *content);

/// Changes single elements of the content: a record of element id and fields.
bool imjoy_window_change_content(const imjoy_value *window, imjoy_value *changes);

#endif
