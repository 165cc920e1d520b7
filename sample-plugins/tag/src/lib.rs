//! `api::tag`: the variant of the plugin that the user has chosen.

use imjoy_sdk::{Error, NdArray, Record, api, record};

/// Width and height of the picture.
const SIZE: usize = 192;

#[derive(Default)]
struct Tag;

/// # tag
///
/// This plugin has two variants, *small* and *large*, and draws dots of that size. Choose
/// another one in the plugin's menu; it is kept for this workspace. Who loads such a plugin
/// from a file is asked which one to take.
///
/// ```rust
/// #[imjoy_sdk::plugin(tags = ["small", "large"])]
/// …
/// let is_large = api::tag().as_deref() == Some("large");
/// ```
#[imjoy_sdk::plugin(icon = "🏷", labels = ["API example"], tags = ["small", "large"])]
impl Tag {
    pub fn run(&self) -> Result<Record, Error> {
        let tag = api::tag().unwrap_or_default();
        let spacing = if tag == "large" { 48 } else { 16 };
        let pixel = |index: usize| {
            let from_middle = |place: usize| (place % spacing) as f64 - spacing as f64 / 2.0;
            let distance = from_middle(index / SIZE).hypot(from_middle(index % SIZE));
            if distance < spacing as f64 / 3.0 { 255 } else { 30 }
        };
        let image = NdArray::<u8>::from_vec([SIZE, SIZE], (0..SIZE * SIZE).map(pixel).collect())?;
        api::show_status(format!("The tag is {tag}"));
        Ok(record! { "type": "imjoy/image", "name": format!("Dots: {tag}"), "data": record! { "src": image } })
    }
}
