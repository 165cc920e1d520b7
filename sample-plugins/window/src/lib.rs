//! The handle of a window: all of its functions.

use std::cell::RefCell;

use imjoy_sdk::{Context, Error, Function, NdArray, Op, Record, Rectangle, Value, Window, WindowOptions, api, record};

/// Events that the host sends of every window.
const EVENTS: [&str; 6] = ["close", "resize", "focus", "show", "hide", "refresh"];

/// The ops: name, exported function, form.
const OPS: [(&str, &str, &str); 13] = [
    ("Describe", "describe", "Its id, name and plugin"),
    ("New picture", "new_picture", "Stripes {id:'stripes', type:'number', placeholder:12, min:1, max:64}"),
    ("Call", "call_function", "Function {id:'function', type:'string', placeholder:'run'}"),
    ("Place", "place", PLACE),
    ("Default size", "default_size", "As large as windows of its type are"),
    ("To the front", "to_front", "And it gets the keyboard"),
    ("Hide", "hide", "It stays open"),
    ("Show", "show", "When it was hidden"),
    ("Draw anew", "draw_anew", "Nobody needs it, but plugins may ask"),
    ("Emit", "emit", "Event {id:'event', type:'string', placeholder:'my event'}"),
    ("Listen", "listen", "Says in the status text what it hears"),
    ("Stop listening", "stop_listening", "Event {id:'event', type:'string', placeholder:'resize'}"),
    ("Close", "close", "Functions of a closed window give an error"),
];

const PLACE: &str = "Column {id:'x', type:'number', placeholder:2, min:0, max:30}<br>\
    Row {id:'y', type:'number', placeholder:2, min:0, max:20}<br>\
    Columns {id:'w', type:'number', placeholder:12, min:0, max:40}<br>\
    Rows {id:'h', type:'number', placeholder:9, min:0, max:30}";

#[derive(Default)]
struct WindowSample {
    window: RefCell<Option<Window>>,
}

/// # window
///
/// **Run** opens a window with stripes and listens to it: the status text says what happens to
/// it. Each op does one thing with that window, by its handle:
///
/// ```rust
/// let window = api::create_window(WindowOptions::new("imjoy/image").data(data)).await?;
/// window.on_close(|_| async { Ok(()) })?;
/// window.run(record! { "data": record! { "src": other_image } }).await?;
/// window.resize(Some(Rectangle { x: 2, y: 2, w: 12, h: 9 })).await?;
/// ```
///
/// Once the window is closed, each of them is an error that says so.
#[imjoy_sdk::plugin(icon = "🔲", labels = ["API example"])]
impl WindowSample {
    async fn setup(&mut self) -> Result<(), Error> {
        for (name, function, form) in OPS {
            api::register(Op::new(name).ui(form).run_name(function)).await?;
        }
        Ok(())
    }

    pub async fn run(&self) -> Result<(), Error> {
        let data = record! { "src": stripes(6)? };
        let options = WindowOptions::new("imjoy/image").name("Stripes").size(14, 11).position(1, 1).data(data);
        let window = api::create_window(options).await?;
        listen_to(&window)?;
        *self.window.borrow_mut() = Some(window);
        Ok(())
    }

    /// `id`, `name`, `plugin_id`.
    pub fn describe(&self, _my: Context) -> Result<Record, Error> {
        let window = self.window()?;
        Ok(record! { "id": window.id(), "name": window.name(), "plugin id": window.plugin_id() })
    }

    /// `run`: new contents; what is not given stays.
    pub async fn new_picture(&self, my: Context) -> Result<(), Error> {
        let count: u32 = my.config.get_or("stripes", 12)?;
        let data = record! { "src": stripes(count)? };
        self.window()?.run(record! { "name": format!("{count} stripes"), "data": data }).await?;
        Ok(())
    }

    /// `call`: a function of the window by name. Windows of the host have `run` only.
    pub async fn call_function(&self, my: Context) -> Result<(), Error> {
        let function: String = my.config.get_or("function", "run".to_owned())?;
        self.window()?.call(&function, (record! { "name": "Called by name" },)).await?;
        Ok(())
    }

    /// `resize`: place and size in cells of 30 pixels.
    pub async fn place(&self, my: Context) -> Result<(), Error> {
        let cells = |id: &str, default: u32| my.config.get_or(id, default);
        let rectangle = Rectangle { x: cells("x", 2)?, y: cells("y", 2)?, w: cells("w", 12)?, h: cells("h", 9)? };
        self.window()?.resize(Some(rectangle)).await
    }

    /// `resize` without a place.
    pub async fn default_size(&self, _my: Context) -> Result<(), Error> {
        self.window()?.resize(None).await
    }

    /// `focus`.
    pub async fn to_front(&self, _my: Context) -> Result<(), Error> {
        self.window()?.focus().await
    }

    /// `hide`.
    pub async fn hide(&self, _my: Context) -> Result<(), Error> {
        self.window()?.hide().await
    }

    /// `show`.
    pub async fn show(&self, _my: Context) -> Result<(), Error> {
        self.window()?.show().await
    }

    /// `refresh`.
    pub async fn draw_anew(&self, _my: Context) -> Result<(), Error> {
        self.window()?.refresh().await
    }

    /// `emit`: resolves when all handlers have run.
    pub async fn emit(&self, my: Context) -> Result<(), Error> {
        let event: String = my.config.get_or("event", "my event".to_owned())?;
        let window = self.window()?;
        window.on(&event, hearing(&event), false)?;
        window.emit(&event, 42).await
    }

    /// `on`.
    pub fn listen(&self, _my: Context) -> Result<(), Error> {
        listen_to(&self.window()?)
    }

    /// `off`.
    pub fn stop_listening(&self, my: Context) -> Result<(), Error> {
        let event: String = my.config.get_or("event", "resize".to_owned())?;
        self.window()?.off(&event)?;
        api::show_status(format!("No longer listening to {event}"));
        Ok(())
    }

    /// `close`.
    pub async fn close(&self, _my: Context) -> Result<(), Error> {
        self.window()?.close().await
    }
}

impl WindowSample {
    fn window(&self) -> Result<Window, Error> {
        self.window.borrow().clone().ok_or_else(|| Error::not_found("run window first, which opens one"))
    }
}

/// Listens anew to all events of a window.
fn listen_to(window: &Window) -> Result<(), Error> {
    for event in EVENTS {
        window.off(event)?;
        window.on(event, hearing(event), false)?;
    }
    Ok(())
}

/// A function that tells of an event.
fn hearing(event: &str) -> Function {
    let event = event.to_owned();
    Function::new(move |arguments: Vec<Value>| {
        let data = arguments.into_iter().next().filter(|data| !data.is_null());
        let told = data.map_or_else(|| format!("heard {event}"), |data| format!("heard {event}: {data}"));
        async move {
            api::log(&told);
            api::show_status(told);
            Ok(())
        }
    })
}

/// A picture of upright stripes.
fn stripes(count: u32) -> Result<NdArray<u8>, Error> {
    let size = 192;
    let pixel = |index: usize| if ((index % size) * 2 * count as usize / size).is_multiple_of(2) { 220 } else { 60 };
    NdArray::from_vec([size, size], (0..size * size).map(pixel).collect())
}
