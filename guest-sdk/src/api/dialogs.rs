//! Dialogs that wait for the user. Several at once are kept in order; none is lost.

pub use crate::bindings::imjoy::plugin::dialogs::UriType;

use crate::bindings::imjoy::plugin::dialogs as host;
use crate::runtime::outgoing;
use crate::value::{decode, encode};
use crate::{Error, Value};

/// Text of a dialog. A `&str` or `String` is one too.
///
/// ```
/// use imjoy_sdk::Message;
/// let message = Message::new("<b>All</b> results will be lost.").html().title("Delete").confirm_text("Delete all");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Message {
    title: Option<String>,
    content: String,
    html: bool,
    confirm_text: Option<String>,
    cancel_text: Option<String>,
}

impl Message {
    /// A plain text.
    ///
    /// ```
    /// let message = imjoy_sdk::Message::new("done");
    /// ```
    pub fn new(content: impl Into<String>) -> Self {
        Message { title: None, content: content.into(), html: false, confirm_text: None, cancel_text: None }
    }

    /// The dialog's title; the plugin's name without it.
    ///
    /// ```
    /// let message = imjoy_sdk::Message::new("done").title("Segmentation");
    /// ```
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The text is HTML; only basic formatting is shown, nothing is fetched or run.
    ///
    /// ```
    /// let message = imjoy_sdk::Message::new("<b>done</b>").html();
    /// ```
    pub fn html(mut self) -> Self {
        self.html = true;
        self
    }

    /// Label of the button that confirms; `OK` without it.
    ///
    /// ```
    /// let message = imjoy_sdk::Message::new("Delete?").confirm_text("Delete");
    /// ```
    pub fn confirm_text(mut self, label: impl Into<String>) -> Self {
        self.confirm_text = Some(label.into());
        self
    }

    /// Label of the button that cancels; `Cancel` without it.
    ///
    /// ```
    /// let message = imjoy_sdk::Message::new("Delete?").cancel_text("Keep");
    /// ```
    pub fn cancel_text(mut self, label: impl Into<String>) -> Self {
        self.cancel_text = Some(label.into());
        self
    }

    fn into_wire(self) -> host::Message {
        host::Message {
            title: self.title,
            content: self.content,
            format: if self.html { host::TextFormat::Html } else { host::TextFormat::Plain },
            confirm_text: self.confirm_text,
            cancel_text: self.cancel_text,
        }
    }
}

impl<T: Into<String>> From<T> for Message {
    fn from(content: T) -> Self {
        Message::new(content)
    }
}

/// A question that is answered by a line of text. A `&str`, `String` or [`Message`] is
/// one too.
///
/// ```
/// let question = imjoy_sdk::Prompt::new("Your name?").default("Ada").placeholder("anonymous");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Prompt {
    message: Message,
    placeholder: Option<String>,
    default: Option<String>,
}

impl Prompt {
    /// A question.
    ///
    /// ```
    /// use imjoy_sdk::{Message, Prompt};
    /// let question = Prompt::new(Message::new("Your name?").title("Hello"));
    /// ```
    pub fn new(message: impl Into<Message>) -> Self {
        Prompt { message: message.into(), placeholder: None, default: None }
    }

    /// What an empty answer counts as.
    ///
    /// ```
    /// let question = imjoy_sdk::Prompt::new("Your name?").placeholder("anonymous");
    /// ```
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }

    /// What stands there at first.
    ///
    /// ```
    /// let question = imjoy_sdk::Prompt::new("Your name?").default("Ada");
    /// ```
    pub fn default(mut self, text: impl Into<String>) -> Self {
        self.default = Some(text.into());
        self
    }
}

impl<T: Into<Message>> From<T> for Prompt {
    fn from(message: T) -> Self {
        Prompt::new(message)
    }
}

/// A form. A text with embedded `{…}` fields, or a list of fields, is one too.
///
/// ```
/// use imjoy_sdk::Dialog;
/// let dialog = Dialog::new("Blur by {id: 'sigma', type: 'number', placeholder: 2} pixels").name("Blur");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Dialog {
    ui: Value,
    name: Option<String>,
    window_type: Option<String>,
    data: Value,
    config: Value,
    size: Option<(u32, u32)>,
}

