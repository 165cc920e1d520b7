/// Memory that is released all at once: that of the call that is running, and of each kept value.
#ifndef IMJOY_SOURCE_ARENA_H
#define IMJOY_SOURCE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct imjoy_arena {
    /// Blocks of memory; the first has room left.
    struct imjoy_block *blocks;
    /// What is to be done besides freeing.
    struct imjoy_duty *duties;
    /// Memory of `malloc` that was handed over.
    struct imjoy_adopted *adopted;
} imjoy_arena;

/// The arena of the call that is running. Only one runs at a time: the plugin is not entered while it waits.
imjoy_arena *imjoy_call_arena(void);

/// Zeroed memory, aligned to 16 bytes; NULL, with an error, when there is none left.
void *imjoy_arena_allocate(imjoy_arena *arena, size_t size);

/// Has `duty` called with `handle` when the arena is released. When there is no memory left it is called at once.
bool imjoy_arena_on_release(imjoy_arena *arena, void (*duty)(int32_t handle), int32_t handle);

/// Has memory of `malloc` freed with the arena. When there is no memory left it is freed at once.
bool imjoy_arena_adopt(imjoy_arena *arena, void *memory);

/// Releases everything.
void imjoy_arena_release(imjoy_arena *arena);

#endif
