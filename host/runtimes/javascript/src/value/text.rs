//! Texts out of JavaScript, whose texts may hold halves of characters.

use rquickjs::{Ctx, String as JsString};

use crate::plugin::Running;

/// The text; a half of a pair of surrogates becomes U+FFFD.
pub(crate) fn text_of<'js>(running: Running, context: &Ctx<'js>, text: &JsString<'js>) -> rquickjs::Result<String> {
    match text.to_string() {
        Err(rquickjs::Error::Utf8(_)) => {
            let whole: JsString = running.language.function(context, "wellFormed")?.call((text.clone(),))?;
            whole.to_string()
        }
        other => other,
    }
}
