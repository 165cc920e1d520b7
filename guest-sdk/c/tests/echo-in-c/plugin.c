/// What the tests of the C SDK call: each function uses one part of it.

#include <imjoy.h>
#include <stdio.h>
#include <stdlib.h>

static int setups;

static imjoy_value *setup(imjoy_arguments arguments) {
    setups++;
    return imjoy_absent();
}
IMJOY_EXPORT(setup)

static imjoy_value *count_setups(imjoy_arguments arguments) {
    return imjoy_integer(setups);
}
IMJOY_EXPORT(count_setups)

/// Gives back what it is given.
static imjoy_value *echo(imjoy_arguments arguments) { return imjoy_argument(arguments, 0); }
IMJOY_EXPORT(echo)

/// A value of each kind, made here.
static imjoy_value *make(imjoy_arguments arguments) {
    imjoy_value *ndarray = imjoy_ndarray(IMJOY_UINT16, 2, (size_t[]){2, 3});
    uint16_t *elements = imjoy_elements(ndarray);
    for (uint16_t i = 0; elements != NULL && i < 6; i++) elements[i] = i * 1000;
    imjoy_value *map = imjoy_add_pair(imjoy_map(), imjoy_integer(1), imjoy_text("one"));
    imjoy_value *record = imjoy_record_of(
        "absent", imjoy_absent(), "null", imjoy_null(), "boolean", imjoy_boolean(true), "integer",
        imjoy_integer(INT64_MIN), "number", imjoy_number(0.5), "text", imjoy_text("µm"), "cut",
        imjoy_text_of("a\xffz", 3), "format", imjoy_format("%d of %s", 3, "five"), "date", imjoy_date(1.5e12), "list",
        imjoy_list_of(imjoy_integer(1), imjoy_text("two")), "empty", imjoy_list_of(), "numbers",
        imjoy_list_of_numbers(3, (double[]){1, 2.5, -3}), "integers", imjoy_list_of_integers(2, (int64_t[]){7, -7}),
        "set", imjoy_append(imjoy_set(), imjoy_integer(4)), "map", map, "bytes", imjoy_bytes("\0\1\2", 3), "ndarray",
        ndarray, "file", imjoy_file("a.txt", "text/plain", "hi", 2), "blob", imjoy_file(NULL, "image/png", "", 0),
        "error", imjoy_error_value("TypeError", "no"));
    // Of the same name: in its place.
    return imjoy_set_field(record, "null", imjoy_text("replaced"));
}
IMJOY_EXPORT(make)

/// Reads what it is given as one kind after the other, and gives how each was read.
static imjoy_value *read(imjoy_arguments arguments) {
    imjoy_value *value = imjoy_argument(arguments, 0);
    imjoy_value *result = imjoy_record();
    bool boolean;
    int64_t integer;
    double number;
    const char *text;
    const double *numbers;
    const uint8_t *bytes;
    size_t count;
    imjoy_array array;
#define TRY(name, call, made) imjoy_set_field(result, name, (call) ? (made) : imjoy_text(imjoy_error_message()))
    TRY("boolean", imjoy_read_boolean(value, "it", &boolean), imjoy_boolean(boolean));
    TRY("integer", imjoy_read_integer(value, "it", &integer), imjoy_integer(integer));
    TRY("number", imjoy_read_number(value, "it", &number), imjoy_number(number));
    TRY("text", imjoy_read_text(value, "it", &text), imjoy_text(text));
    TRY("numbers", imjoy_read_numbers(value, "it", &numbers, &count), imjoy_list_of_numbers(count, numbers));
    TRY("bytes", imjoy_read_bytes(value, "it", &bytes, &count), imjoy_bytes(bytes, count));
    TRY("ndarray", imjoy_read_ndarray(value, "it", &array), imjoy_integer((int64_t)array.count));
    return imjoy_set_field(result, "kind", imjoy_text(imjoy_kind_name(value)));
}
IMJOY_EXPORT(read)

/// Converts an array to numbers and back to the type that is named by its number.
static imjoy_value *convert(imjoy_arguments arguments) {
    imjoy_array array;
    int64_t dtype;
    if (!imjoy_read_ndarray(imjoy_argument(arguments, 0), "the array", &array)) return NULL;
    if (!imjoy_read_integer(imjoy_argument(arguments, 1), "the type", &dtype)) return NULL;
    double *numbers = imjoy_allocate(array.count * sizeof *numbers);
    imjoy_value *result = imjoy_ndarray((imjoy_dtype)dtype, array.axes, array.shape);
    if (numbers == NULL || result == NULL || !imjoy_to_float64(&array, numbers)) return NULL;
    if (!imjoy_from_float64(numbers, array.count, (imjoy_dtype)dtype, imjoy_elements(result))) return NULL;
    return result;
}
IMJOY_EXPORT(convert)

