// Files that the user has granted.

#include "files.h"

#include "handles.h"

#include <math.h>

static void drop_file(int32_t handle) {
    imjoy_plugin_files_granted_file_drop_own((imjoy_plugin_files_own_granted_file_t){handle});
}

imjoy_granted_file *imjoy_opened_file(bool is_done, imjoy_plugin_files_own_granted_file_t file, wire_error *error) {
    if (!imjoy_done(is_done, error)) return NULL;
    if (!imjoy_arena_on_release(imjoy_call_arena(), drop_file, file.__handle)) return NULL;
    imjoy_granted_file *opened = imjoy_allocate(sizeof *opened);
    if (opened != NULL) opened->handle = imjoy_plugin_files_borrow_granted_file(file);
    return opened;
}

imjoy_granted_file *imjoy_open_path(const char *path) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_own_granted_file_t file = {0};
    wire_error error;
    return imjoy_opened_file(imjoy_plugin_files_open_path(&text, &file, &error), file, &error);
}

const char *imjoy_file_name(const imjoy_granted_file *file) {
    if (file == NULL) return NULL;
    wire_string name;
    imjoy_plugin_files_method_granted_file_name(file->handle, &name);
    return imjoy_take_text(&name);
}

imjoy_file_metadata imjoy_metadata_of(const imjoy_plugin_files_file_metadata_t *metadata) {
    return (imjoy_file_metadata){
        .is_folder = metadata->kind == IMJOY_PLUGIN_FILES_FILE_KIND_FOLDER,
        .size = metadata->size,
        .modified = metadata->modified.is_some ? metadata->modified.val : NAN,
    };
}

bool imjoy_file_metadata_of(const imjoy_granted_file *file, imjoy_file_metadata *result) {
    imjoy_plugin_files_file_metadata_t metadata;
    wire_error error;
    if (file == NULL) return false;
    bool is_done = imjoy_plugin_files_method_granted_file_metadata(file->handle, &metadata, &error);
    if (is_done) *result = imjoy_metadata_of(&metadata);
    return imjoy_done(is_done, &error);
}

bool imjoy_file_read(const imjoy_granted_file *file, uint64_t offset, uint32_t length, const uint8_t **bytes,
                     size_t *count) {
    imjoy_bindings_list_u8_t piece;
    wire_error error;
    if (file == NULL) return false;
    if (!imjoy_done(imjoy_plugin_files_method_granted_file_read(file->handle, offset, length, &piece, &error), &error)) {
        return false;
    }
    if (piece.len > 0 && !imjoy_arena_adopt(imjoy_call_arena(), piece.ptr)) return false;
    *bytes = piece.ptr;
    *count = piece.len;
    return true;
}

imjoy_value *imjoy_file_load(const imjoy_granted_file *file, uint64_t offset) {
    imjoy_plugin_files_own_buffer_t buffer;
    wire_error error;
    if (file == NULL) return NULL;
    if (!imjoy_done(imjoy_plugin_files_method_granted_file_load(file->handle, offset, NULL, &buffer, &error), &error)) {
        return NULL;
    }
    imjoy_value *value = imjoy_new_value(imjoy_call_arena(), IMJOY_BYTES);
    wire_binary bytes = {.tag = IMJOY_PLUGIN_TYPES_BINARY_SHARED, .val.shared = buffer};
    imjoy_binary taken;
    if (!imjoy_take_binary(imjoy_call_arena(), &bytes, &taken) || value == NULL) return NULL;
    value->bytes = taken;
    return value;
}

bool imjoy_file_write(const imjoy_granted_file *file, uint64_t offset, const void *bytes, size_t length) {
    imjoy_bindings_list_u8_t passed = {(uint8_t *)bytes, length};
    wire_error error;
    if (file == NULL) return false;
    return imjoy_done(imjoy_plugin_files_method_granted_file_write(file->handle, offset, &passed, &error), &error);
}

bool imjoy_file_set_size(const imjoy_granted_file *file, uint64_t size) {
    wire_error error;
    if (file == NULL) return false;
    return imjoy_done(imjoy_plugin_files_method_granted_file_set_size(file->handle, size, &error), &error);
}

const char *imjoy_get_file_url(const char *path, const char *password) {
    imjoy_plugin_files_file_url_options_t options = {
        .path = imjoy_wire_text(path),
        .password = imjoy_wire_option(password),
    };
    wire_string url;
    wire_error error;
    return imjoy_text_result(imjoy_plugin_files_get_file_url(&options, &url, &error), &url, &error);
}

const char *imjoy_get_file_path(const char *url) {
    wire_string text = imjoy_wire_text(url);
    wire_string path;
    wire_error error;
    return imjoy_text_result(imjoy_plugin_files_get_file_path(&text, &path, &error), &path, &error);
}
