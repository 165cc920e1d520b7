//! `create-window`, once for each type of window that the host draws.
//!
//! Each file makes the data of one type; the ops below open them.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by a panic"))]

mod cells;
mod files;
mod generic;
mod image;
mod image_compare;
mod images;
mod log;
mod markdown;
mod panel;
mod plot;
mod plugin_editor;
mod schema_io;
mod table;
mod tree;
mod url_list;

use imjoy_sdk::{Context, Error, Op, WindowOptions, api};

/// Ops in the order in which they are listed: name, exported function, what it shows.
const OPS: &[(&str, &str, &str)] = &[
    ("image", "run_image", "One image, in false colours"),
    ("images", "run_images", "A gallery of twelve images"),
    ("image-compare", "run_image_compare", "An image before and after a blur"),
    ("plot", "run_plot", "A measured line profile"),
    ("plot, histogram", "run_histogram", "How often each brightness occurs"),
    ("plot, a million points", "run_long_plot", "A long recording with a gap"),
    ("table", "run_table", "A row for each cell"),
    ("generic", "run_generic", "Any value as a tree"),
    ("tree", "run_tree", "Named nodes to choose from"),
    ("panel", "run_panel", "A form that stays open"),
    ("schema-io", "run_schema_io", "A form made from a JSON Schema"),
    ("plugin-editor", "run_plugin_editor", "A plugin to edit, save and run"),
    ("files", "run_files", "Files with a preview"),
    ("url_list", "run_url_list", "Links"),
    ("markdown", "run_markdown", "A page of text"),
    ("log", "run_log", "What the plugin has logged"),
];

#[derive(Default)]
struct CreateWindow;

/// # create-window
///
/// Opens a window of each type that the host draws. Each op below the plugin's name is one
/// type, with data that are made up for it: pictures of cells, measurements, a page.
///
/// A window is opened by `create-window` with a type and data:
///
/// ```text
/// api::create_window(WindowOptions::new("imjoy/image").data(record! { "src": image })).await?;
/// ```
///
/// The data of each type are described in the file of the same name in this plugin's
/// source. What a window is sent later by `window.run` takes the place of its data; zoom,
/// contrast and selection stay.
#[imjoy_sdk::plugin(icon = "🖼", labels = ["API example"], ui = "Opens an image; the list below has all types")]
impl CreateWindow {
    async fn setup(&mut self) -> Result<(), Error> {
        for (name, function, about) in OPS {
            api::register(Op::new(*name).ui(*about).run_name(*function)).await?;
        }
        Ok(())
    }

    pub async fn run(&self, _my: Context) -> Result<(), Error> {
        open(image::window()).await
    }

    /// One image.
    pub async fn run_image(&self, _my: Context) -> Result<(), Error> {
        open(image::window()).await
    }

    /// A gallery.
    pub async fn run_images(&self, _my: Context) -> Result<(), Error> {
        open(images::window()).await
    }

    /// Two images in one place.
    pub async fn run_image_compare(&self, _my: Context) -> Result<(), Error> {
        open(image_compare::window()).await
    }

    /// A line profile.
    pub async fn run_plot(&self, _my: Context) -> Result<(), Error> {
        open(plot::window()).await
    }

    /// A histogram.
    pub async fn run_histogram(&self, _my: Context) -> Result<(), Error> {
        open(plot::histogram()).await
    }

    /// A plot of a million points.
    pub async fn run_long_plot(&self, _my: Context) -> Result<(), Error> {
        open(plot::long()).await
    }

    /// A table.
    pub async fn run_table(&self, _my: Context) -> Result<(), Error> {
        open(table::window()).await
    }

    /// A tree of values.
    pub async fn run_generic(&self, _my: Context) -> Result<(), Error> {
        open(generic::window()).await
    }

    /// A tree whose choice is told.
    pub async fn run_tree(&self, _my: Context) -> Result<(), Error> {
        let window = api::create_window(tree::window()).await?;
        tree::listen(&window)
    }

    /// A form that stays open.
    pub async fn run_panel(&self, _my: Context) -> Result<(), Error> {
        let window = api::create_window(panel::window()).await?;
        panel::listen(&window)
    }

    /// A form from a schema.
    pub async fn run_schema_io(&self, _my: Context) -> Result<(), Error> {
        let window = api::create_window(schema_io::window()).await?;
        schema_io::listen(&window)
    }

    /// A source to edit and run.
    pub async fn run_plugin_editor(&self, _my: Context) -> Result<(), Error> {
        let window = api::create_window(plugin_editor::window()).await?;
        plugin_editor::listen(&window)
    }

    /// Files.
    pub async fn run_files(&self, _my: Context) -> Result<(), Error> {
        open(files::window()).await
    }

    /// Links.
    pub async fn run_url_list(&self, _my: Context) -> Result<(), Error> {
        open(url_list::window()).await
    }

    /// A page.
    pub async fn run_markdown(&self, _my: Context) -> Result<(), Error> {
        open(markdown::window()).await
    }

    /// The plugin's log.
    pub async fn run_log(&self, _my: Context) -> Result<(), Error> {
        open(log::window()).await
    }
}

async fn open(options: Result<WindowOptions, Error>) -> Result<(), Error> {
    api::create_window(options?).await?;
    Ok(())
}
