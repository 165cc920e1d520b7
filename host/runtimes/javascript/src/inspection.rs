//! Values as text for people: what `console` writes.

use rquickjs::object::Filter;
use rquickjs::{Array, Atom, Coerced, Ctx, Function, Object, Value};

use crate::errors::Thrown;
use crate::plugin::Running;
use crate::value::text_of;

/// How many levels are shown.
const DEPTH: usize = 4;
/// How many members of a list or object are shown.
const MEMBERS: usize = 100;
/// How many bytes a text has at most, roughly.
const LENGTH: usize = 16 * 1024;

/// The value as text, bounded in depth, width and length; texts in it are quoted.
pub(crate) fn inspect<'js>(running: Running, context: &Ctx<'js>, value: &Value<'js>) -> String {
    let mut inspector = Inspector { running, context, written: String::new(), within: Vec::new() };
    inspector.value(value, true);
    inspector.written
}

/// As [`inspect`]; a text is not quoted, and of an error its stack is shown.
pub(crate) fn show<'js>(running: Running, context: &Ctx<'js>, value: &Value<'js>) -> String {
    let mut inspector = Inspector { running, context, written: String::new(), within: Vec::new() };
    inspector.value(value, false);
    inspector.written
}

struct Inspector<'a, 'js> {
    running: Running,
    context: &'a Ctx<'js>,
    written: String,
    within: Vec<Value<'js>>,
}

impl<'js> Inspector<'_, 'js> {
    fn write(&mut self, text: &str) {
        if self.written.len() < LENGTH {
            let end = text.floor_char_boundary(LENGTH);
            self.written.push_str(text.get(..end).unwrap_or_default());
            if end < text.len() {
                self.written.push('…');
            }
        }
    }

    fn value(&mut self, value: &Value<'js>, quoted: bool) {
        if let Some(text) = value.as_string() {
            let text = text_of(self.running, self.context, text).unwrap_or_default();
            if quoted {
                self.write(&format!("{text:?}"))
            } else {
                self.write(&text)
            }
            return;
        }
        if let Some(function) = value.as_function() {
            return self.function(function);
        }
        if let Some(object) = value.as_object() {
            return self.object(value, object);
        }
        if value.is_symbol() {
            let description =
                value.as_symbol().and_then(|symbol| symbol.description().ok()?.as_string()?.to_string().ok());
            return self.write(&format!("Symbol({})", description.unwrap_or_default()));
        }
        let text = value.get::<Coerced<String>>().map(|text| text.0).unwrap_or_default();
        let negative_zero = value.as_float().is_some_and(|number| number == 0.0 && number.is_sign_negative());
        match (value.is_big_int(), negative_zero) {
            (true, _) => self.write(&format!("{text}n")),
            (_, true) => self.write("-0"),
            _ => self.write(&text),
        }
    }

    fn function(&mut self, function: &Function<'js>) {
        let name = function.get::<_, Coerced<String>>("name").map(|name| name.0).unwrap_or_default();
        let name = if name.is_empty() { "(anonymous)" } else { &name };
        self.write(&format!("[Function: {name}]"));
    }

    fn object(&mut self, value: &Value<'js>, object: &Object<'js>) {
        if self.within.contains(value) {
            return self.write("[Circular]");
        }
        if self.within.len() >= DEPTH {
            return self.write(if value.is_array() { "[Array]" } else { "[Object]" });
        }
        self.within.push(value.clone());
        if self.special(value, object).is_none() {
            // A proxy, or a method of the object's class, threw.
            let _ = self.context.catch();
            self.write("…");
        }
        self.within.pop();
    }

    /// None when something threw.
    fn special(&mut self, value: &Value<'js>, object: &Object<'js>) -> Option<()> {
        if let Some(array) = object.as_array() {
            return self.members("[", array, "]");
        }
        if value.is_error() {
            let thrown = Thrown::read(self.running, self.context, value);
            self.write(&thrown.report());
            return Some(());
        }
        let language = |name: &str| self.running.language.function(self.context, name).ok();
        let kind: String = match value.is_promise() {
            true => "a promise".to_owned(),
            false => language("classify")?.call((object.clone(),)).ok()?,
        };
        let text = |object: &Object<'js>, name: &str| -> Option<String> {
            let function: Function = object.get(name).ok()?;
            function.call::<_, Coerced<String>>((rquickjs::function::This(object.clone()),)).ok().map(|text| text.0)
        };
        match kind.as_str() {
            "map" => {
                let flat: Array = language("entries")?.call((object.clone(),)).ok()?;
                self.members("Map(", &flat, ")")
            }
            "set" => {
                let members: Array = language("members")?.call((object.clone(),)).ok()?;
                self.members("Set(", &members, ")")
            }
            "date" => {
                let shown = text(object, "toJSON")?;
                self.write(&shown);
                Some(())
            }
            "text" | "number" | "boolean" => {
                let shown = text(object, "toString")?;
                self.write(&shown);
                Some(())
            }
            "buffer" => {
                let length: Coerced<String> = object.get("byteLength").ok()?;
                self.write(&format!("ArrayBuffer({})", length.0));
                Some(())
            }
            "instance" => self.fields(object),
            name if name.ends_with("Array") => {
                let length: usize = object.get("length").ok()?;
                self.write(&format!("{name}({length}) ["));
                for index in 0..length.min(MEMBERS) {
                    if index > 0 {
                        self.write(", ");
                    }
                    let item: Value = object.get(index as u32).ok()?;
                    self.value(&item, true);
                }
                self.write(if length > MEMBERS { ", …]" } else { "]" });
                Some(())
            }
            "a promise" => {
                self.write("Promise {…}");
                Some(())
            }
            other => {
                self.write(&format!("[{}]", other.trim_start_matches("a ").trim_start_matches("an ")));
                Some(())
            }
        }
    }

    fn members(&mut self, before: &str, members: &Array<'js>, after: &str) -> Option<()> {
        self.write(before);
        for index in 0..members.len().min(MEMBERS) {
            if index > 0 {
                self.write(", ");
            }
            if self.written.len() >= LENGTH {
                break;
            }
            let item: Value = members.get(index).ok()?;
            self.value(&item, true);
        }
        if members.len() > MEMBERS {
            self.write(", …");
        }
        self.write(after);
        Some(())
    }

    fn fields(&mut self, object: &Object<'js>) -> Option<()> {
        let class = object
            .get_prototype()
            .and_then(|prototype| prototype.get::<_, Object>("constructor").ok())
            .and_then(|constructor| constructor.get::<_, String>("name").ok());
        if let Some(class) = class
            && class != "Object"
        {
            self.write(&format!("{class} "));
        }
        self.write("{");
        for (count, key) in object.own_keys::<Atom>(Filter::default()).enumerate() {
            if count > 0 {
                self.write(", ");
            }
            if count >= MEMBERS || self.written.len() >= LENGTH {
                self.write("…");
                break;
            }
            let key = key.ok()?;
            let name = key.to_js_string().and_then(|name| text_of(self.running, self.context, &name)).ok()?;
            self.write(&format!("{name}: "));
            match object.get::<_, Value>(key) {
                Ok(field) => self.value(&field, true),
                Err(_) => {
                    // A getter threw.
                    let _ = self.context.catch();
                    self.write("…");
                }
            }
        }
        self.write("}");
        Some(())
    }
}
