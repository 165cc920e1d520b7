/// Files of the user, by permission. Files of the plugin's own are in `/data`, and in `/tmp` while it runs: there the
/// functions of C do.
///
/// The contents of a file can also be read by `imjoy_bindings.h`, which is generated from the WIT, as a stream.
#ifndef IMJOY_FILES_H
#define IMJOY_FILES_H

#include "values.h"

/// A file that the user has granted. It is closed when the exported function has returned.
typedef struct imjoy_granted_file imjoy_granted_file;

/// A folder that the user has granted, with all that is in it. Paths in it have `/` between names.
typedef struct imjoy_granted_folder imjoy_granted_folder;

/// A file that is being saved piece by piece. Nothing appears before `imjoy_export_finish`.
typedef struct imjoy_export_writer imjoy_export_writer;

/// What is known of a file or folder.
typedef struct imjoy_file_metadata {
    bool is_folder;
    /// Length in bytes; 0 for a folder.
    uint64_t size;
    /// When it was changed last, in milliseconds since 1970-01-01T00:00:00Z; NaN when that is unknown.
    double modified;
} imjoy_file_metadata;

/// Opens what the user has granted by choosing it or by agreeing; `denied` for anything else.
imjoy_granted_file *imjoy_open_path(const char *path);
imjoy_granted_folder *imjoy_open_folder(const char *path);

/// The name without folders.
const char *imjoy_file_name(const imjoy_granted_file *file);

bool imjoy_file_metadata_of(const imjoy_granted_file *file, imjoy_file_metadata *result);

/// Reads up to `length` bytes from `offset`: fewer at the end of the file, and at most 64 MiB.
bool imjoy_file_read(const imjoy_granted_file *file, uint64_t offset, uint32_t length, const uint8_t **bytes,
                     size_t *count);

/// All bytes from `offset` on as a value; they stay in the host until they are read.
imjoy_value *imjoy_file_load(const imjoy_granted_file *file, uint64_t offset);

/// Writes bytes, at most 64 MiB, at `offset`; the file grows where need be.
bool imjoy_file_write(const imjoy_granted_file *file, uint64_t offset, const void *bytes, size_t length);

/// Cuts the file off, or lets it grow with zeros.
bool imjoy_file_set_size(const imjoy_granted_file *file, uint64_t size);

const char *imjoy_folder_name(const imjoy_granted_folder *folder);

/// The files and folders in a folder, the empty path being the folder itself: a list of records of `name`, `kind`
/// (`file` or `folder`), `size` and `modified`.
imjoy_value *imjoy_folder_list(const imjoy_granted_folder *folder, const char *path);

imjoy_granted_file *imjoy_folder_open(const imjoy_granted_folder *folder, const char *path);
imjoy_granted_folder *imjoy_folder_folder(const imjoy_granted_folder *folder, const char *path);

/// Makes an empty file; one that is there is emptied with `overwrite`, else it is an error.
imjoy_granted_file *imjoy_folder_create_file(const imjoy_granted_folder *folder, const char *path, bool overwrite);

imjoy_granted_folder *imjoy_folder_create_folder(const imjoy_granted_folder *folder, const char *path);

/// Removes a file or an empty folder.
bool imjoy_folder_remove(const imjoy_granted_folder *folder, const char *path);

/// Gives a file or folder another path; a file that is there is replaced with `overwrite`, else it is an error.
bool imjoy_folder_rename(const imjoy_granted_folder *folder, const char *path, const char *to, bool overwrite);

/// Lets the user save a text, file or bytes under a name that is suggested; `cancelled` when they do not.
bool imjoy_export_file(imjoy_value *contents, const char *name);

/// As `imjoy_export_file`, piece by piece. `size` is the length where it is known, else 0.
imjoy_export_writer *imjoy_start_export(const char *name, uint64_t size);

/// Appends bytes, at most 64 MiB.
bool imjoy_export_write(imjoy_export_writer *writer, const void *bytes, size_t length);

/// Puts the file in its place. It ends the writer.
bool imjoy_export_finish(imjoy_export_writer *writer);

/// An URL of a local file or folder, after the user has agreed; `password` may be NULL.
const char *imjoy_get_file_url(const char *path, const char *password);

/// The path behind such an URL.
const char *imjoy_get_file_path(const char *url);

#endif
