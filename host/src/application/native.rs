//! The window of the operating system.

use super::{Application, ApplicationOptions};
use imjoy_engine::front_end::EngineLink;
use std::fmt;

/// Size of the window at first.
const WINDOW_SIZE: [f32; 2] = [1280.0, 800.0];
/// Least size of the window.
const LEAST_WINDOW_SIZE: [f32; 2] = [640.0, 420.0];
/// Edge of the icon in pixels.
const ICON_EDGE: u32 = 64;

/// Why there is no window. The text is one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NativeError {
    /// There is no display.
    NoDisplay,
    /// The display gave no window.
    NoWindow {
        /// What the windowing library says.
        reason: String,
    },
}

impl fmt::Display for NativeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NativeError::NoDisplay => formatter.write_str(
                "There is no display to open a window on: use `host run <plugin>` to work without a window, \
                 or a virtual display such as Xvfb (`xvfb-run -a host`)",
            ),
            NativeError::NoWindow { reason } => write!(
                formatter,
                "The window could not be opened ({reason}): use `host run <plugin>` to work without a window, \
                 or a virtual display such as Xvfb (`xvfb-run -a host`)",
            ),
        }
    }
}

impl std::error::Error for NativeError {}

/// Opens the window and returns when it is closed.
pub fn run_native(link: EngineLink, options: ApplicationOptions) -> Result<(), NativeError> {
    if !has_display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Err(NativeError::NoDisplay);
    }
    let remembered = &options.appearance;
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("ImJoy")
        .with_app_id("imjoy")
        .with_inner_size(remembered.window_size.unwrap_or(WINDOW_SIZE))
        .with_maximized(remembered.is_maximised)
        .with_min_inner_size(LEAST_WINDOW_SIZE)
        .with_icon(icon())
        .with_drag_and_drop(true);
    if let Some(position) = remembered.window_position {
        viewport = viewport.with_position(position);
    }
    let native_options =
        eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..eframe::NativeOptions::default() };
    eframe::run_native(
        "ImJoy",
        native_options,
        Box::new(move |creation| {
            let mut application = Application::new(&creation.egui_ctx, link, options);
            follow_pointer(creation, &mut application);
            Ok(Box::new(application))
        }),
    )
    .map_err(|error| NativeError::NoWindow { reason: error.to_string().trim_end_matches('.').to_owned() })
}

/// Lets the application know where the pointer is while files are dragged over it.
#[cfg(all(unix, not(target_os = "macos")))]
fn follow_pointer(creation: &eframe::CreationContext<'_>, application: &mut Application) {
    if let Some(pointer) = super::pointer_x11::X11Pointer::of(creation) {
        application.set_pointer_source(std::sync::Arc::new(pointer));
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn follow_pointer(_: &eframe::CreationContext<'_>, _: &mut Application) {}

/// Whether a window can be hoped for; only X11 and Wayland tell beforehand.
fn has_display(is_set: impl Fn(&str) -> bool) -> bool {
    let needs_variable = cfg!(all(unix, not(target_os = "macos"), not(target_os = "android")));
    !needs_variable || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Three cells on a dark ground.
fn icon() -> egui::IconData {
    const CELLS: [(f32, f32, f32, [u8; 3]); 3] =
        [(22.0, 24.0, 14.0, [96, 160, 220]), (45.0, 30.0, 10.0, [240, 190, 90]), (30.0, 47.0, 9.0, [120, 200, 140])];
    let mut rgba = Vec::new();
    for row in 0..ICON_EDGE {
        for column in 0..ICON_EDGE {
            let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
            let cell =
                CELLS.iter().find(|(center_x, center_y, radius, _)| (x - center_x).hypot(y - center_y) < *radius);
            let [red, green, blue] = cell.map_or([34, 36, 40], |(_, _, _, color)| *color);
            rgba.extend([red, green, blue, 255]);
        }
    }
    egui::IconData { rgba, width: ICON_EDGE, height: ICON_EDGE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_display_is_one_sentence_that_helps() {
        if cfg!(target_os = "linux") {
            assert!(!has_display(|_| false));
            assert!(has_display(|name| name == "WAYLAND_DISPLAY"));
        }
        for error in [NativeError::NoDisplay, NativeError::NoWindow { reason: "x".to_owned() }] {
            let text = error.to_string();
            assert!(text.contains("host run") && text.contains("Xvfb") && !text.contains('\n'), "{text}");
        }
    }

    #[test]
    fn the_icon_is_whole() {
        assert_eq!(icon().rgba.len(), 64 * 64 * 4);
    }
}
