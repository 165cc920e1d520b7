//! Grey values along a line: a window plugin, with a picture of its own in each window.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by a panic")
)]

pub mod grey;
pub mod profile;
pub mod session;
pub mod table;

use std::cell::RefCell;
use std::rc::Rc;

use grey::GreyImage;
use imjoy_sdk::{AnyNdArray, Context, Error, Record, Value};
use session::Session;

#[derive(Default)]
struct LineProfile {
    /// Each window has an instance of its own, so there is one.
    session: RefCell<Option<Rc<Session>>>,
}

/// # Line profile
///
/// Shows the grey values along a line of the image in the active window, while the line is
/// drawn and dragged.
///
/// * **Drag on the image** to draw another line; drag the line or its ends to change it. The
///   wheel zooms, the middle button or Space moves the view, 0 shows all.
/// * **Width**: the mean of so many pixels across the line, shown as a band.
/// * **Values**: the numbers as a table; **Export CSV** saves them.
///
/// Each run opens a window of its own with the image as it was then. Other plugins open one by
/// `api::create_window(WindowOptions::new("line-profile").data(record! { "src": image }))` and
/// read it by the functions `profile()` and `set_line(x0, y0, x1, y1)` of the window.
#[imjoy_sdk::plugin(
    type = "window",
    icon = "📈",
    defaults = r#"{"w": 16, "h": 20}"#,
    inputs = r#"{"src": {"ndarray": {}}}"#
)]
impl LineProfile {
    /// Shows the image of the window's data, and a line through its middle.
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let image = image_of(&my)?;
        let grey = GreyImage::of(&image)?;
        let session = self.session.borrow().clone();
        if let Some(session) = session {
            return session.show_other(&image, grey).await;
        }
        let window = my.window().ok_or_else(|| Error::failed("line-profile has to be in a window"))?;
        let session = Rc::new(Session::new(window, &image, grey));
        self.session.replace(Some(Rc::clone(&session)));
        let handled = Rc::clone(&session);
        session.window().on_interaction(move |event| {
            let session = Rc::clone(&handled);
            async move { session.handle(&event).await }
        })?;
        session.open().await
    }

    /// The samples along the line as records of `distance`, `x`, `y` and `value`.
    pub fn profile(&self) -> Result<Vec<Record>, Error> {
        Ok(table::records(&self.open_session()?.samples()))
    }

    /// Puts the line between two places of the image.
    pub async fn set_line(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Result<(), Error> {
        self.open_session()?.set_line([[x0, y0], [x1, y1]]).await
    }
}

impl LineProfile {
    fn open_session(&self) -> Result<Rc<Session>, Error> {
        self.session.borrow().clone().ok_or_else(|| Error::failed("the line profile has not been run yet"))
    }
}

/// The image in the data of the window.
fn image_of(my: &Context) -> Result<AnyNdArray, Error> {
    match my.data.get("src").or_else(|| my.data.get("image")) {
        Some(Value::NdArray(image)) => Ok(image.clone()),
        _ => Err(Error::invalid("open an image first (Ctrl+O), then run line-profile on it")),
    }
}
