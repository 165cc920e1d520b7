// Files that the user saves.

#include "files.h"
#include "value.h"

/// Writes what is to be saved; false, with an error, for what is no text, file or bytes.
static bool contents_of(const imjoy_value *value, imjoy_plugin_files_file_contents_t *contents) {
    switch (value->kind) {
        case IMJOY_TEXT:
            contents->tag = IMJOY_PLUGIN_FILES_FILE_CONTENTS_TEXT;
            contents->val.text = (wire_string){(uint8_t *)value->text.bytes, value->text.length};
            return true;
        case IMJOY_BYTES:
            contents->tag = IMJOY_PLUGIN_FILES_FILE_CONTENTS_BYTES;
            return imjoy_encode_binary(value->arena, &value->bytes, &contents->val.bytes);
        case IMJOY_FILE:
            contents->tag = IMJOY_PLUGIN_FILES_FILE_CONTENTS_FILE;
            contents->val.file.name = imjoy_wire_option(value->file.name);
            contents->val.file.mime_type = imjoy_wire_text(value->file.mime_type);
            return imjoy_encode_binary(value->arena, &value->file.data, &contents->val.file.data);
        default:
            imjoy_fail(IMJOY_INVALID, "a text, bytes or a file can be saved, not %s", imjoy_kind_name(value));
            return false;
    }
}

bool imjoy_export_file(imjoy_value *value, const char *name) {
    imjoy_plugin_files_file_contents_t contents;
    wire_error error;
    if (!imjoy_is_value(value) || !contents_of(value, &contents)) return false;
    wire_string text = imjoy_wire_text(name);
    bool is_done = imjoy_plugin_files_export_file(&contents, name == NULL ? NULL : &text, &error);
    if (value->kind == IMJOY_BYTES) imjoy_free_passed_binary(&contents.val.bytes);
    if (value->kind == IMJOY_FILE) imjoy_free_passed_binary(&contents.val.file.data);
    return imjoy_done(is_done, &error);
}

static void drop_writer(int32_t handle) {
    imjoy_plugin_files_export_writer_drop_own((imjoy_plugin_files_own_export_writer_t){handle});
}

imjoy_export_writer *imjoy_start_export(const char *name, uint64_t size) {
    wire_string text = imjoy_wire_text(name);
    imjoy_plugin_files_own_export_writer_t started;
    wire_error error;
    bool is_done = imjoy_plugin_files_start_export(name == NULL ? NULL : &text, size == 0 ? NULL : &size, &started,
                                                   &error);
    if (!imjoy_done(is_done, &error)) return NULL;
    if (!imjoy_arena_on_release(imjoy_call_arena(), drop_writer, started.__handle)) return NULL;
    imjoy_export_writer *writer = imjoy_allocate(sizeof *writer);
    if (writer != NULL) writer->handle = imjoy_plugin_files_borrow_export_writer(started);
    return writer;
}

bool imjoy_export_write(imjoy_export_writer *writer, const void *bytes, size_t length) {
    imjoy_bindings_list_u8_t passed = {(uint8_t *)bytes, length};
    wire_error error;
    if (writer == NULL) return false;
    return imjoy_done(imjoy_plugin_files_method_export_writer_write(writer->handle, &passed, &error), &error);
}

bool imjoy_export_finish(imjoy_export_writer *writer) {
    wire_error error;
    if (writer == NULL) return false;
    return imjoy_done(imjoy_plugin_files_method_export_writer_finish(writer->handle, &error), &error);
}
