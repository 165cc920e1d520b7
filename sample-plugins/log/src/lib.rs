//! `api::log`: the plugin's log.

use imjoy_sdk::{Error, NdArray, api, record};

/// Width and height of the picture.
const SIZE: usize = 64;

#[derive(Default)]
struct Log;

/// # log
///
/// Writes to the plugin's log: see *Log* in the plugin's menu. Items are joined by a space,
/// records and lists are written out, and a record `{type: "image", value: …}` is a picture
/// behind the button *Show image*. What the plugin prints goes there as well.
///
/// ```rust
/// api::log(format!("{count} cells"));
/// api::log_items(("cells:", 24));
/// api::log(record! { "type": "image", "value": image });
/// ```
#[imjoy_sdk::plugin(name = "log", icon = "📜", labels = ["API example"])]
impl Log {
    pub fn run(&self) -> Result<(), Error> {
        api::log("The log has begun");
        api::log_items(("cells:", 24, "mean area:", 112.5));
        api::log(record! { "area": 112.5, "is round": true });
        let pixels = (0..SIZE * SIZE).map(|index| ((index / SIZE) ^ (index % SIZE)) as u8 * 4).collect();
        let picture = NdArray::from_vec([SIZE, SIZE], pixels)?;
        api::log_items(("a picture:", record! { "type": "image", "value": picture }));
        println!("printed to standard output");
        api::show_status("See Log in the menu of the plugin log");
        Ok(())
    }
}
