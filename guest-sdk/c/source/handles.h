/// Handles of the host's resources.
#ifndef IMJOY_SOURCE_HANDLES_H
#define IMJOY_SOURCE_HANDLES_H

#include "value.h"

/// A value for a handle that the plugin has got, and owns: it goes to the arena. NULL, with an error, when there is no
/// memory left.
imjoy_value *imjoy_handle_value(imjoy_arena *arena, imjoy_kind kind, int32_t handle);

/// A further handle to the same function, plugin or window.
int32_t imjoy_clone_handle(imjoy_kind kind, int32_t handle);

/// Has the arena own a handle of bytes.
bool imjoy_own_buffer(imjoy_arena *arena, int32_t buffer);

#endif
