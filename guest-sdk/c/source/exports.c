// The exports of the component.

#include "imjoy/exports.h"
#include "callbacks.h"
#include "error.h"
#include "imjoy/settings.h"
#include "value.h"
#include "wire.h"

#include <stdlib.h>
#include <string.h>

typedef exports_imjoy_plugin_plugin_api_value_t value_result;
typedef exports_imjoy_plugin_plugin_api_error_t error_result;
typedef exports_imjoy_plugin_plugin_api_list_value_t value_list;

// The ends of the section in which `IMJOY_EXPORT` puts what is exported, made by the linker; no such section, no symbols.
extern const imjoy_export __start_imjoy_exports[] __attribute__((weak));
extern const imjoy_export __stop_imjoy_exports[] __attribute__((weak));

static const imjoy_export *find_export(const char *name, size_t length) {
    for (const imjoy_export *export = __start_imjoy_exports; export < __stop_imjoy_exports; export++) {
        if (strlen(export->name) == length && memcmp(export->name, name, length) == 0) return export;
    }
    return NULL;
}

/// `setup` is called by the host alone.
static bool is_setup(const imjoy_export *export) { return strcmp(export->name, "setup") == 0; }

/// Takes the arguments of a call, all of them also when one cannot be read.
static bool take_arguments(value_list *list, imjoy_arguments *result) {
    imjoy_value **values = imjoy_allocate(list->len * sizeof *values);
    bool is_done = values != NULL;
    for (size_t i = 0; i < list->len; i++) {
        imjoy_value *value = imjoy_decode(&list->ptr[i]);
        if (value == NULL) {
            is_done = false;
        } else if (is_done) {
            values[i] = value;
        }
    }
    if (list->len > 0) free(list->ptr);
    *result = (imjoy_arguments){list->len, values};
    return is_done;
}

/// Ends a call: writes its result or its error, and releases all that was made in it.
static bool finish(imjoy_value *result, value_result *ret, error_result *err) {
    if (result == NULL && imjoy_error() == IMJOY_NO_ERROR) result = imjoy_absent();
    bool is_done = result != NULL && imjoy_encode(result, ret);
    if (!is_done) imjoy_give_error(err);
    imjoy_arena_release(imjoy_call_arena());
    imjoy_clear_error();
    return is_done;
}

imjoy_value *imjoy_argument(imjoy_arguments arguments, size_t index) {
    return index < arguments.count ? arguments.values[index] : imjoy_absent();
}

bool exports_imjoy_plugin_plugin_api_setup(error_result *err) {
    const imjoy_export *setup = find_export("setup", strlen("setup"));
    imjoy_value *result = setup == NULL ? NULL : setup->function((imjoy_arguments){0});
    bool is_done = result != NULL || imjoy_error() == IMJOY_NO_ERROR;
    if (!is_done) imjoy_give_error(err);
    imjoy_arena_release(imjoy_call_arena());
    imjoy_clear_error();
    return is_done;
}

void exports_imjoy_plugin_plugin_api_functions(imjoy_bindings_list_string_t *ret) {
    *ret = (imjoy_bindings_list_string_t){0};
    size_t most = (size_t)(__stop_imjoy_exports - __start_imjoy_exports);
    ret->ptr = most == 0 ? NULL : malloc(most * sizeof *ret->ptr);
    if (ret->ptr == NULL) return;
    for (const imjoy_export *export = __start_imjoy_exports; export < __stop_imjoy_exports; export++) {
        if (!is_setup(export)) ret->ptr[ret->len++] = imjoy_wire_copy(export->name);
    }
    if (ret->len == 0) free(ret->ptr);
}

bool exports_imjoy_plugin_plugin_api_call(imjoy_bindings_string_t *name, value_list *arguments, value_result *ret,
                                          error_result *err) {
    const imjoy_export *export = find_export((const char *)name->ptr, name->len);
    imjoy_arguments taken;
    bool are_taken = take_arguments(arguments, &taken);
    imjoy_value *result = NULL;
    if (export == NULL || is_setup(export)) {
        const char *plugin = "the plugin";
        imjoy_read_text(imjoy_get_config("_name"), "_name", &plugin);
        imjoy_fail(IMJOY_NOT_FOUND, "function \"%.*s\" of %s is not available.", (int)name->len, (const char *)name->ptr,
                   plugin);
    } else if (are_taken) {
        result = export->function(taken);
    }
    imjoy_bindings_string_free(name);
    return finish(result, ret, err);
}

bool exports_imjoy_plugin_plugin_api_call_function(uint64_t id, value_list *arguments, value_result *ret,
                                                   error_result *err) {
    imjoy_arguments taken;
    imjoy_value *result = take_arguments(arguments, &taken) ? imjoy_call_own(id, taken) : NULL;
    return finish(result, ret, err);
}

void exports_imjoy_plugin_plugin_api_release_function(uint64_t id) { imjoy_release_own(id); }
