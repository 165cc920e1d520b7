/// A first plugin: a function for other plugins, and the Run button.

#include <imjoy.h>

/// Other plugins call this by `api.call("hello-in-c", "greet", "Ada")`.
static imjoy_value *greet(imjoy_arguments arguments) {
    const char *name;
    if (!imjoy_read_text(imjoy_argument(arguments, 0), "name", &name)) return NULL;
    return imjoy_format("Hello, %s!", name);
}
IMJOY_EXPORT(greet)

/// The context has the answers of the form in `config`.
static imjoy_value *run(imjoy_arguments arguments) {
    imjoy_value *config = imjoy_field(imjoy_argument(arguments, 0), "config");
    const char *name;
    if (!imjoy_read_text(imjoy_or(imjoy_field(config, "name"), imjoy_text("world")), "name", &name)) return NULL;
    imjoy_value *greeting = imjoy_format("Hello, %s!", name);
    const char *text;
    if (!imjoy_read_text(greeting, "the greeting", &text)) return NULL;
    imjoy_show_message(text, 5);
    if (!imjoy_alert((imjoy_message){.content = text})) return NULL;
    return greeting;
}
IMJOY_EXPORT(run)
