// Folders that the user has granted.

#include "files.h"

#include <math.h>

static void drop_folder(int32_t handle) {
    imjoy_plugin_files_granted_folder_drop_own((imjoy_plugin_files_own_granted_folder_t){handle});
}

imjoy_granted_folder *imjoy_opened_folder(bool is_done, imjoy_plugin_files_own_granted_folder_t folder,
                                          wire_error *error) {
    if (!imjoy_done(is_done, error)) return NULL;
    if (!imjoy_arena_on_release(imjoy_call_arena(), drop_folder, folder.__handle)) return NULL;
    imjoy_granted_folder *opened = imjoy_allocate(sizeof *opened);
    if (opened != NULL) opened->handle = imjoy_plugin_files_borrow_granted_folder(folder);
    return opened;
}

imjoy_granted_folder *imjoy_open_folder(const char *path) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_own_granted_folder_t folder = {0};
    wire_error error;
    return imjoy_opened_folder(imjoy_plugin_files_open_folder(&text, &folder, &error), folder, &error);
}

const char *imjoy_folder_name(const imjoy_granted_folder *folder) {
    if (folder == NULL) return NULL;
    wire_string name;
    imjoy_plugin_files_method_granted_folder_name(folder->handle, &name);
    return imjoy_take_text(&name);
}

static imjoy_value *entry_of(const imjoy_plugin_files_folder_entry_t *entry) {
    imjoy_file_metadata metadata = imjoy_metadata_of(&entry->metadata);
    imjoy_value *record = imjoy_record_of("name", imjoy_text_of((const char *)entry->name.ptr, entry->name.len), "kind",
                                          imjoy_text(metadata.is_folder ? "folder" : "file"), "size",
                                          imjoy_integer((int64_t)metadata.size));
    return isnan(metadata.modified) ? record : imjoy_set_field(record, "modified", imjoy_date(metadata.modified));
}

imjoy_value *imjoy_folder_list(const imjoy_granted_folder *folder, const char *path) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_list_folder_entry_t entries;
    wire_error error;
    if (folder == NULL) return NULL;
    bool is_done = imjoy_plugin_files_method_granted_folder_list(folder->handle, &text, &entries, &error);
    if (!imjoy_done(is_done, &error)) return NULL;
    imjoy_value *list = imjoy_list();
    for (size_t i = 0; i < entries.len; i++) list = imjoy_append(list, entry_of(&entries.ptr[i]));
    imjoy_plugin_files_list_folder_entry_free(&entries);
    return list;
}

imjoy_granted_file *imjoy_folder_open(const imjoy_granted_folder *folder, const char *path) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_own_granted_file_t file = {0};
    wire_error error;
    if (folder == NULL) return NULL;
    bool is_done = imjoy_plugin_files_method_granted_folder_open(folder->handle, &text, &file, &error);
    return imjoy_opened_file(is_done, file, &error);
}

imjoy_granted_file *imjoy_folder_create_file(const imjoy_granted_folder *folder, const char *path, bool overwrite) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_own_granted_file_t file = {0};
    wire_error error;
    if (folder == NULL) return NULL;
    bool is_done =
        imjoy_plugin_files_method_granted_folder_create_file(folder->handle, &text, overwrite, &file, &error);
    return imjoy_opened_file(is_done, file, &error);
}

imjoy_granted_folder *imjoy_folder_folder(const imjoy_granted_folder *folder, const char *path) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_own_granted_folder_t found = {0};
    wire_error error;
    if (folder == NULL) return NULL;
    bool is_done = imjoy_plugin_files_method_granted_folder_folder(folder->handle, &text, &found, &error);
    return imjoy_opened_folder(is_done, found, &error);
}

imjoy_granted_folder *imjoy_folder_create_folder(const imjoy_granted_folder *folder, const char *path) {
    wire_string text = imjoy_wire_text(path);
    imjoy_plugin_files_own_granted_folder_t made = {0};
    wire_error error;
    if (folder == NULL) return NULL;
    bool is_done = imjoy_plugin_files_method_granted_folder_create_folder(folder->handle, &text, &made, &error);
    return imjoy_opened_folder(is_done, made, &error);
}

bool imjoy_folder_remove(const imjoy_granted_folder *folder, const char *path) {
    wire_string text = imjoy_wire_text(path);
    wire_error error;
    if (folder == NULL) return false;
    return imjoy_done(imjoy_plugin_files_method_granted_folder_remove(folder->handle, &text, &error), &error);
}

bool imjoy_folder_rename(const imjoy_granted_folder *folder, const char *path, const char *to, bool overwrite) {
    wire_string from = imjoy_wire_text(path), target = imjoy_wire_text(to);
    wire_error error;
    if (folder == NULL) return false;
    bool is_done =
        imjoy_plugin_files_method_granted_folder_rename(folder->handle, &from, &target, overwrite, &error);
    return imjoy_done(is_done, &error);
}
