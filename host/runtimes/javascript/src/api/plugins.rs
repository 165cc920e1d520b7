//! Other plugins, the plugin's ops, services.

use futures::FutureExt;
use imjoy_sdk::bindings::imjoy::plugin::plugins as host;
use imjoy_sdk::{Error, Record, Value, language_runtime, record};

use super::arguments::{Arguments, field, text_field};
use super::{Behaviour, Functions, answered};
use crate::bindings::imjoy::plugin::runtime;
use crate::promise::Outcome;

pub(super) const FUNCTIONS: Functions = &[
    ("call", Behaviour::Asks(|_, arguments| call(arguments).boxed_local())),
    ("run", Behaviour::Asks(|_, arguments| run(arguments).boxed_local())),
    ("getPlugin", Behaviour::Asks(|_, arguments| get_plugin(arguments).boxed_local())),
    ("loadPlugin", Behaviour::Asks(|_, arguments| get_plugin(arguments).boxed_local())),
    ("register", Behaviour::Asks(|_, arguments| register(arguments).boxed_local())),
    ("unregister", Behaviour::Asks(|_, arguments| unregister(arguments).boxed_local())),
    ("registerService", Behaviour::Asks(|_, arguments| register_service(arguments).boxed_local())),
    ("unregisterService", Behaviour::Asks(|_, arguments| unregister_service(arguments).boxed_local())),
    ("getServices", Behaviour::Asks(|_, arguments| get_services(arguments).boxed_local())),
];

async fn call(mut arguments: Arguments) -> Outcome {
    let plugin = arguments.text("the plugin's name")?;
    let function = arguments.text("the function's name")?;
    let arguments = language_runtime::encode_all(arguments.rest())?;
    Ok(language_runtime::decode(answered(host::call(plugin, function, arguments).await)?)?)
}

async fn run(mut arguments: Arguments) -> Outcome {
    let plugin = arguments.text("the plugin's name")?;
    let context = arguments.optional().map(language_runtime::encode).transpose()?;
    Ok(language_runtime::decode(answered(host::run(plugin, context).await)?)?)
}

/// `getPlugin` and `loadPlugin`. Fields of the second argument go before those of the first.
async fn get_plugin(mut arguments: Arguments) -> Outcome {
    let mut description = match arguments.next() {
        Value::Text(text) if Source::of_text(&text).is_some() => record! { "src": text },
        Value::Text(name) => record! { "name": name },
        Value::Record(description) => description,
        plugin @ Value::Plugin(_) => return Ok(plugin),
        other => return Err(unsupported(&other)),
    };
    for (name, value) in arguments.record("the options")? {
        description.insert(name, value);
    }
    let name = match Source::of_record(&description) {
        Some(source) => source.load().await?,
        None => text_field(&description, "name")
            .or_else(|| text_field(&description, "id"))
            .ok_or_else(|| unsupported(&Value::Record(description)))?,
    };
    let plugin = answered(host::get_plugin(name).await)?;
    Ok(Value::Plugin(language_runtime::plugin_from_wire(plugin)))
}

fn unsupported(found: &Value) -> crate::promise::Rejection {
    Error::invalid(format!("Unsupported plugin spec: {found}")).into()
}

/// Whether a text is that of a plugin file, which may be a single line.
fn is_plugin_text(text: &str) -> bool {
    text.contains('\n') || text.contains("<config")
}

/// A plugin that is to be loaded: its text, or its address.
pub(super) struct Source {
    text: String,
    tag: Option<String>,
}

