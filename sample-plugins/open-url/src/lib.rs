//! `api::open_url`: opens a web address in the user's browser.

use imjoy_sdk::{Context, Error, api};

#[derive(Default)]
struct OpenUrl;

/// # open-url
///
/// Looks a word up in an encyclopedia, in your browser. The host asks you before; with
/// **Always allow** it does not ask again, until you revoke that in the plugin's menu under
/// *Permissions*. Only http, https and mailto can be opened.
///
/// ```rust
/// match api::open_url("https://en.wikipedia.org/wiki/Mitochondrion").await {
///     Ok(()) => …,
///     Err(Error::Denied(_)) => …,
///     Err(error) => return Err(error),
/// }
/// ```
#[imjoy_sdk::plugin(
    icon = "🌐",
    labels = ["API example"],
    ui = "Look up {id: 'word', type: 'string', placeholder: 'Mitochondrion'}"
)]
impl OpenUrl {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let word: String = my.config.get_or("word", "Mitochondrion".to_owned())?;
        match api::open_url(&address(&word)).await {
            Ok(()) => api::show_message(format!("{word} opens in your browser"), None),
            Err(error @ Error::Denied(_)) => {
                api::show_status("You would rather not");
                api::log(error.to_string());
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// The address of an article. What is not a plain letter or digit is percent-encoded.
fn address(word: &str) -> String {
    let mut address = "https://en.wikipedia.org/wiki/".to_owned();
    for byte in word.trim().bytes() {
        match byte {
            b' ' => address.push('_'),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
