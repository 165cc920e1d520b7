/// Handles of files and folders, as `imjoy/files.h` gives them.
#ifndef IMJOY_SOURCE_FILES_H
#define IMJOY_SOURCE_FILES_H

#include "calls.h"
#include "imjoy/files.h"

struct imjoy_granted_file {
    imjoy_plugin_files_borrow_granted_file_t handle;
};

struct imjoy_granted_folder {
    imjoy_plugin_files_borrow_granted_folder_t handle;
};

struct imjoy_export_writer {
    imjoy_plugin_files_borrow_export_writer_t handle;
};

/// What a call has opened, which is closed with the present call; NULL with an error.
imjoy_granted_file *imjoy_opened_file(bool is_done, imjoy_plugin_files_own_granted_file_t file, wire_error *error);
imjoy_granted_folder *imjoy_opened_folder(bool is_done, imjoy_plugin_files_own_granted_folder_t folder,
                                          wire_error *error);

/// What is known of a file or folder, from the form of the WIT.
imjoy_file_metadata imjoy_metadata_of(const imjoy_plugin_files_file_metadata_t *metadata);

#endif
