//! What the user did in a window.

use crate::{Error, FromValue, Record, Value};

/// What the user did with an element of a window's content.
///
/// ```
/// use imjoy_sdk::{interface::Interaction, record};
/// let event = Interaction::from_value(record! { "id": "sigma", "kind": "change", "value": 2 }.into())?;
/// assert_eq!((event.id(), event.kind()), ("sigma", "change"));
/// assert_eq!(event.value_as::<f64>()?, 2.0);
/// # Ok::<(), imjoy_sdk::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction(Record);

impl Interaction {
    /// Reads the data of an event `interaction`.
    ///
    /// ```
    /// assert!(imjoy_sdk::interface::Interaction::from_value(3.into()).is_err());
    /// ```
    pub fn from_value(value: Value) -> Result<Self, Error> {
        match value {
            Value::Record(record) => Ok(Interaction(record)),
            other => Err(Error::invalid(format!("an interaction is a record, not {}", other.kind()))),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// Id of the element.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{}", event.id());
    /// # }
    /// ```
    pub fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// What happened: `click`, `change`, `submit`, `select`; in a canvas also `down`, `move`,
    /// `up`, `double-click`, `hover`, `wheel`, `key`, `drag`, `drag-end`, `draw`,
    /// `drop`.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{}", event.kind());
    /// # }
    /// ```
    pub fn kind(&self) -> &str {
        self.text("kind").unwrap_or_default()
    }

    /// The new value of a widget; null where there is none.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{}", event.value());
    /// # }
    /// ```
    pub fn value(&self) -> &Value {
        self.0.get("value").unwrap_or(&Value::Null)
    }

    /// The new value of a widget in the type wanted.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) -> imjoy_sdk::Result<()> {
    /// let [low, high]: [f64; 2] = event.value_as()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn value_as<T: FromValue>(&self) -> Result<T, Error> {
        self.0.get_as("value")
    }

    /// Where in the canvas, in its units.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// if let Some([x, y]) = event.position() { println!("{x}, {y}"); }
    /// # }
    /// ```
    pub fn position(&self) -> Option<[f64; 2]> {
        self.0.get_as("position").ok()
    }

    /// Id of the shape met.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// if event.shape() == Some("sun") { println!("it shines"); }
    /// # }
    /// ```
    pub fn shape(&self) -> Option<&str> {
        self.text("shape")
    }

    /// The point of the shape that is dragged alone.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{:?}", event.vertex());
    /// # }
    /// ```
    pub fn vertex(&self) -> Option<usize> {
        usize::try_from(self.0.get("vertex")?.as_i64()?).ok()
    }

    /// Of `drag` and `drag-end`: the fields of the shape as they are now, fit for
    /// [`change_content`](crate::Window::change_content).
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{:?}", event.geometry());
    /// # }
    /// ```
    pub fn geometry(&self) -> Option<&Record> {
        self.0.get("geometry")?.as_record()
    }

    /// Of `draw`: the new shape, with its type and geometry.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{:?}", event.drawn());
    /// # }
    /// ```
    pub fn drawn(&self) -> Option<&Record> {
        self.0.get("drawn")?.as_record()
    }

    /// Of `key`: the key's name, for example `A`, `Delete`, `ArrowLeft`.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// if event.key() == Some("Escape") { println!("enough"); }
    /// # }
    /// ```
    pub fn key(&self) -> Option<&str> {
        self.text("key")
    }

    /// Of `select`: indices of the selected rows of a table.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{:?}", event.rows());
    /// # }
    /// ```
    pub fn rows(&self) -> Vec<usize> {
        self.0.get_as("rows").unwrap_or_default()
    }

    /// Of `drop`: what the user has let go over a canvas, records of `path`, `name`, `kind`
    /// (`file` or `folder`) and `size`. The plugin may read it from then on.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{} files", event.files().len());
    /// # }
    /// ```
    pub fn files(&self) -> &[Value] {
        self.0.get("files").and_then(Value::as_list).unwrap_or_default()
    }

    /// A further field.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{:?}", event.get("button"));
    /// # }
    /// ```
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Whether Shift is held.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{}", event.shift());
    /// # }
    /// ```
    pub fn shift(&self) -> bool {
        self.0.get("shift").and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether Ctrl, or the command key, is held.
    ///
    /// ```
    /// # fn example(event: imjoy_sdk::interface::Interaction) {
    /// println!("{}", event.ctrl());
    /// # }
    /// ```
    pub fn ctrl(&self) -> bool {
        self.0.get("ctrl").and_then(Value::as_bool).unwrap_or(false)
    }
}
