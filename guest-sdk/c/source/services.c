// Services of plugins.

#include "imjoy/plugins.h"

#include "calls.h"

#include <stdlib.h>

const char *imjoy_register_service(imjoy_value *service) {
    wire_value passed;
    wire_string id;
    wire_error error;
    if (!imjoy_encode(service, &passed)) return NULL;
    bool is_done = imjoy_plugin_plugins_register_service(&passed, &id, &error);
    imjoy_free_passed(&passed);
    return imjoy_text_result(is_done, &id, &error);
}

bool imjoy_unregister_service(const char *id) {
    wire_string text = imjoy_wire_text(id);
    wire_error error;
    return imjoy_done(imjoy_plugin_plugins_unregister_service(&text, &error), &error);
}

imjoy_value *imjoy_get_services(imjoy_value *query) {
    wire_value passed;
    wire_error error;
    imjoy_plugin_plugins_list_value_t found;
    if (!imjoy_encode(query, &passed)) return NULL;
    bool is_done = imjoy_plugin_plugins_get_services(&passed, &found, &error);
    imjoy_free_passed(&passed);
    if (!imjoy_done(is_done, &error)) return NULL;
    imjoy_value *list = imjoy_list();
    for (size_t i = 0; i < found.len; i++) list = imjoy_append(list, imjoy_decode(&found.ptr[i]));
    if (found.len > 0) free(found.ptr);
    return list;
}
