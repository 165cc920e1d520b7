/// The names of the fields of a value, each once: a table from names to their index.
#ifndef IMJOY_SOURCE_NAMES_H
#define IMJOY_SOURCE_NAMES_H

#include "wire.h"

/// Stands for a name that is not in the table yet.
#define IMJOY_NEW_NAME UINT32_MAX

typedef struct imjoy_names {
    /// Indices by the hash of their name, with free places between them.
    uint32_t *places;
    /// A power of two, or 0.
    size_t count;
    size_t used;
} imjoy_names;

/// The place of a name's index, `IMJOY_NEW_NAME` if it is new: the caller then writes the index there, and the name to
/// `keys`. NULL, with an error, when there is no memory left.
uint32_t *imjoy_names_find(imjoy_names *names, const wire_string *keys, const char *name);

void imjoy_names_free(imjoy_names *names);

#endif
