//! Windows in the workspace.

use crate::bindings::imjoy::plugin::windows as host;
use crate::runtime::outgoing;
use crate::value::encode;
use crate::{Error, IntoValue, Value, Window};

/// Description of a new window.
///
/// ```
/// use imjoy_sdk::{NdArray, WindowOptions, record};
/// let image = NdArray::<u8>::zeros([64, 64])?;
/// let options = WindowOptions::new("imjoy/image").name("Labels").size(20, 15).data(record! { "image": image });
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct WindowOptions {
    window_type: String,
    name: Option<String>,
    size: Option<(u32, u32)>,
    position: Option<(u32, u32)>,
    data: Result<Option<Value>, Error>,
    config: Result<Option<Value>, Error>,
}

impl WindowOptions {
    /// A window of an internal type such as `imjoy/image`, or of a window plugin.
    ///
    /// ```
    /// let options = imjoy_sdk::WindowOptions::new("imjoy/generic");
    /// ```
    pub fn new(window_type: impl Into<String>) -> Self {
        WindowOptions {
            window_type: window_type.into(),
            name: None,
            size: None,
            position: None,
            data: Ok(None),
            config: Ok(None),
        }
    }

    /// The title; the window type without it.
    ///
    /// ```
    /// let options = imjoy_sdk::WindowOptions::new("imjoy/image").name("Labels");
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Width and height in grid cells of 30 pixels.
    ///
    /// ```
    /// let options = imjoy_sdk::WindowOptions::new("imjoy/image").size(20, 15);
    /// ```
    pub fn size(mut self, w: u32, h: u32) -> Self {
        self.size = Some((w, h));
        self
    }

    /// Column and row of the upper left corner; chosen by the host without it.
    ///
    /// ```
    /// let options = imjoy_sdk::WindowOptions::new("imjoy/image").position(0, 0);
    /// ```
    pub fn position(mut self, x: u32, y: u32) -> Self {
        self.position = Some((x, y));
        self
    }

    /// What the window shows; its form depends on the type.
    ///
    /// ```
    /// use imjoy_sdk::{WindowOptions, record};
    /// let options = WindowOptions::new("imjoy/markdown").data(record! { "source": "# Hi" });
    /// ```
    pub fn data(mut self, data: impl IntoValue) -> Self {
        self.data = data.into_value().map(Some);
        self
    }

    /// Settings of the window; their form depends on the type.
    ///
    /// ```
    /// use imjoy_sdk::{WindowOptions, record};
    /// let options = WindowOptions::new("imjoy/image").config(record! { "colormap": "hot" });
    /// ```
    pub fn config(mut self, config: impl IntoValue) -> Self {
        self.config = config.into_value().map(Some);
        self
    }
}

/// Which window is meant; all given fields must match.
///
/// ```
/// let query = imjoy_sdk::WindowQuery::new().name("Labels").window_type("imjoy/image");
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct WindowQuery {
    name: Option<String>,
    id: Option<u64>,
    plugin_id: Option<String>,
    window_type: Option<String>,
}

impl WindowQuery {
    /// Any window.
    ///
    /// ```
    /// let query = imjoy_sdk::WindowQuery::new();
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The window's name.
    ///
    /// ```
    /// let query = imjoy_sdk::WindowQuery::new().name("Labels");
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The window's id.
    ///
    /// ```
    /// let query = imjoy_sdk::WindowQuery::new().id(3);
    /// ```
    pub fn id(mut self, id: u64) -> Self {
        self.id = Some(id);
        self
    }

    /// Id of the plugin instance in the window.
    ///
    /// ```
    /// let query = imjoy_sdk::WindowQuery::new().plugin_id("a1b2");
    /// ```
    pub fn plugin_id(mut self, id: impl Into<String>) -> Self {
        self.plugin_id = Some(id.into());
        self
    }

    /// The window's type.
    ///
    /// ```
    /// let query = imjoy_sdk::WindowQuery::new().window_type("imjoy/image");
    /// ```
    pub fn window_type(mut self, window_type: impl Into<String>) -> Self {
        self.window_type = Some(window_type.into());
        self
    }
}

/// Opens a window. For a window plugin it resolves after the instance's first `run`.
///
/// ```no_run
/// # async fn example(image: imjoy_sdk::NdArray<u8>) -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{WindowOptions, api, record};
/// let window = api::create_window(WindowOptions::new("imjoy/image").data(record! { "image": image })).await?;
/// # Ok(())
/// # }
/// ```
pub async fn create_window(options: WindowOptions) -> Result<Window, Error> {
    let WindowOptions { window_type, name, size, position, data, config } = options;
    let options = host::WindowOptions {
        name,
        window_type,
        w: size.map(|(w, _)| w),
        h: size.map(|(_, h)| h),
        x: position.map(|(x, _)| x),
        y: position.map(|(_, y)| y),
        data: data?.map(encode).transpose()?,
        config: config?.map(encode).transpose()?,
    };
    outgoing::waits(host::create_window(options)).await.map(Window::from_wire).map_err(Error::from_wire)
}

/// An open window of this plugin or another, or none.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{WindowQuery, api};
/// if let Some(window) = api::get_window(WindowQuery::new().name("Labels")).await? {
///     window.focus().await?;
/// }
/// # Ok(())
/// # }
/// ```
pub async fn get_window(query: WindowQuery) -> Result<Option<Window>, Error> {
    let WindowQuery { name, id, plugin_id, window_type } = query;
    let query = host::WindowQuery { name, window_id: id, plugin_id, window_type };
    host::get_window(query).await.map(|window| window.map(Window::from_wire)).map_err(Error::from_wire)
}
