//! A plugin for tests of what works: it returns what it gets, calls other plugins and
//! itself, keeps counters, gives functions away and waits for several things at once.
//!
//! `echo-partner` is the same source under another name.

use std::cell::Cell;
use std::rc::Rc;

use imjoy_sdk::{Context, Error, Function, NdArray, Record, Value, api, join_all, list, record, try_join, yield_now};

/// How long `sleep_two` sleeps, twice at once.
const SLEEP_SECS: f64 = 0.2;

#[derive(Default)]
struct Echo {
    counter: Rc<Cell<i64>>,
}

/// Returns what it gets, and whatever else tests need.
#[imjoy_sdk::plugin(icon = "🔁", ui = "Text {id:'text', type:'string', placeholder:'hello'}")]
impl Echo {
    /// Returns its context as it came.
    pub async fn run(&self, my: Context) -> Value {
        my.into_value()
    }

    /// Counts, as a sign of life: `counter` is 1000 afterwards.
    pub fn exit(&self) {
        self.counter.set(1000);
    }

    /// Returns its argument.
    pub fn echo(&self, value: Value) -> Value {
        value
    }

    /// Returns three arguments as a list; missing ones are absent.
    pub fn arguments(&self, first: Value, second: Value, third: Value) -> Value {
        list![first, second, third]
    }

    /// Says what kind of value came.
    pub fn kind(&self, value: Value) -> String {
        value.kind().to_owned()
    }

    /// Adds numbers up, to see that the contents of an array arrive.
    pub fn sum(&self, array: NdArray<f32>) -> Result<f64, Error> {
        Ok(array.data()?.iter().map(|&value| f64::from(value)).sum())
    }

    /// Loads an array and makes a new one of the same contents, so that the bytes are
    /// copied in and out.
    pub fn copy(&self, array: NdArray<f32>) -> Result<NdArray<f32>, Error> {
        NdArray::from_vec(array.shape(), array.data()?.to_vec())
    }

    /// Calls the `echo` of another plugin.
    pub async fn relay(&self, plugin: String, value: Value) -> Result<Value, Error> {
        api::call(&plugin, "echo", (value,)).await
    }

    /// Calls any function of another plugin.
    pub async fn call(&self, plugin: String, function: String, arguments: Vec<Value>) -> Result<Value, Error> {
        api::call(&plugin, &function, arguments).await
    }

    /// Calls a function of another plugin by a handle, and tells of the handle.
    pub async fn by_handle(&self, plugin: String, function: String, arguments: Vec<Value>) -> Result<Record, Error> {
        let plugin = api::get_plugin(&plugin).await?;
        let functions = plugin.functions().await?;
        let result = plugin.call(&function, arguments).await?;
        Ok(record! { "name": plugin.name(), "functions": functions, "result": result })
    }

    /// Runs another plugin.
    pub async fn run_other(&self, plugin: String, context: Value) -> Result<Value, Error> {
        api::run(&plugin, context).await
    }

    /// Starts a call as a task, kills it after a moment and returns the error that the
    /// task then gives.
    pub async fn start_and_kill(&self, plugin: String, function: String) -> Result<String, Error> {
        let task = api::start(&plugin, &function, ())?;
        api::sleep(0.05).await?;
        api::kill(&task).await?;
        match task.wait().await {
            Ok(_) => Err(Error::failed("the task went on")),
            Err(error) => Ok(error.kind().to_string()),
        }
    }

    /// Shows ten alerts at once and waits for all of them.
    pub async fn ten_alerts(&self) -> Result<usize, Error> {
        let alerts = (1..=10).map(|number| api::alert(format!("alert {number} of 10")));
        let answers: Result<Vec<()>, Error> = join_all(alerts).await.into_iter().collect();
        Ok(answers?.len())
    }

    /// Waits for an alert.
    pub async fn alert(&self, text: String) -> Result<(), Error> {
        api::alert(text).await
    }

    /// Asks for a text.
    pub async fn prompt(&self, text: String) -> Result<String, Error> {
        api::prompt(text).await
    }

    /// Asks for yes or no.
    pub async fn confirm(&self, text: String) -> Result<bool, Error> {
        api::confirm(text).await
    }

    /// Sleeps.
    pub async fn sleep(&self, seconds: f64) -> Result<(), Error> {
        api::sleep(seconds).await
    }

    /// Sleeps twice 0.2 s at once.
    pub async fn sleep_two(&self) -> Result<(), Error> {
        try_join!(api::sleep(SLEEP_SECS), api::sleep(SLEEP_SECS))?;
        Ok(())
    }

    /// Works for a while, yielding, and counts its turns.
    pub async fn turns(&self, count: i64) -> i64 {
        for _ in 0..count {
            yield_now().await;
        }
        count
    }

    /// Fails with a text.
    pub async fn fail(&self, text: Option<String>) -> Result<(), Error> {
        Err(Error::failed(text.unwrap_or_else(|| "echo failed on purpose".to_owned())))
    }

    /// Counts one up; gives the new count.
    pub fn increment(&self) -> i64 {
        self.counter.set(self.counter.get() + 1);
        self.counter.get()
    }

    /// Counts one up with a pause between reading and writing, alone: no other call may
    /// come in between.
    pub async fn increment_alone(&mut self) -> Result<i64, Error> {
        let count = self.counter.get();
        api::sleep(0.02).await?;
        self.counter.set(count + 1);
        Ok(count + 1)
    }

    /// The count.
    pub fn count(&self) -> i64 {
        self.counter.get()
    }

    /// Gives a function that multiplies its argument and counts its calls.
    pub fn make_function(&self, factor: f64) -> Function {
        let counter = Rc::clone(&self.counter);
        Function::new(move |arguments: Vec<Value>| {
            let counter = Rc::clone(&counter);
            async move {
                let (number,) = imjoy_sdk::parse_arguments::<(f64,)>(arguments)?;
                counter.set(counter.get() + 1);
                Ok(number * factor)
            }
        })
    }

    /// Calls a function that it is given.
    pub async fn call_given(&self, function: Function, arguments: Vec<Value>) -> Result<Value, Error> {
        function.call(arguments).await
    }

    /// Gives another plugin a function of its own and lets it be called: the counter
    /// goes up by one while this call waits.
    pub async fn lend_function(&self, plugin: String) -> Result<Value, Error> {
        api::call(&plugin, "call_given", (self.make_function(2.0), list![21.0])).await
    }

    /// Calls another plugin, which calls `increment` of this one while it waits.
    pub async fn call_back(&self, plugin: String) -> Result<Value, Error> {
        let own_name = api::get_config("_name").await?;
        api::call(&plugin, "call", (own_name, "increment", list![])).await
    }

    /// Keeps a setting.
    pub async fn set_setting(&self, name: String, value: Value) -> Result<(), Error> {
        api::set_config(&name, value).await
    }

    /// Reads a setting.
    pub async fn setting(&self, name: String) -> Result<Value, Error> {
        api::get_config(&name).await
    }

    /// Prints a line to stdout and one to stderr.
    pub fn print(&self, text: String) {
        println!("{text} on stdout");
        eprintln!("{text} on stderr");
    }

    /// Adds an entry to the log.
    pub fn log(&self, value: Value) {
        api::log(value);
    }

    /// Shows progress and status of the plugin and of the application.
    pub fn show(&self, progress: f64, text: String) {
        api::show_progress(progress);
        api::show_plugin_progress(progress);
        api::show_status(&text);
        api::show_plugin_status(&text);
        api::show_snackbar(&text, Some(1.0));
    }
}
