/// The ImJoy API for plugins written in C.
///
/// A plugin is a folder with C files and a `manifest.json`; `host build <folder>` makes a component of it. README.md
/// beside this folder leads through it step by step.
///
///     #include <imjoy.h>
///
///     static imjoy_value *greet(imjoy_arguments arguments) {
///         const char *name;
///         if (!imjoy_read_text(imjoy_argument(arguments, 0), "name", &name)) return NULL;
///         return imjoy_format("Hello, %s!", name);
///     }
///     IMJOY_EXPORT(greet)
///
/// # Memory
///
/// Whatever these functions give (values, texts, arrays, handles) belongs to the SDK and lives until the exported
/// function or callback that is running has returned; then all of it is released at once. Nothing is to be freed. What
/// has to live longer is given to `imjoy_keep` (values.h). Texts and arrays that are passed in are copied.
///
/// # Errors
///
/// A function that fails gives NULL, or false, and leaves an error behind. An exported function that returns NULL then
/// fails with that error: `if (!x) return NULL;` is all that passing on an error takes. Functions that are given NULL
/// for a value give NULL in turn, so that a chain of them may be checked once. See errors.h.
///
/// # Waiting
///
/// Functions that wait (for the user, a disk, another plugin) simply return when it is over. Meanwhile the plugin is
/// not called: other calls of it, and of functions that it has given away, queue until the present one has ended. So a
/// plugin must not wait for something that needs a call of itself, such as a function of another plugin that calls a
/// callback of this one before it returns. The host shows no sign of it but the plugin's being busy, until the user
/// ends the plugin.
#ifndef IMJOY_H
#define IMJOY_H

#include "imjoy/arrays.h"
#include "imjoy/dialogs.h"
#include "imjoy/errors.h"
#include "imjoy/exports.h"
#include "imjoy/files.h"
#include "imjoy/plugins.h"
#include "imjoy/settings.h"
#include "imjoy/status.h"
#include "imjoy/utilities.h"
#include "imjoy/values.h"
#include "imjoy/windows.h"

#endif