/// Fails with the kind of error that is named by its number.
static imjoy_value *fail(imjoy_arguments arguments) {
    int64_t kind;
    if (!imjoy_read_integer(imjoy_argument(arguments, 0), "the kind", &kind)) return NULL;
    return imjoy_fail((imjoy_error_kind)kind, "it failed with %lld", (long long)kind);
}
IMJOY_EXPORT(fail)

/// A value with more levels than may be passed.
static imjoy_value *too_deep(imjoy_arguments arguments) {
    imjoy_value *value = imjoy_null();
    for (size_t i = 0; i < 100; i++) value = imjoy_list_of(value);
    return value;
}
IMJOY_EXPORT(too_deep)

/// A list of as many records with as many fields, all fields of different names.
static imjoy_value *records(imjoy_arguments arguments) {
    int64_t count, fields;
    if (!imjoy_read_integer(imjoy_argument(arguments, 0), "count", &count)) return NULL;
    if (!imjoy_read_integer(imjoy_argument(arguments, 1), "fields", &fields)) return NULL;
    imjoy_value *list = imjoy_list();
    for (int64_t i = 0; i < count; i++) {
        imjoy_value *record = imjoy_record();
        for (int64_t k = 0; k < fields; k++) {
            char name[32];
            snprintf(name, sizeof name, "field %lld", (long long)k);
            record = imjoy_set_field(record, name, imjoy_integer(i * fields + k));
        }
        list = imjoy_append(list, record);
    }
    return list;
}
IMJOY_EXPORT(records)

/// So many bytes, all of them 7: what is in the host and what comes back must be these.
static imjoy_value *many_bytes(imjoy_arguments arguments) {
    int64_t count;
    if (!imjoy_read_integer(imjoy_argument(arguments, 0), "count", &count)) return NULL;
    size_t shape[] = {(size_t)count};
    imjoy_value *array = imjoy_ndarray(IMJOY_UINT8, 1, shape);
    uint8_t *elements = imjoy_elements(array);
    for (size_t i = 0; elements != NULL && i < shape[0]; i++) elements[i] = 7;
    return array;
}
IMJOY_EXPORT(many_bytes)

/// The sum of an array's elements.
static imjoy_value *sum(imjoy_arguments arguments) {
    imjoy_array array;
    if (!imjoy_read_ndarray(imjoy_argument(arguments, 0), "the array", &array)) return NULL;
    double *numbers = imjoy_allocate(array.count * sizeof *numbers), total = 0;
    if (numbers == NULL || !imjoy_to_float64(&array, numbers)) return NULL;
    for (size_t i = 0; i < array.count; i++) total += numbers[i];
    return imjoy_number(total);
}
IMJOY_EXPORT(sum)

static imjoy_value *kept;

/// Keeps what it is given, in place of what was kept.
static imjoy_value *keep(imjoy_arguments arguments) {
    imjoy_drop(kept);
    kept = imjoy_keep(imjoy_argument(arguments, 0));
    return kept == NULL ? NULL : imjoy_boolean(true);
}
IMJOY_EXPORT(keep)

static imjoy_value *what_is_kept(imjoy_arguments arguments) {
    return kept == NULL ? imjoy_null() : kept;
}
IMJOY_EXPORT(what_is_kept)

static int released;

static imjoy_value *add_to(imjoy_arguments arguments, void *data) {
    int64_t number;
    if (!imjoy_read_integer(imjoy_argument(arguments, 0), "the number", &number)) return NULL;
    return imjoy_integer(number + *(int64_t *)data);
}

static void release(void *data) {
    free(data);
    released++;
}

/// A function that adds a number to what it is called with.
static imjoy_value *adder(imjoy_arguments arguments) {
    int64_t number;
    if (!imjoy_read_integer(imjoy_argument(arguments, 0), "the number", &number)) return NULL;
    int64_t *data = malloc(sizeof *data);
    *data = number;
    return imjoy_function(add_to, data, release);
}
IMJOY_EXPORT(adder)

static imjoy_value *count_released(imjoy_arguments arguments) {
    return imjoy_integer(released);
}
IMJOY_EXPORT(count_released)

/// Calls the function that it is given with the other arguments.
static imjoy_value *apply(imjoy_arguments arguments) {
    return imjoy_call_function_with(imjoy_argument(arguments, 0),
                                    imjoy_list_from(arguments.count - 1, arguments.values + 1));
}
IMJOY_EXPORT(apply)

