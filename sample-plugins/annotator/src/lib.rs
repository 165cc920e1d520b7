//! Draws annotations on an image: a window of the plugin's own, painted by the host.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by a panic")
)]

pub mod document;
pub mod geometry;
pub mod image;
pub mod result;
pub mod session;

use std::cell::RefCell;
use std::rc::Rc;

use document::Document;
use futures::channel::oneshot;
use imjoy_sdk::{AnyNdArray, Context, Error, Record, Value, WindowOptions, api};
use session::{Outcome, Session, content};

#[derive(Default)]
struct Annotator;

/// # Annotator
///
/// Draw points, lines, polygons, rectangles and ellipses on the image in the active window,
/// move them and their points, give them classes and colours.
///
/// * Keys: **V** select, **P** point, **L** line, **Y** path, **G** polygon, **H** freehand,
///   **R** rectangle, **E** ellipse, **Delete**, **Ctrl+Z**, **Ctrl+Shift+Z**.
/// * The wheel zooms, the middle button or Space moves the view, 0 shows all.
/// * **Done** closes the window and shows the annotations as a table and as GeoJSON.
///
/// Other plugins call `annotate(image)` and get a list of records with `type`, `class`,
/// `colour`, `coordinates`, `length` and `area` when the user is done.
#[imjoy_sdk::plugin(icon = "✏")]
impl Annotator {
    /// Opens the annotator on the image of the active window.
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let (image, name) = image::image_of(&my)?;
        let title = format!("Annotate {name}");
        let finish = move |document: Document| {
            let name = name.clone();
            async move { show(&document, &name).await }
        };
        open(&image, &title, finish).await
    }

    /// Lets the user annotate an image; gives the annotations when the user is done.
    /// Fails with `cancelled` when the window is closed before.
    pub async fn annotate(&self, image: AnyNdArray) -> Result<Vec<Record>, Error> {
        let (sender, receiver) = oneshot::channel();
        let sender = RefCell::new(Some(sender));
        let finish = move |document: Document| {
            if let Some(sender) = sender.borrow_mut().take() {
                // The caller may have ended.
                let _ = sender.send(document);
            }
            async { Ok(()) }
        };
        open(&image, "Annotate", finish).await?;
        let document = receiver.await.map_err(|_| Error::cancelled("the annotator was closed without Done"))?;
        Ok(result::records(&document))
    }
}

/// Opens a window and calls `finish` when the user is done. It is dropped when the window is
/// closed.
async fn open<F, R>(image: &AnyNdArray, name: &str, finish: F) -> Result<(), Error>
where
    F: Fn(Document) -> R + 'static,
    R: Future<Output = Result<(), Error>> + 'static,
{
    let size = image::size(image)?;
    let content = Value::from(content(image, size));
    let options = WindowOptions::new("imjoy/interface").name(name).size(30, 21).data(content);
    let window = api::create_window(options).await?;
    let session = Rc::new(Session::new(window));
    let finish = Rc::new(RefCell::new(Some(Rc::new(finish))));
    let kept = Rc::clone(&finish);
    session.window().on_close(move |_| {
        kept.borrow_mut().take();
        async { Ok(()) }
    })?;
    let handled = Rc::clone(&session);
    session.window().on_interaction(move |event| {
        let session = Rc::clone(&handled);
        let finish = Rc::clone(&finish);
        async move {
            if session.handle(&event).await? == Outcome::Done {
                let finish = finish.borrow_mut().take();
                if let Some(finish) = finish {
                    finish(session.document()).await?;
                }
                imjoy_sdk::spawn(async move {
                    // The user may have been faster.
                    let _ = session.window().close().await;
                });
            }
            Ok(())
        }
    })?;
    Ok(())
}

/// Shows the annotations as a table and as GeoJSON.
async fn show(document: &Document, name: &str) -> Result<(), Error> {
    let table = WindowOptions::new("imjoy/table").name(format!("Annotations of {name}")).data(result::rows(document));
    let data = WindowOptions::new("imjoy/generic").name(format!("GeoJSON of {name}")).data(result::geo_json(document));
    api::create_window(table).await?;
    api::create_window(data).await?;
    Ok(())
}