impl Source {
    /// A text that is no plain name: the text of a plugin file, an address, or
    /// `user/repository:Name`.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let is_source = is_plugin_text(text) || text.contains("://") || (text.contains('/') && text.contains(':'));
        is_source.then(|| Self { text: text.to_owned(), tag: None })
    }

    /// The fields `src` and `tag` of a record.
    pub(super) fn of_record(description: &Record) -> Option<Self> {
        let text = text_field(description, "src").filter(|text| !text.is_empty())?;
        Some(Self { text, tag: text_field(description, "tag").filter(|tag| !tag.is_empty()) })
    }

    /// The address of a page of the web, if it is one and no plugin's.
    pub(super) fn page(&self) -> Option<&str> {
        let is_page = ["http://", "https://"].iter().any(|scheme| self.text.starts_with(scheme));
        let address = self.text.split(['?', '#']).next().unwrap_or_default();
        let is_plugin = address.ends_with(".imjoy.html")
            // An address with a tag.
            || self.text.contains(".imjoy.html@")
            || (address.contains("github.com/") && address.contains("/blob/"))
            || address.contains("gist.github.com/");
        (is_page && !is_plugin && !is_plugin_text(&self.text)).then_some(self.text.as_str())
    }

    /// Loads it; gives its name.
    pub(super) async fn load(self) -> Result<String, Error> {
        if let Some(address) = self.page() {
            let shown: String = address.chars().take(200).collect();
            return Err(Error::invalid(format!("{shown} is a page of the web, not a plugin; createWindow opens it")));
        }
        answered(runtime::load_plugin(self.text, self.tag).await)
    }
}

async fn register(mut arguments: Arguments) -> Outcome {
    let description = arguments.record("the op")?;
    // Since 2020 register was another name of registerService.
    if text_field(&description, "type").is_some_and(|kind| kind != "operator" && kind != "@operator") {
        return service(description).await;
    }
    answered(host::register(op(description)?).await)?;
    Ok(true.into())
}

fn op(mut description: Record) -> Result<host::Op, Error> {
    Ok(host::Op {
        name: text_field(&description, "name"),
        run: op_function(&mut description, "run")?,
        update: op_function(&mut description, "update")?,
        ui: field(&mut description, "ui").map(language_runtime::encode).transpose()?,
        inputs: field(&mut description, "inputs").map(language_runtime::encode).transpose()?,
        outputs: field(&mut description, "outputs").map(language_runtime::encode).transpose()?,
    })
}

fn op_function(description: &mut Record, name: &str) -> Result<Option<host::OpFunction>, Error> {
    Ok(match field(description, name) {
        None => None,
        Some(Value::Text(function)) => Some(host::OpFunction::Name(function)),
        Some(Value::Function(function)) => {
            Some(host::OpFunction::Function(language_runtime::function_into_wire(function)?))
        }
        Some(other) => {
            return Err(Error::invalid(format!(
                "register: `{name}` has to be a function or the name of one, it is {}",
                other.kind()
            )));
        }
    })
}

async fn unregister(mut arguments: Arguments) -> Outcome {
    withdraw(withdrawn(arguments.optional(), Withdrawn::Op)?).await
}

async fn withdraw(withdrawal: Withdrawal) -> Outcome {
    match withdrawal {
        Withdrawal::AllOps => answered(host::unregister(None).await)?,
        Withdrawal::Op(name) => answered(host::unregister(Some(name)).await)?,
        Withdrawal::Service(id) => answered(host::unregister_service(id).await)?,
    }
    Ok(true.into())
}

/// What a name alone is the name of.
#[derive(Clone, Copy, PartialEq)]
enum Withdrawn {
    Op,
    Service,
}

/// What a plugin does not offer any more.
#[derive(Debug, PartialEq)]
enum Withdrawal {
    AllOps,
    Op(String),
    Service(String),
}

/// `unregister` and `unregisterService` both take a name or a record: of a service with its
/// `id`, of an op with its `name`. Nothing at all means all ops.
fn withdrawn(argument: Option<Value>, named: Withdrawn) -> Result<Withdrawal, Error> {
    let description = match (argument, named) {
        (Some(Value::Record(description)), _) => description,
        (None, Withdrawn::Op) => return Ok(Withdrawal::AllOps),
        (Some(name), Withdrawn::Op) => return Ok(Withdrawal::Op(name.to_string())),
        (Some(id), Withdrawn::Service) => return Ok(Withdrawal::Service(id.to_string())),
        (None, Withdrawn::Service) => record! {},
    };
    let is_op = matches!(text_field(&description, "type").as_deref(), Some("operator" | "@operator"));
    match (text_field(&description, "id"), text_field(&description, "name")) {
        (_, Some(name)) if named == Withdrawn::Op => Ok(Withdrawal::Op(name)),
        (Some(id), _) => Ok(Withdrawal::Service(id)),
        (None, Some(name)) if is_op => Ok(Withdrawal::Op(name)),
        _ => Err(Error::invalid("unregister needs the `name` of an op or the `id` of a service")),
    }
}

