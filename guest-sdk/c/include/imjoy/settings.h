/// Settings of the plugin that outlive it, and what it was installed with.
#ifndef IMJOY_SETTINGS_H
#define IMJOY_SETTINGS_H

#include "values.h"

/// Keeps a setting as a text; null removes it.
bool imjoy_set_config(const char *name, imjoy_value *value);

/// A setting as a text, or null. `_name` and so on give the fields of the manifest.
imjoy_value *imjoy_get_config(const char *name);

/// The text of an attachment of the manifest, or null.
imjoy_value *imjoy_get_attachment(const char *name);

/// The variant that the user has chosen; NULL when the plugin has none.
const char *imjoy_tag(void);

/// The name of the workspace.
const char *imjoy_workspace(void);

#endif
