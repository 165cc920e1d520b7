// Calls that go on while the plugin does other things.

#include "imjoy/plugins.h"

#include "calls.h"
#include "value.h"

struct imjoy_task {
    int32_t handle;
};

static void drop_task(int32_t handle) {
    imjoy_plugin_plugins_task_drop_own((imjoy_plugin_plugins_own_task_t){handle});
}

imjoy_task *imjoy_start(const char *plugin, const char *function, imjoy_value *arguments) {
    wire_values passed;
    wire_error error;
    imjoy_plugin_plugins_own_task_t started;
    if (!imjoy_encode_arguments(arguments, &passed)) return NULL;
    wire_string plugin_name = imjoy_wire_text(plugin), name = imjoy_wire_text(function);
    imjoy_plugin_plugins_list_value_t list = {passed.ptr, passed.len};
    bool is_done = imjoy_plugin_plugins_start(&plugin_name, &name, &list, &started, &error);
    imjoy_free_passed_arguments(&passed);
    if (!imjoy_done(is_done, &error)) return NULL;
    if (!imjoy_arena_on_release(imjoy_call_arena(), drop_task, started.__handle)) return NULL;
    imjoy_task *task = imjoy_allocate(sizeof *task);
    if (task != NULL) task->handle = started.__handle;
    return task;
}

imjoy_value *imjoy_wait(imjoy_task *task) {
    wire_value result;
    wire_error error;
    if (task == NULL) return NULL;
    imjoy_plugin_plugins_borrow_task_t borrowed = {task->handle};
    return imjoy_result(imjoy_plugin_plugins_method_task_wait(borrowed, &result, &error), &result, &error);
}

bool imjoy_kill(imjoy_task *task) {
    wire_error error;
    if (task == NULL) return false;
    imjoy_plugin_utilities_borrow_task_t borrowed = {task->handle};
    return imjoy_done(imjoy_plugin_utilities_kill(borrowed, &error), &error);
}
