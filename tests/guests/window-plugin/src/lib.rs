//! A window plugin: does in its window what the window's config asks for.

use std::cell::{Cell, RefCell};

use imjoy_sdk::{Context, Error, Function, Op, Record, Value, Window, WindowOptions, api, record};

/// When this file exists, the setup fails.
const BROKEN: &str = "/data/broken";

#[derive(Default)]
struct WindowPlugin {
    runs: Cell<i64>,
    context: RefCell<Value>,
    window: RefCell<Option<Window>>,
}

/// Does what tests ask for.
#[imjoy_sdk::plugin(
    type = "window",
    icon = "🪟",
    ui = "Text {id:'text', type:'string', placeholder:'hello'}",
    defaults = r#"{"w": 12, "h": 8, "config": {"colour": "blue"}}"#
)]
impl WindowPlugin {
    /// Fails when a former instance has asked for it.
    fn setup(&self) -> Result<(), Error> {
        if std::fs::exists(BROKEN)? { Err(Error::failed("setup failed on purpose")) } else { Ok(()) }
    }

    /// Does what `config.behave` names; gives fields for the window's config.
    pub async fn run(&self, my: Context) -> Result<Record, Error> {
        self.runs.set(self.runs.get() + 1);
        *self.window.borrow_mut() = my.window();
        *self.context.borrow_mut() = my.clone().into_value();
        match my.config.get("behave").and_then(Value::as_str) {
            Some("fail") => return Err(Error::failed("run failed on purpose")),
            Some("panic") => panic!("run panicked on purpose"),
            Some("ask") => api::alert("run goes on after this").await?,
            Some("recurse") => {
                api::create_window(WindowOptions::new("window-plugin").config(record! { "behave": "recurse" })).await?;
            }
            Some("recurse-by-run") => {
                api::run("window-plugin", record! { "config": record! { "behave": "recurse-by-run" } }).await?;
            }
            Some("close") => {
                if let Some(window) = my.window() {
                    window.close().await?;
                }
            }
            Some("spin") => loop {
                std::hint::spin_loop();
            },
            _ => {}
        }
        Ok(record! { "runs": self.runs.get() })
    }

    /// Tells that it has come.
    pub fn exit(&self) {
        api::show_status(format!("exit after {} runs", self.runs.get()));
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }

    /// How often this instance has run.
    pub fn runs(&self) -> i64 {
        self.runs.get()
    }

    /// The context of the last run.
    pub fn context(&self) -> Value {
        self.context.borrow().clone()
    }

    /// Panics.
    pub async fn panic(&self) -> Result<(), Error> {
        panic!("the instance gave up on purpose")
    }

    /// Waits for the user.
    pub async fn ask(&self) -> Result<(), Error> {
        api::alert("asked").await
    }

    /// Shows an alert at each event of its own window, and waits for the answer.
    pub fn listen(&self, event: String) -> Result<(), Error> {
        let name = event.clone();
        let handler = Function::new(move |_| {
            let text = format!("own {name}");
            async move { api::alert(text).await }
        });
        self.own_window()?.on(&event, handler, false)
    }

    /// Closes its own window.
    pub async fn close(&self) -> Result<(), Error> {
        let window = self.own_window()?;
        window.close().await
    }

    /// Opens a window of an internal type.
    pub async fn open_other(&self) -> Result<Window, Error> {
        api::create_window(WindowOptions::new("imjoy/generic")).await
    }

    /// Registers an op, which instances of window plugins may not.
    pub async fn register(&self) -> Result<(), Error> {
        api::register(Op::new("an op")).await
    }

    /// Takes memory and keeps it.
    pub fn take_memory(&self, bytes: usize) -> usize {
        let taken = vec![1_u8; bytes];
        taken.leak().iter().filter(|&&byte| byte == 1).count()
    }

    /// Makes the setup of all later instances fail.
    pub fn break_setup(&self) -> Result<(), Error> {
        Ok(std::fs::write(BROKEN, "")?)
    }

    fn own_window(&self) -> Result<Window, Error> {
        self.window.borrow().clone().ok_or_else(|| Error::failed("there is no window"))
    }
}
