/// Fourier filter: removes noise, background and stripes from images.

#include "filter.h"
#include "image.h"

#include <imjoy.h>
#include <math.h>
#include <string.h>
#include <time.h>

#define DEFAULT_LOW 3
#define DEFAULT_HIGH 40
/// The host ends a plugin that computes for a minute without a pause.
#define SECONDS_BETWEEN_PAUSES 5
#define SAME_TYPE "type of the image"

/// What the user is shown of a calculation that has several parts.
typedef struct shown_progress {
    /// Whether it is the application's bar too, because the user has started it.
    bool is_op;
    size_t parts, done;
    time_t last_pause;
    int last_percent;
} shown_progress;

static void show_progress(void *context, double fraction) {
    shown_progress *shown = context;
    int percent = (int)(100 * ((double)shown->done + fraction) / (double)shown->parts);
    if (percent != shown->last_percent && percent > 1) {
        shown->last_percent = percent;
        imjoy_show_plugin_progress(percent);
        if (shown->is_op) imjoy_show_progress(percent);
    }
    time_t now = time(NULL);
    if (now - shown->last_pause >= SECONDS_BETWEEN_PAUSES) {
        shown->last_pause = now;
        imjoy_pause();
    }
}

/// Filters the colours of an image two by two; false with an error.
static bool filter_image(image *image, const band *band, bool is_op) {
    size_t colours = image_colours(image), pixels = image->rows * image->columns;
    shown_progress shown = {.is_op = is_op, .parts = (colours + 1) / 2, .last_pause = time(NULL)};
    for (size_t c = 0; c < colours; c += 2, shown.done++) {
        double *first = image->planes + c * pixels, *second = c + 1 < colours ? first + pixels : NULL;
        progress progress = {show_progress, &shown};
        if (!filter_planes(band, image->rows, image->columns, first, second, &progress)) {
            imjoy_fail(IMJOY_LIMIT, "there is not enough memory to filter an image of %zu × %zu pixels; agree to more for "
                       "this plugin, or choose a smaller part of the image", image->columns, image->rows);
            return false;
        }
    }
    return true;
}

/// The power spectrum as an array; NULL with an error.
static imjoy_value *spectrum_of(const image *source) {
    image result = {.axes = 2, .shape = {source->rows, source->columns}, .rows = source->rows,
                    .columns = source->columns, .channels = 1};
    double *grey = image_grey(source);
    result.planes = imjoy_allocate(source->rows * source->columns * sizeof *result.planes);
    if (grey == NULL || result.planes == NULL) return NULL;
    if (!log_power_spectrum(source->rows, source->columns, grey, result.planes, NULL)) {
        return imjoy_fail(IMJOY_LIMIT, "there is not enough memory for the spectrum of an image of %zu × %zu pixels",
                          source->columns, source->rows);
    }
    return image_to_array(&result, IMJOY_FLOAT32);
}

/// Reads which stripes are meant.
static bool read_stripes(imjoy_value *value, stripes *result) {
    static const char *const names[] = {"none", "horizontal", "vertical"};
    const char *name = "none";
    if (!imjoy_is_nothing(value) && !imjoy_read_text(value, "stripes", &name)) return false;
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(name, names[i]) == 0) {
            *result = (stripes)i;
            return true;
        }
    }
    imjoy_fail(IMJOY_INVALID, "stripes must be none, horizontal or vertical, and is \"%s\"", name);
    return false;
}

/// Reads the sizes between which structures stay; what is left out is as in the form.
static bool read_band(imjoy_value *low, imjoy_value *high, imjoy_value *stripes, band *result) {
    if (!imjoy_read_number(imjoy_or(low, imjoy_number(DEFAULT_LOW)), "low", &result->low)) return false;
    if (!imjoy_read_number(imjoy_or(high, imjoy_number(DEFAULT_HIGH)), "high", &result->high)) return false;
    if (!(result->low >= 0) || !isfinite(result->low)) {
        imjoy_fail(IMJOY_INVALID, "low must be a size in pixels, 0 or more, and is %g", result->low);
        return false;
    }
    if (result->high == 0) result->high = INFINITY;
    if (!(result->high > result->low)) {
        imjoy_fail(IMJOY_INVALID, "high must be larger than low, or 0 for none: low is %g and high is %g", result->low,
                   result->high);
        return false;
    }
    return read_stripes(stripes, &result->stripes);
}

