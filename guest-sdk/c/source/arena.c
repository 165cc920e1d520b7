#include "arena.h"

#include "imjoy/errors.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/// Small allocations share blocks of this size.
#define BLOCK_SIZE (64 * 1024)
#define ALIGNMENT 16

struct imjoy_block {
    struct imjoy_block *next;
    size_t used, size;
    alignas(ALIGNMENT) unsigned char bytes[];
};

struct imjoy_duty {
    struct imjoy_duty *next;
    void (*duty)(int32_t handle);
    int32_t handle;
};

struct imjoy_adopted {
    struct imjoy_adopted *next;
    void *memory;
};

imjoy_arena *imjoy_call_arena(void) {
    static imjoy_arena arena;
    return &arena;
}

static struct imjoy_block *new_block(size_t size) {
    if (size > SIZE_MAX - sizeof(struct imjoy_block)) return NULL;
    struct imjoy_block *block = malloc(sizeof *block + size);
    if (block != NULL) *block = (struct imjoy_block){.size = size};
    return block;
}

/// Memory that is not zeroed; NULL without an error.
static void *take(imjoy_arena *arena, size_t size) {
    if (size > SIZE_MAX - ALIGNMENT) return NULL;
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct imjoy_block *first = arena->blocks;
    if (first != NULL && first->size - first->used >= size) {
        void *memory = first->bytes + first->used;
        first->used += size;
        return memory;
    }
    bool is_large = size > BLOCK_SIZE / 4;
    struct imjoy_block *block = new_block(is_large ? size : BLOCK_SIZE);
    if (block == NULL) return NULL;
    block->used = size;
    if (is_large && first != NULL) {
        // The first block keeps its place: it has room for small ones.
        block->next = first->next;
        first->next = block;
    } else {
        block->next = first;
        arena->blocks = block;
    }
    return block->bytes;
}

void *imjoy_arena_allocate(imjoy_arena *arena, size_t size) {
    void *memory = take(arena, size);
    if (memory == NULL) return imjoy_fail(IMJOY_LIMIT, "the plugin has no memory left for %zu bytes", size);
    return memset(memory, 0, size);
}

bool imjoy_arena_on_release(imjoy_arena *arena, void (*duty)(int32_t handle), int32_t handle) {
    struct imjoy_duty *entry = imjoy_arena_allocate(arena, sizeof *entry);
    if (entry == NULL) {
        duty(handle);
        return false;
    }
    *entry = (struct imjoy_duty){arena->duties, duty, handle};
    arena->duties = entry;
    return true;
}

bool imjoy_arena_adopt(imjoy_arena *arena, void *memory) {
    struct imjoy_adopted *entry = imjoy_arena_allocate(arena, sizeof *entry);
    if (entry == NULL) {
        free(memory);
        return false;
    }
    *entry = (struct imjoy_adopted){arena->adopted, memory};
    arena->adopted = entry;
    return true;
}

void imjoy_arena_release(imjoy_arena *arena) {
    // The entries themselves lie in the blocks.
    for (struct imjoy_duty *entry = arena->duties; entry != NULL; entry = entry->next) entry->duty(entry->handle);
    for (struct imjoy_adopted *entry = arena->adopted; entry != NULL; entry = entry->next) free(entry->memory);
    for (struct imjoy_block *block = arena->blocks; block != NULL;) {
        struct imjoy_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (imjoy_arena){0};
}

void *imjoy_allocate(size_t size) { return imjoy_arena_allocate(imjoy_call_arena(), size); }