impl Dialog {
    /// A form by the grammar of the `ui` field of ImJoy's `<config>` block.
    ///
    /// ```
    /// use imjoy_sdk::{Dialog, list, record};
    /// let field = record! { "id": "sigma", "type": "number", "placeholder": 2 };
    /// let dialog = Dialog::new(list![record! { "Sigma": field }]);
    /// ```
    pub fn new(ui: impl Into<Value>) -> Self {
        Dialog { ui: ui.into(), name: None, window_type: None, data: Value::Null, config: Value::Null, size: None }
    }

    /// The dialog's title; the plugin's name without it.
    ///
    /// ```
    /// let dialog = imjoy_sdk::Dialog::new("no fields").name("Blur");
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Shows a window of that type, internal or a window plugin, as a dialog in place of
    /// a form. The answer of [`show_dialog`] is then the [`Window`](crate::Window).
    ///
    /// ```
    /// let dialog = imjoy_sdk::Dialog::new("").window_type("imjoy/image");
    /// ```
    pub fn window_type(mut self, window_type: impl Into<String>) -> Self {
        self.window_type = Some(window_type.into());
        self
    }

    /// Data for that window.
    ///
    /// ```
    /// use imjoy_sdk::{Dialog, record};
    /// let dialog = Dialog::new("").window_type("imjoy/markdown").data(record! { "source": "# Hi" });
    /// ```
    pub fn data(mut self, data: impl Into<Value>) -> Self {
        self.data = data.into();
        self
    }

    /// Settings of that window.
    ///
    /// ```
    /// use imjoy_sdk::{Dialog, record};
    /// let dialog = Dialog::new("").window_type("imjoy/image").config(record! { "colormap": "hot" });
    /// ```
    pub fn config(mut self, config: impl Into<Value>) -> Self {
        self.config = config.into();
        self
    }

    /// Width and height of that window in grid cells of 30 pixels.
    ///
    /// ```
    /// let dialog = imjoy_sdk::Dialog::new("").window_type("imjoy/generic").size(20, 15);
    /// ```
    pub fn size(mut self, w: u32, h: u32) -> Self {
        self.size = Some((w, h));
        self
    }
}

impl<T: Into<Value>> From<T> for Dialog {
    fn from(ui: T) -> Self {
        Dialog::new(ui)
    }
}

/// Options of [`show_file_dialog`]; by default it chooses a single file.
///
/// ```
/// use imjoy_sdk::{FileDialog, UriType};
/// let options = FileDialog::new().title("Images").multiple().uri_type(UriType::Path);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct FileDialog {
    file_type: host::FileDialogType,
    title: Option<String>,
    root: Option<String>,
    mode: host::FileDialogMode,
    uri_type: Option<UriType>,
    access: Option<host::FileAccess>,
}

impl Default for FileDialog {
    fn default() -> Self {
        FileDialog {
            file_type: host::FileDialogType::File,
            title: None,
            root: None,
            mode: host::FileDialogMode::Single,
            uri_type: None,
            access: None,
        }
    }
}

