//! Opens windows of all kinds, calls them and listens to them, as a test asks for.

use std::cell::RefCell;
use std::rc::Rc;

use imjoy_sdk::{
    Context, Dialog, Error, Function, Record, Rectangle, Value, Window, WindowOptions, WindowQuery, api, join, record,
};

#[derive(Default)]
struct WindowOpener {
    heard: Rc<RefCell<Vec<String>>>,
}

/// Opens windows and listens to them.
#[imjoy_sdk::plugin(icon = "🚪")]
impl WindowOpener {
    /// Opens a window of the type and with the data that `my.config` names; gives a record
    /// that is shown in a window.
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        let window_type: String = my.config.get_as("window_type")?;
        Ok(record! { "type": window_type, "name": "a result", "data": record! { "_op": "earlier", "n": 1 } })
    }

    /// Opens a window.
    pub async fn open(
        &self,
        window_type: String,
        name: Option<String>,
        data: Value,
        config: Value,
    ) -> Result<Window, Error> {
        let mut options = WindowOptions::new(window_type).data(data).config(config);
        if let Some(name) = name {
            options = options.name(name);
        }
        api::create_window(options).await
    }

    /// Opens that many windows at once and says what each gave.
    pub async fn open_many(&self, window_type: String, count: usize) -> Vec<String> {
        let opening = (0..count).map(|_| api::create_window(WindowOptions::new(&window_type)));
        let told = |result: Result<Window, Error>| result.map_or_else(|error| error.to_string(), |_| "open".to_owned());
        imjoy_sdk::join_all(opening).await.into_iter().map(told).collect()
    }

    /// Shows a window as a dialog.
    pub async fn dialog(&self, window_type: String, data: Value) -> Result<Value, Error> {
        api::show_dialog(Dialog::new("").window_type(window_type).name("a dialog").data(data).size(9, 7)).await
    }

    /// Looks for a window by the fields of a record.
    pub async fn find(&self, by: Record) -> Result<Option<Window>, Error> {
        let mut query = WindowQuery::new();
        for (field, value) in by.iter() {
            query = match (field, value) {
                ("name", Value::Text(name)) => query.name(name),
                ("id", Value::Integer(id)) => query.id(id.unsigned_abs()),
                ("plugin_id", Value::Text(id)) => query.plugin_id(id),
                ("type", Value::Text(window_type)) => query.window_type(window_type),
                _ => return Err(Error::invalid(format!("unknown field {field}"))),
            };
        }
        api::get_window(query).await
    }

    /// The handle's own fields.
    pub fn describe(&self, window: Window) -> Record {
        record! { "id": window.id(), "name": window.name(), "plugin_id": window.plugin_id() }
    }

    /// Calls a function of a window.
    pub async fn call(&self, window: Window, function: String, arguments: Vec<Value>) -> Result<Value, Error> {
        window.call(&function, arguments).await
    }

    /// Gives a window new contents.
    pub async fn update(&self, window: Window, update: Value) -> Result<Value, Error> {
        window.run(update).await
    }

    /// One of the functions without arguments.
    pub async fn act(&self, window: Window, action: String) -> Result<(), Error> {
        match action.as_str() {
            "close" => window.close().await,
            "refresh" => window.refresh().await,
            "focus" => window.focus().await,
            "show" => window.show().await,
            "hide" => window.hide().await,
            "restore" => window.resize(None).await,
            other => Err(Error::invalid(format!("unknown action {other}"))),
        }
    }

    /// Moves and resizes a window.
    pub async fn resize(&self, window: Window, x: u32, y: u32, w: u32, h: u32) -> Result<(), Error> {
        window.resize(Some(Rectangle { x, y, w, h })).await
    }

    /// Keeps what it hears of an event.
    pub fn listen(&self, window: Window, event: String, fire_if_emitted: bool) -> Result<(), Error> {
        let heard = Rc::clone(&self.heard);
        let name = event.clone();
        let handler = Function::new(move |arguments: Vec<Value>| {
            heard.borrow_mut().push(told(&name, &arguments));
            async { Ok(()) }
        });
        window.on(&event, handler, fire_if_emitted)
    }

    /// Shows an alert at each event and waits for the answer.
    pub fn listen_slowly(&self, window: Window, event: String) -> Result<(), Error> {
        let name = event.clone();
        let handler = Function::new(move |arguments: Vec<Value>| {
            let text = told(&name, &arguments);
            async move { api::alert(text).await }
        });
        window.on(&event, handler, false)
    }

    /// Fails at each event.
    pub fn listen_badly(&self, window: Window, event: String, text: String) -> Result<(), Error> {
        let handler = Function::new(move |_| {
            let text = text.clone();
            async move { Err::<(), _>(Error::failed(text)) }
        });
        window.on(&event, handler, false)
    }

    /// Never comes back from an event.
    pub fn listen_for_ever(&self, window: Window, event: String) -> Result<(), Error> {
        let handler = Function::new(|_| async {
            std::future::pending::<()>().await;
            Ok(())
        });
        window.on(&event, handler, false)
    }

    /// Emits another event of the same window at each event, and waits for it.
    pub fn pass_on(&self, window: Window, event: String, other: String) -> Result<(), Error> {
        let listened = window.clone();
        let handler = Function::new(move |arguments: Vec<Value>| {
            let (window, other) = (window.clone(), other.clone());
            async move { window.emit(&other, arguments.into_iter().next().unwrap_or_default()).await }
        });
        listened.on(&event, handler, false)
    }

    /// Removes the handlers of an event.
    pub fn off(&self, window: Window, event: String) -> Result<(), Error> {
        window.off(&event)
    }

    /// Emits an event.
    pub async fn emit(&self, window: Window, event: String, data: Value) -> Result<(), Error> {
        window.emit(&event, data).await
    }

    /// Runs a window plugin twice at once.
    pub async fn run_twice(&self, plugin: String) -> Result<Vec<Value>, Error> {
        let (first, second) = join!(api::run(&plugin, record! {}), api::run(&plugin, record! {}));
        Ok(vec![first?, second?])
    }

    /// Gets a plugin by handle; its functions, and what a call gives.
    pub async fn by_handle(&self, plugin: String, function: String) -> Result<Record, Error> {
        let plugin = api::get_plugin(&plugin).await?;
        let functions = plugin.functions().await?;
        Ok(record! { "functions": functions, "result": plugin.call(&function, (record! {},)).await? })
    }

    /// What it has heard.
    pub fn heard(&self) -> Vec<String> {
        self.heard.borrow().clone()
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}

fn told(event: &str, arguments: &[Value]) -> String {
    let arguments: Vec<String> =
        arguments.iter().filter(|value| **value != Value::Absent).map(ToString::to_string).collect();
    format!("{event}({})", arguments.join(", "))
}
