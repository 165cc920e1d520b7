# Rules that build a plugin in C without the host: a Makefile names the plugin and includes them.
#
#     NAME = hello-in-c
#     include ../imjoy/guest-sdk/c/plugin.mk
#
# Needed are
#   * the wasi-sdk, version 25 or newer, which WASI_SDK_PATH names; or CLANG, with flags in CFLAGS, and wasm-component-ld
#     where clang finds it;
#   * wit-bindgen, by `cargo install wit-bindgen-cli@0.61.1 --no-default-features --features c,async`.
#
# Compiled are the C files of the folder and of its src. `manifest.json` goes into the component as it is: what
# `host build` fills in (functions, api_version, docs.md) is written by hand here.

IMJOY_C := $(dir $(lastword $(MAKEFILE_LIST)))
WASI_SDK_PATH ?= /opt/wasi-sdk
CLANG ?= $(WASI_SDK_PATH)/bin/clang
WIT_BINDGEN ?= wit-bindgen
BUILD ?= target/make

FLAGS := --target=wasm32-wasip2 -O2 -std=gnu17 -msimd128 -I$(IMJOY_C)include -I$(BUILD) -I. -Isrc
LINK_FLAGS := -mexec-model=reactor -Wl,-z,stack-size=1048576 -Wl,--stack-first -Wl,--strip-debug

SOURCES := $(wildcard *.c) $(wildcard src/*.c)
SDK_SOURCES := $(wildcard $(IMJOY_C)source/*.c)
HEADERS := $(wildcard *.h src/*.h $(IMJOY_C)include/*.h $(IMJOY_C)include/imjoy/*.h)
OBJECTS := $(SOURCES:%.c=$(BUILD)/plugin/%.o)
SDK_OBJECTS := $(patsubst $(IMJOY_C)source/%.c,$(BUILD)/sdk/%.o,$(SDK_SOURCES)) $(BUILD)/sdk/bindings.o

$(NAME).wasm: $(OBJECTS) $(SDK_OBJECTS)
	$(CLANG) --target=wasm32-wasip2 $(CFLAGS) $(LINK_FLAGS) $^ $(BUILD)/imjoy_bindings_component_type.o -o $@

$(BUILD)/imjoy_bindings.h $(BUILD)/imjoy_bindings.c &: $(wildcard $(IMJOY_C)../../wit/*.wit)
	$(WIT_BINDGEN) c $(IMJOY_C)../../wit --world plugin --rename-world imjoy-bindings --async=-all --out-dir $(BUILD)

$(BUILD)/plugin/%.o: %.c $(BUILD)/imjoy_bindings.h $(HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(FLAGS) $(CFLAGS) -Wall -Wextra -Wno-unused-parameter -c $< -o $@

$(BUILD)/sdk/manifest.o: $(IMJOY_C)source/manifest.c manifest.json
	@mkdir -p $(@D)
	$(CLANG) $(FLAGS) $(CFLAGS) -DIMJOY_MANIFEST='"manifest.json"' -c $< -o $@

$(BUILD)/sdk/bindings.o: $(BUILD)/imjoy_bindings.c
	@mkdir -p $(@D)
	$(CLANG) $(FLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/sdk/%.o: $(IMJOY_C)source/%.c $(BUILD)/imjoy_bindings.h $(HEADERS) $(wildcard $(IMJOY_C)source/*.h)
	@mkdir -p $(@D)
	$(CLANG) $(FLAGS) $(CFLAGS) -c $< -o $@

.PHONY: clean
clean:
	rm -rf $(BUILD) $(NAME).wasm