impl FileDialog {
    /// A dialog that chooses a single file.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new();
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The dialog's title.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().title("Images");
    /// ```
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The folder to show first.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().root("~/images");
    /// ```
    pub fn root(mut self, folder: impl Into<String>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// Choose folders in place of files.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().directory();
    /// ```
    pub fn directory(mut self) -> Self {
        self.file_type = host::FileDialogType::Directory;
        self
    }

    /// Choose files or folders.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().any();
    /// ```
    pub fn any(mut self) -> Self {
        self.file_type = host::FileDialogType::Any;
        self
    }

    /// Choose any number.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().multiple();
    /// ```
    pub fn multiple(mut self) -> Self {
        self.mode = host::FileDialogMode::Multiple;
        self
    }

    /// Choose one or several, as the user likes.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().single_or_multiple();
    /// ```
    pub fn single_or_multiple(mut self) -> Self {
        self.mode = host::FileDialogMode::SingleOrMultiple;
        self
    }

    /// The form in which chosen files are named.
    ///
    /// ```
    /// use imjoy_sdk::{FileDialog, UriType};
    /// let options = FileDialog::new().uri_type(UriType::Url);
    /// ```
    pub fn uri_type(mut self, uri_type: UriType) -> Self {
        self.uri_type = Some(uri_type);
        self
    }

    /// Choose what the plugin may change as well, in folders also make and remove. The
    /// dialog says so to the user.
    ///
    /// ```
    /// let options = imjoy_sdk::FileDialog::new().directory().read_write();
    /// ```
    pub fn read_write(mut self) -> Self {
        self.access = Some(host::FileAccess::ReadWrite);
        self
    }
}

/// Shows a message and resolves when the user has pressed OK.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// imjoy_sdk::api::alert("done").await?;
/// # Ok(())
/// # }
/// ```
pub async fn alert(message: impl Into<Message>) -> Result<(), Error> {
    host::alert(message.into().into_wire()).await.map_err(Error::from_wire)
}

/// Asks a question; true for OK, false for Cancel.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// if imjoy_sdk::api::confirm("Delete all results?").await? {
///     // …
/// }
/// # Ok(())
/// # }
/// ```
pub async fn confirm(message: impl Into<Message>) -> Result<bool, Error> {
    host::confirm(message.into().into_wire()).await.map_err(Error::from_wire)
}

/// Asks for a line of text; Cancel is [`Error::Cancelled`].
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{Prompt, api};
/// let name = api::prompt(Prompt::new("Your name?").placeholder("anonymous")).await?;
/// # Ok(())
/// # }
/// ```
pub async fn prompt(question: impl Into<Prompt>) -> Result<String, Error> {
    let Prompt { message, placeholder, default } = question.into();
    host::prompt(message.into_wire(), placeholder, default).await.map_err(Error::from_wire)
}

/// Shows a form and gives a record with one field for each `id` of the form; Cancel is
/// [`Error::Cancelled`]. With [`Dialog::window_type`] it gives the window.
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::api;
/// let answer = api::show_dialog("Sigma: {id: 'sigma', type: 'number', placeholder: 2}").await?;
/// let sigma: f64 = answer.get_as("sigma")?;
/// # Ok(())
/// # }
/// ```
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{Dialog, Window, api, record};
/// let help = Dialog::new("").window_type("imjoy/markdown").data(record! { "source": "# Help" });
/// let window: Window = api::show_dialog(help).await?.to()?;
/// window.on_close(|_| async { api::show_status("read"); Ok(()) })?;
/// # Ok(())
/// # }
/// ```
pub async fn show_dialog(dialog: impl Into<Dialog>) -> Result<Value, Error> {
    let Dialog { ui, name, window_type, data, config, size } = dialog.into();
    // A window plugin runs then, and may call this plugin.
    let _waits = window_type.as_ref().map(|_| outgoing::Waits::begin());
    let data = (!data.is_null()).then(|| encode(data)).transpose()?;
    let config = (!config.is_null()).then(|| encode(config)).transpose()?;
    let (w, h) = size.unzip();
    let dialog = host::Dialog { name, ui: encode(ui)?, window_type, data, config, w, h };
    decode(host::show_dialog(dialog).await.map_err(Error::from_wire)?)
}

/// Lets the user choose files or folders, and gives their names; closing the dialog is
/// [`Error::Cancelled`].
///
/// ```no_run
/// # async fn example() -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{FileDialog, api};
/// for path in api::show_file_dialog(FileDialog::new().multiple()).await? {
///     println!("{path}");
/// }
/// # Ok(())
/// # }
/// ```
pub async fn show_file_dialog(options: FileDialog) -> Result<Vec<String>, Error> {
    let FileDialog { file_type, title, root, mode, uri_type, access } = options;
    let options = host::FileDialog { file_type, title, root, mode, uri_type, access };
    let chosen = host::show_file_dialog(options).await.map_err(Error::from_wire)?;
    match decode(chosen)? {
        Value::Text(one) => Ok(vec![one]),
        several => several.to(),
    }
}
