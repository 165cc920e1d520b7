/// Errors to and from the form of the WIT.
#ifndef IMJOY_SOURCE_ERROR_H
#define IMJOY_SOURCE_ERROR_H

#include "imjoy/errors.h"
#include "wire.h"

/// Takes an error of the host's and leaves it behind; gives false.
bool imjoy_take_error(wire_error *error);

/// Writes the present error for the host, which frees it.
void imjoy_give_error(wire_error *error);

#endif