/// `filter(image, low, high, stripes)` for other plugins.
static imjoy_value *filter(imjoy_arguments arguments) {
    image source;
    band band;
    if (!image_read(imjoy_argument(arguments, 0), "the image", &source)) return NULL;
    if (!read_band(imjoy_argument(arguments, 1), imjoy_argument(arguments, 2), imjoy_argument(arguments, 3), &band)) {
        return NULL;
    }
    return filter_image(&source, &band, false) ? image_to_array(&source, IMJOY_FLOAT32) : NULL;
}
IMJOY_EXPORT(filter)

/// `spectrum(image)` for other plugins.
static imjoy_value *spectrum(imjoy_arguments arguments) {
    image source;
    return image_read(imjoy_argument(arguments, 0), "the image", &source) ? spectrum_of(&source) : NULL;
}
IMJOY_EXPORT(spectrum)

/// The image in the active window; NULL with an error.
static imjoy_value *active_image(imjoy_value *context) {
    imjoy_value *data = imjoy_field(context, "data");
    imjoy_value *image = imjoy_kind_of(data) == IMJOY_NDARRAY ? data : imjoy_field(data, "src");
    if (image == NULL || imjoy_kind_of(image) == IMJOY_NDARRAY) return image;
    return imjoy_fail(IMJOY_INVALID, "open an image first (Ctrl+O), then run the Fourier filter on it");
}

/// What a window of images shows, under a title that names the image.
static imjoy_value *named_data(const char *title, const char *name, imjoy_value *array) {
    return imjoy_record_of("src", array, "name", imjoy_format("%s of %s", title, name));
}

static bool show_spectrum(const image *source, const char *name) {
    imjoy_value *data = named_data("Power spectrum", name, spectrum_of(source));
    const char *title;
    return imjoy_read_text(imjoy_field(data, "name"), "the title", &title) &&
           imjoy_create_window((imjoy_window_options){.type = "imjoy/image", .name = title, .data = data}) != NULL;
}

/// The Run button.
static imjoy_value *run(imjoy_arguments arguments) {
    imjoy_value *context = imjoy_argument(arguments, 0), *config = imjoy_field(context, "config");
    imjoy_value *array = active_image(context);
    const char *name = "image", *result = "float32";
    bool has_spectrum = true;
    image source;
    band band;
    if (array == NULL || !image_read(array, "the image", &source)) return NULL;
    if (!read_band(imjoy_field(config, "low"), imjoy_field(config, "high"), imjoy_field(config, "stripes"), &band)) {
        return NULL;
    }
    if (!imjoy_read_text(imjoy_or(imjoy_field(config, "result"), imjoy_text(result)), "result", &result)) return NULL;
    if (!imjoy_read_boolean(imjoy_or(imjoy_field(config, "spectrum"), imjoy_boolean(true)), "spectrum", &has_spectrum)) {
        return NULL;
    }
    imjoy_value *given_name = imjoy_field(context, "name");
    if (imjoy_kind_of(given_name) == IMJOY_TEXT) imjoy_read_text(given_name, "name", &name);

    if ((has_spectrum && !show_spectrum(&source, name)) || !filter_image(&source, &band, true)) return NULL;
    imjoy_dtype dtype = strcmp(result, SAME_TYPE) == 0 ? source.dtype : IMJOY_FLOAT32;
    imjoy_value *data = named_data("Fourier filter", name, image_to_array(&source, dtype));
    // The host shows what `run` returns in a window of the type that it names.
    return imjoy_record_of("type", imjoy_text("imjoy/image"), "name", imjoy_field(data, "name"), "data", data);
}
IMJOY_EXPORT(run)
