//! A plugin for tests of what the host keeps for a plugin: settings, attachments, tags,
//! ops with schemas, and services.

use imjoy_sdk::{Context, Error, Function, Op, Record, Value, api, join_all, list, record};

#[derive(Default)]
struct StateKeeper;

/// Keeps things.
#[imjoy_sdk::plugin(
    icon = "🗄",
    tags = ["CPU", "GPU", "two words"],
    ui(CPU = "Cores {id:'cores', type:'number', placeholder:4}", GPU = "Device {id:'device', type:'string'}"),
    inputs = r#"{"src": {"ndarray": {"ndim": 2}}}"#,
    attachments(table = "data/table.csv", "its own source" = "src/lib.rs"),
)]
impl StateKeeper {
    /// Returns the data that it gets.
    pub fn run(&self, my: Context) -> Value {
        my.data
    }

    /// Returns a number where its op promises a text.
    pub fn promised(&self, _my: Value) -> i64 {
        3
    }

    /// Keeps a setting.
    pub async fn set(&self, name: String, value: Value) -> Result<(), Error> {
        api::set_config(&name, value).await
    }

    /// Reads a setting.
    pub async fn get(&self, name: String) -> Result<Value, Error> {
        api::get_config(&name).await
    }

    /// Keeps a text of that many letters.
    pub async fn set_long(&self, name: String, length: usize) -> Result<(), Error> {
        api::set_config(&name, "x".repeat(length)).await
    }

    /// Keeps the numbers from 1 to `count` under one name, without waiting in between, and
    /// reads what is there afterwards.
    pub async fn count_up(&self, name: String, count: i64) -> Result<Value, Error> {
        let results = join_all((1..=count).map(|number| api::set_config(&name, number))).await;
        results.into_iter().collect::<Result<Vec<()>, Error>>()?;
        api::get_config(&name).await
    }

    /// Keeps numbers and long texts until it is killed; prints each number after it was
    /// kept.
    pub async fn write_for_ever(&self) -> Result<(), Error> {
        let mut number = match api::get_config("number").await?.as_str() {
            Some(text) => text.parse::<i64>()?,
            None => 0,
        };
        loop {
            // First what a killed run may have left out, so that the text is never more
            // than one number behind.
            let letter = char::from(b'a' + (number % 26) as u8);
            api::set_config("text", letter.to_string().repeat(50_000)).await?;
            number += 1;
            api::set_config("number", number).await?;
            println!("kept {number}");
        }
    }

    /// Text of an attachment.
    pub async fn attachment(&self, name: String) -> Result<Option<String>, Error> {
        api::get_attachment(&name).await
    }

    /// Tag and workspace.
    pub fn place(&self) -> Value {
        list![api::tag(), api::workspace()]
    }

    /// Registers an op of these fields, which runs the exported function `run`.
    pub async fn register(&self, op: Record) -> Result<(), Error> {
        let text = |name: &str| op.get_as::<String>(name);
        let mut new = match op.get("name") {
            Some(_) => Op::new(text("name")?),
            None => Op::main(),
        };
        for (name, value) in op.iter() {
            new = match name {
                "ui" => new.ui(value.clone()),
                "inputs" => new.inputs(value.clone()),
                "outputs" => new.outputs(value.clone()),
                "run" => new.run_name(text("run")?),
                "update" => new.update_name(text("update")?),
                _ => new,
            };
        }
        api::register(new).await
    }

    /// Registers an op that runs a function of its own, whose result describes a window.
    pub async fn register_function(&self, name: String, outputs: Value) -> Result<(), Error> {
        let run =
            Function::new(|_| async { Ok(record! { "type": "imjoy/generic", "data": list!["from a function"] }) });
        api::register(Op::new(name).run(run).outputs(outputs)).await
    }

    /// Removes an op, or all.
    pub async fn unregister(&self, name: Option<String>) -> Result<(), Error> {
        api::unregister(name.as_deref()).await
    }

    /// Offers a service with the fields given and a function `double`.
    pub async fn offer(&self, service: Record) -> Result<String, Error> {
        let mut service = service;
        let double = Function::new(|arguments| async move {
            let (number,) = imjoy_sdk::parse_arguments::<(f64,)>(arguments)?;
            Ok(number * 2.0)
        });
        service.insert("double", double);
        api::register_service(service).await
    }

    /// Offers services until the host refuses; how many it took.
    pub async fn offer_many(&self, bytes: usize) -> Result<Value, Error> {
        let text = "x".repeat(bytes);
        for count in 0.. {
            let service = record! { "type": "many", "name": format!("{count}"), "text": text.clone() };
            if let Err(error) = api::register_service(service).await {
                return Ok(list![count, error.to_string()]);
            }
        }
        Ok(Value::Null)
    }

    /// Withdraws a service.
    pub async fn withdraw(&self, id: String) -> Result<(), Error> {
        api::unregister_service(&id).await
    }

    /// The services that fit a query.
    pub async fn services(&self, query: Value) -> Result<Vec<Value>, Error> {
        api::get_services(query).await
    }

    /// Calls `double` of the first service of a type.
    pub async fn use_service(&self, service_type: String, number: f64) -> Result<Value, Error> {
        let services = api::get_services(service_type).await?;
        let Some(service) = services.first() else {
            return Err(Error::failed("there is no service"));
        };
        let double: Function = service.get_as("double")?;
        double.call((number,)).await
    }
}
