/// Small services of the host.
#ifndef IMJOY_UTILITIES_H
#define IMJOY_UTILITIES_H

#include "values.h"

/// Draws the application anew.
void imjoy_force_update(void);

/// Opens an http, https or mailto URL in the user's browser, after they have agreed.
bool imjoy_open_url(const char *url);

/// Waits for so many seconds, more than 0 and at most 24 hours.
bool imjoy_sleep(double seconds);

/// Waits for a moment. The host ends a plugin that computes for a minute without waiting; a calculation that may take
/// longer calls this now and then.
void imjoy_pause(void);

#endif
