//! A window as a dialog: picks a threshold on a picture.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use imjoy_sdk::interface::{Element, button, column, image, label, row, slider};
use imjoy_sdk::{AnyNdArray, Dialog, Error, NdArray, Value, Window, api, record};

/// What the user has picked.
pub struct Picked {
    /// Values from here on are white.
    pub level: f64,
    /// The picture in black and white.
    pub mask: NdArray<u8>,
}

/// A picture of one value for each pixel, and the range of them.
struct Picture {
    values: Vec<f32>,
    shape: [usize; 2],
    range: [f64; 2],
}

/// Shows the dialog and waits for the user; none if it was closed without a choice.
pub async fn pick(image: &AnyNdArray) -> Result<Option<Picked>, Error> {
    let picture = Rc::new(Picture::of(image)?);
    let level = Rc::new(Cell::new(picture.middle()));
    let content = Value::from(content(&picture, level.get())?);
    let dialog = Dialog::new("").window_type("imjoy/interface").name("Pick a threshold").size(15, 16).data(content);
    let window: Window = api::show_dialog(dialog).await?.to()?;

    let (sender, receiver) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let (shown, chosen, done) = (window.clone(), Rc::clone(&level), Rc::clone(&sender));
    let drawn = Rc::clone(&picture);
    let listens = window.on_interaction(move |event| {
        let (window, picture, sender) = (shown.clone(), Rc::clone(&drawn), Rc::clone(&done));
        let chosen = Rc::clone(&chosen);
        async move {
            match (event.id(), event.kind()) {
                // Of what the user did before anybody listened the last is kept: a submit.
                ("level", "change" | "submit") => {
                    chosen.set(event.value_as()?);
                    let changes = record! { "mask": record! { "src": picture.mask(chosen.get())? } };
                    window.change_content(changes).await
                }
                ("use", "click") => {
                    if let Some(sender) = sender.borrow_mut().take() {
                        // Nobody waits when the run was cancelled.
                        let _ = sender.send(());
                    }
                    Ok(())
                }
                _ => Ok(()),
            }
        }
    });
    // Without the sender nothing can be received: the dialog was closed.
    let listens = listens.and_then(|()| {
        window.on_close(move |_| {
            sender.borrow_mut().take();
            async { Ok(()) }
        })
    });
    match listens {
        Ok(()) => {}
        // The user has closed it before anybody listened.
        Err(Error::Terminated(_)) => return Ok(None),
        Err(error) => return Err(error),
    }
    if receiver.await.is_err() {
        return Ok(None);
    }
    // The user may have been faster.
    let _ = window.close().await;
    Ok(Some(Picked { level: level.get(), mask: picture.mask(level.get())? }))
}

fn content(picture: &Picture, level: f64) -> Result<Element, Error> {
    let [low, high] = picture.range;
    Ok(column([
        image(picture.mask(level)?).id("mask").label("Above the threshold").grow(),
        slider("level", low..=high).label("Threshold").value(level),
        row([
            label("Closing the dialog picks none").size("small").colour("weak").grow(),
            button("use", "Use it").primary(),
        ]),
    ])
    .grow())
}

impl Picture {
    /// The first image of a stack, and the first channel of colours.
    fn of(image: &AnyNdArray) -> Result<Self, Error> {
        let (height, width, channels) = match *image.shape() {
            [height, width] => (height, width, 1),
            [height, width, channels @ (1 | 3 | 4)] => (height, width, channels),
            [_, height, width] => (height, width, 1),
            ref shape => return Err(Error::invalid(format!("an array of shape {shape:?} is no image"))),
        };
        let values = image.to_f32()?.into_vec()?;
        let values: Vec<f32> = values.into_iter().step_by(channels).take(height * width).collect();
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let low = f64::from(finite().fold(f32::INFINITY, f32::min));
        let high = f64::from(finite().fold(f32::NEG_INFINITY, f32::max));
        if low >= high || !low.is_finite() || !high.is_finite() {
            return Err(Error::invalid("all pixels of the image are the same, so no threshold divides them"));
        }
        Ok(Self { values, shape: [height, width], range: [low, high] })
    }

    fn middle(&self) -> f64 {
        let [low, high] = self.range;
        ((low + high) / 2.0).round().clamp(low, high)
    }

    /// White where the picture is at the level or above.
    fn mask(&self, level: f64) -> Result<NdArray<u8>, Error> {
        let white = |value: &f32| if f64::from(*value) >= level { 255 } else { 0 };
        NdArray::from_vec(self.shape, self.values.iter().map(white).collect())
    }
}
