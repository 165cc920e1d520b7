/// Other plugins, the ops of this plugin, and services.
#ifndef IMJOY_PLUGINS_H
#define IMJOY_PLUGINS_H

#include "values.h"

/// Calls a function of another plugin with the values that follow: `imjoy_call("image-filters", "invert", image)`.
#define imjoy_call(plugin, function, ...) imjoy_call_with(plugin, function, imjoy_list_of(__VA_ARGS__))

/// As `imjoy_call`, with the members of a list.
imjoy_value *imjoy_call_with(const char *plugin, const char *function, imjoy_value *arguments);

/// Calls the `run` of another plugin with a context; an empty one when NULL.
imjoy_value *imjoy_run(const char *plugin, imjoy_value *context);

/// A handle to another plugin.
imjoy_value *imjoy_get_plugin(const char *name);

/// The name of the plugin; NULL with an error for a value of another kind.
const char *imjoy_plugin_name(const imjoy_value *plugin);

/// The names of the functions that it exports, as a list of texts.
imjoy_value *imjoy_plugin_functions(const imjoy_value *plugin);

/// The variables that it exports, as a record.
imjoy_value *imjoy_plugin_variables(const imjoy_value *plugin);

/// Calls an exported function of the plugin with the values that follow.
#define imjoy_plugin_call(plugin, function, ...) imjoy_plugin_call_with(plugin, function, imjoy_list_of(__VA_ARGS__))

/// As `imjoy_plugin_call`, with the members of a list.
imjoy_value *imjoy_plugin_call_with(const imjoy_value *plugin, const char *function, imjoy_value *arguments);

/// A call that goes on while the plugin does other things.
typedef struct imjoy_task imjoy_task;

/// Starts a call of a function of another plugin. It goes on when the task is forgotten.
imjoy_task *imjoy_start(const char *plugin, const char *function, imjoy_value *arguments);

/// Waits for the result; `cancelled` when the task was ended.
imjoy_value *imjoy_wait(imjoy_task *task);

/// Ends the task.
bool imjoy_kill(imjoy_task *task);

/// An op: an entry under the plugin's name in the list of plugins, with a form of its own. What is NULL is left to the
/// host.
typedef struct imjoy_op {
    /// Name; the plugin's name when NULL, which replaces its default op.
    const char *name;
    /// Form by the grammar of ImJoy's `ui`.
    imjoy_value *ui;
    /// The exported function that runs, as a text, or a function; the plugin's `run` when NULL.
    imjoy_value *run;
    /// The same for changes of the form; the plugin's `update`, if it has one, when NULL.
    imjoy_value *update;
    /// JSON Schema of the data that the op takes.
    imjoy_value *inputs;
    /// JSON Schema of the data that the op gives.
    imjoy_value *outputs;
} imjoy_op;

/// Adds an op, or replaces that of the same name.
bool imjoy_register(imjoy_op op);

/// Removes an op, or all ops of the plugin for NULL.
bool imjoy_unregister(const char *name);

/// Offers a service, a record with the texts `type` and `name` and any functions; gives its id.
const char *imjoy_register_service(imjoy_value *service);

/// Withdraws a service of this plugin.
bool imjoy_unregister_service(const char *id);

/// A list of the services whose fields equal those of the record `query`, or whose type is the text `query`; of all for
/// null.
imjoy_value *imjoy_get_services(imjoy_value *query);

#endif
