//! Opening a web or mail address in the user's browser, after they have agreed.
//!
//! What is asked, shown and opened is one and the same text: the address as the `url`
//! crate writes it, in ASCII, with names of other scripts as punycode. So nothing in it
//! can be drawn in another order or look like another host.

use crate::error::CallError;
use crate::front_end::{PermissionWish, UiRequest};
use crate::permissions::{Allowed, Permission};
use crate::plugin::Plugin;
use crate::plugin::instance::Instance;
use crate::shared::Shared;
use std::sync::Arc;
use url::{Position, Url};

/// Bytes of a URL at most.
const MOST_BYTES: usize = 4096;
/// Fields of a mail address that a plugin may fill in. Others, such as `attach`, let some
/// mail programs send files.
const MAIL_FIELDS: [&str; 5] = ["to", "cc", "bcc", "subject", "body"];

impl Shared {
    /// Opens a URL for a plugin (`api.utils.openUrl`).
    pub(crate) async fn open_url(
        self: &Arc<Self>,
        plugin: &Plugin,
        instance: &Instance,
        url: &str,
    ) -> Result<(), CallError> {
        let refused = |reason| CallError::Invalid(format!("the URL cannot be opened: {reason}"));
        let address = WebAddress::parse(url).map_err(refused)?;
        let url = address.url();
        let WebAddress { before, host, after } = address;
        // A part of another plugin has nothing for good.
        let wish = PermissionWish::OpenUrl { before, host, after, offers_always: plugin.source.text().is_none() };
        if !self.may_open_urls(plugin).await {
            let turn = self.permissions.turn(instance).await?;
            // Another call may have got the answer meanwhile.
            if !self.may_open_urls(plugin).await {
                let denied = format!("the user did not allow {} to open {url}", instance.name);
                match turn.ask(&self.dialogs, instance, Permission::OpenUrl, wish, &denied).await? {
                    Allowed::Once => {}
                    Allowed::Always => self.keep_open_url(plugin).await,
                }
            }
        }
        self.permissions.count_url(instance)?;
        self.log_info(plugin, &format!("opens {url}"));
        self.requests.push(UiRequest::OpenUrl { plugin_name: instance.asker.name.clone(), url });
        Ok(())
    }
}

/// A web or mail address as it is shown and opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress {
    /// What stands before the host: the scheme.
    pub before: String,
    /// The host with its port, or the mail address: whom it leads to.
    pub host: String,
    /// The rest.
    pub after: String,
}

impl WebAddress {
    /// Checks an address and takes it apart. The error is one phrase.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MOST_BYTES {
            return Err(format!("it has {} bytes, at most {MOST_BYTES} are allowed", text.len()));
        }
        // The parser would drop some of these silently.
        if text.chars().any(|character| character.is_control() || character.is_whitespace() || character == '\\') {
            return Err("it has spaces, backslashes or control characters in it".to_owned());
        }
        let url = Url::parse(text).map_err(|error| format!("it is not an absolute URL ({error})"))?;
        let part = |range: &str| range.to_owned();
        match url.scheme() {
            "http" | "https" => {
                if !url.username().is_empty() || url.password().is_some() {
                    return Err("it has a user name or password in it, which can hide the host".to_owned());
                }
                Ok(Self {
                    before: part(&url[..Position::BeforeHost]),
                    host: part(&url[Position::BeforeHost..Position::AfterPort]),
                    after: part(&url[Position::AfterPort..]),
                })
            }
            "mailto" => {
                if let Some((name, _)) =
                    url.query_pairs().find(|(name, _)| !MAIL_FIELDS.contains(&&*name.to_lowercase()))
                {
                    return Err(format!(
                        "a mail address has the field {name}; only {} are allowed",
                        MAIL_FIELDS.join(", ")
                    ));
                }
                Ok(Self {
                    before: part(&url[..Position::BeforePath]),
                    host: part(&url[Position::BeforePath..Position::AfterPath]),
                    after: part(&url[Position::AfterPath..]),
                })
            }
            scheme => Err(format!("only http, https and mailto are opened, not {scheme}")),
        }
    }

    /// The whole address.
    pub fn url(&self) -> String {
        format!("{}{}{}", self.before, self.host, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_told_from_the_rest() {
        for (text, parts) in [
            ("https://imjoy.io/docs?a=1#b", ["https://", "imjoy.io", "/docs?a=1#b"]),
            ("HTTP://Example.COM:8080", ["http://", "example.com:8080", "/"]),
            ("https://аpple.com/", ["https://", "xn--pple-43d.com", "/"]),
            ("https://example.com/\u{202e}gpj", ["https://", "example.com", "/%E2%80%AEgpj"]),
            ("mailto:a@example.com?subject=hi", ["mailto:", "a@example.com", "?subject=hi"]),
        ] {
            let WebAddress { before, host, after } = WebAddress::parse(text).unwrap();
            assert_eq!([before.as_str(), host.as_str(), after.as_str()], parts);
        }
    }

    #[test]
    fn what_could_deceive_or_run_is_refused() {
        for (text, reason) in [
            ("javascript:alert(1)", "not javascript"),
            ("file:///etc/passwd", "not file"),
            ("data:text/html,hi", "not data"),
            ("vscode://x", "not vscode"),
            ("https://google.com@evil.example/", "user name"),
            ("https://:secret@evil.example/", "user name"),
            ("https:\\\\evil.example", "backslashes"),
            ("https://a.example/\nb", "control characters"),
            (" https://a.example", "spaces"),
            ("https://", "not an absolute URL"),
            ("//a.example", "not an absolute URL"),
            ("", "not an absolute URL"),
            ("mailto:a@b.example?attach=/etc/passwd", "the field attach"),
            ("mailto:a@b.example?ATTACHMENT=/etc/passwd", "the field ATTACHMENT"),
        ] {
            let error = WebAddress::parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
        assert!(
            WebAddress::parse(&format!("https://a.example/{}", "a".repeat(MOST_BYTES))).unwrap_err().contains("bytes")
        );
    }
}