async fn register_service(mut arguments: Arguments) -> Outcome {
    service(arguments.record("the service")?).await
}

async fn service(description: Record) -> Outcome {
    let description = language_runtime::encode(description.into())?;
    Ok(answered(host::register_service(description).await)?.into())
}

async fn unregister_service(mut arguments: Arguments) -> Outcome {
    withdraw(withdrawn(arguments.optional(), Withdrawn::Service)?).await
}

async fn get_services(mut arguments: Arguments) -> Outcome {
    let query = arguments.optional().unwrap_or_else(|| record! {}.into());
    let services = answered(host::get_services(language_runtime::encode(query)?).await)?;
    Ok(Value::List(language_runtime::decode_all(services)?))
}

#[cfg(test)]
mod tests {
    use imjoy_sdk::list;

    use super::*;

    #[test]
    fn plugins_are_loaded_from_texts_and_addresses() {
        let page = |text: &str| Source::of_text(text).unwrap().page().map(str::to_owned);
        assert!(Source::of_text("Image Window").is_none() && Source::of_text("imjoy/image").is_none());
        assert_eq!(page("a/b:Name"), None);
        assert_eq!(page("https://kaibu.org/#/app").as_deref(), Some("https://kaibu.org/#/app"));
        for plugin in [
            "<config>\n</config> https://a.b",
            "https://a.b/c.imjoy.html",
            "https://a.b/c.imjoy.html@GPU",
            "https://github.com/a/b/blob/master/c",
        ] {
            assert_eq!(page(plugin), None, "{plugin}");
        }
        let record = record! { "src": "a/b:Name", "tag": "GPU" };
        let source = Source::of_record(&record).unwrap();
        assert_eq!((source.text.as_str(), source.tag.as_deref()), ("a/b:Name", Some("GPU")));
        assert!(Source::of_record(&record! { "tag": "GPU", "src": "" }).is_none());
    }

    #[test]
    fn ops_run_a_function_by_name() {
        let op = op(record! { "name": "LUT", "ui": list!["a"], "run": "apply", "update": () }).unwrap();
        assert_eq!(op.name.as_deref(), Some("LUT"));
        assert!(matches!(op.run, Some(host::OpFunction::Name(name)) if name == "apply"));
        assert!(op.update.is_none() && op.ui.is_some());
    }

    #[test]
    fn ops_and_services_are_withdrawn_by_name_or_record() {
        use Withdrawal::{AllOps, Op, Service};
        let op = |argument: Option<Value>| withdrawn(argument, Withdrawn::Op);
        let service = |argument: Option<Value>| withdrawn(argument, Withdrawn::Service);
        assert_eq!(op(None), Ok(AllOps));
        assert_eq!(op(Some("LUT".into())), Ok(Op("LUT".into())));
        assert_eq!(op(Some(record! { "name": "LUT" }.into())), Ok(Op("LUT".into())));
        assert_eq!(op(Some(record! { "id": "7" }.into())), Ok(Service("7".into())));
        assert!(op(Some(record! { "ui": "x" }.into())).is_err());
        assert_eq!(service(Some("7".into())), Ok(Service("7".into())));
        assert_eq!(service(Some(record! { "id": "7", "name": "a" }.into())), Ok(Service("7".into())));
        assert_eq!(service(Some(record! { "type": "operator", "name": "LUT" }.into())), Ok(Op("LUT".into())));
        assert!(service(None).is_err() && service(Some(record! { "name": "a" }.into())).is_err());
    }

    #[test]
    fn what_is_no_function_is_refused() {
        assert_eq!(
            op(record! { "run": 3 }).unwrap_err(),
            Error::invalid("register: `run` has to be a function or the name of one, it is a whole number")
        );
    }
}
