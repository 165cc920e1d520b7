/// Functions that the plugin has given away.
#ifndef IMJOY_SOURCE_CALLBACKS_H
#define IMJOY_SOURCE_CALLBACKS_H

#include "imjoy/exports.h"

/// Calls one of them.
imjoy_value *imjoy_call_own(uint64_t id, imjoy_arguments arguments);

/// Nobody holds it any more.
void imjoy_release_own(uint64_t id);

#endif