/// Calls a function of another plugin with the other arguments.
static imjoy_value *call(imjoy_arguments arguments) {
    const char *plugin, *function;
    if (!imjoy_read_text(imjoy_argument(arguments, 0), "plugin", &plugin)) return NULL;
    if (!imjoy_read_text(imjoy_argument(arguments, 1), "function", &function)) return NULL;
    return imjoy_call_with(plugin, function, imjoy_list_from(arguments.count - 2, arguments.values + 2));
}
IMJOY_EXPORT(call)

/// The same by a handle, with the plugin's name and functions.
static imjoy_value *ask(imjoy_arguments arguments) {
    const char *name, *function;
    if (!imjoy_read_text(imjoy_argument(arguments, 0), "plugin", &name)) return NULL;
    if (!imjoy_read_text(imjoy_argument(arguments, 1), "function", &function)) return NULL;
    imjoy_value *plugin = imjoy_get_plugin(name);
    return imjoy_record_of("name", imjoy_text(imjoy_plugin_name(plugin)), "functions", imjoy_plugin_functions(plugin),
                           "result", imjoy_plugin_call(plugin, function, imjoy_argument(arguments, 2)));
}
IMJOY_EXPORT(ask)

/// The same as a task.
static imjoy_value *start(imjoy_arguments arguments) {
    const char *name, *function;
    if (!imjoy_read_text(imjoy_argument(arguments, 0), "plugin", &name)) return NULL;
    if (!imjoy_read_text(imjoy_argument(arguments, 1), "function", &function)) return NULL;
    return imjoy_wait(imjoy_start(name, function, imjoy_list_of(imjoy_argument(arguments, 2))));
}
IMJOY_EXPORT(start)

/// Opens a window, changes it, and closes it.
static imjoy_value *show(imjoy_arguments arguments) {
    imjoy_value *window = imjoy_create_window((imjoy_window_options){
        .type = "imjoy/generic", .name = "First", .w = 5, .h = 4, .data = imjoy_argument(arguments, 0)});
    const char *first = imjoy_window_name(window);
    uint64_t id = imjoy_window_id(window);
    imjoy_value *same = imjoy_get_window((imjoy_window_query){.id = id});
    bool is_same = imjoy_window_id(same) == id && id != 0;
    if (!imjoy_window_run(window, imjoy_record_of("name", imjoy_text("Second")))) return NULL;
    const char *second = imjoy_window_name(window);
    if (!imjoy_window_resize(window, &(imjoy_rectangle){1, 2, 3, 4}) || !imjoy_window_close(window)) return NULL;
    bool is_closed = !imjoy_window_refresh(window) && imjoy_error() == IMJOY_TERMINATED;
    imjoy_clear_error();
    return imjoy_list_of(imjoy_text(first), imjoy_text(second), imjoy_boolean(is_same), imjoy_boolean(is_closed));
}
IMJOY_EXPORT(show)

static imjoy_value *settings(imjoy_arguments arguments) {
    if (!imjoy_set_config("kept", imjoy_argument(arguments, 0))) return NULL;
    return imjoy_list_of(imjoy_get_config("kept"), imjoy_get_config("_name"), imjoy_get_attachment("none"),
                         imjoy_text(imjoy_workspace()), imjoy_boolean(imjoy_tag() == NULL));
}
IMJOY_EXPORT(settings)

/// Asks the user three things.
static imjoy_value *dialogs(imjoy_arguments arguments) {
    bool agreed;
    if (!imjoy_alert((imjoy_message){.content = "Look"})) return NULL;
    if (!imjoy_confirm((imjoy_message){.content = "Really?"}, &agreed)) return NULL;
    const char *answer = imjoy_prompt((imjoy_message){.content = "Name?"}, "nobody", NULL);
    if (answer == NULL) return NULL;
    return imjoy_list_of(imjoy_boolean(agreed), imjoy_text(answer));
}
IMJOY_EXPORT(dialogs)

/// Writes to the log in every way, and waits a little.
static imjoy_value *report(imjoy_arguments arguments) {
    imjoy_log("%d lines", 1);
    imjoy_log_error("an error of %s", "mine");
    imjoy_log_values(imjoy_list_of(imjoy_text("values"), imjoy_integer(2)));
    printf("printed\n");
    fflush(stdout);
    imjoy_pause();
    return imjoy_sleep(0.01) ? imjoy_absent() : NULL;
}
IMJOY_EXPORT(report)

/// How many calls of it were under way when this one began: none, because they come one after the other.
static imjoy_value *slow(imjoy_arguments arguments) {
    static int running;
    int before = running++;
    bool is_done = imjoy_sleep(0.05);
    running--;
    return is_done ? imjoy_integer(before) : NULL;
}
IMJOY_EXPORT(slow)
