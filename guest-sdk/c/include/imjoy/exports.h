/// What a plugin exports.
///
/// Some names have a meaning: `setup` is called once, before anything else, and the plugin is not loaded when it fails;
/// `run` is the plugin's button, called with ImJoy's context (a record of `config`, the answers of the form, and
/// `data`, what the active window shows); `update` is called when a field of the form has changed; `exit` before the
/// plugin ends. All other functions are for other plugins, which call them by name.
#ifndef IMJOY_EXPORTS_H
#define IMJOY_EXPORTS_H

#include "values.h"

/// What a function is called with.
typedef struct imjoy_arguments {
    /// How many there are.
    size_t count;
    /// The values; none is NULL.
    imjoy_value *const *values;
} imjoy_arguments;

/// An argument, counted from 0; absent when fewer were given.
imjoy_value *imjoy_argument(imjoy_arguments arguments, size_t index);

/// An exported function. NULL is a failure when there is an error (errors.h), else it is absent.
typedef imjoy_value *(*imjoy_exported)(imjoy_arguments arguments);

/// Exports a function under its name in C. Stands after the function, outside of it, in any of the plugin's files.
#define IMJOY_EXPORT(function) IMJOY_EXPORT_AS(#function, function)

/// Exports a function under another name: `IMJOY_EXPORT_AS("exit", leave)`.
#define IMJOY_EXPORT_AS(exported_name, function) \
    static const imjoy_export imjoy_export_of_##function \
        __attribute__((used, section("imjoy_exports"))) = {exported_name, function}; \
    IMJOY_NAME_EXPORT(exported_name)

/// One exported function; the linker gathers all of them.
typedef struct imjoy_export {
    const char *name;
    imjoy_exported function;
} imjoy_export;

// The names also stand in a section of the module, where `host build` finds them for the manifest.
#ifdef __wasm__
#define IMJOY_NAME_EXPORT(exported_name) \
    __asm__(".section \".custom_section.imjoy:functions\",\"\",@\n.asciz \"" exported_name "\"\n.text\n");
#else
#define IMJOY_NAME_EXPORT(exported_name)
#endif

/// A function that is given away as a value. `data` is what was given to `imjoy_function`.
typedef imjoy_value *(*imjoy_callback)(imjoy_arguments arguments, void *data);

/// A function as a value: a callback such as that of an event, or a function in data. `release` is called with `data`
/// when nobody holds the function any more; it may be NULL.
imjoy_value *imjoy_function(imjoy_callback callback, void *data, void (*release)(void *data));

/// Calls a function that was given as a value, with the values that follow; gives what it gives.
#define imjoy_call_function(function, ...) imjoy_call_function_with(function, imjoy_list_of(__VA_ARGS__))

/// As `imjoy_call_function`, with the members of a list.
imjoy_value *imjoy_call_function_with(const imjoy_value *function, imjoy_value *arguments);

#endif
