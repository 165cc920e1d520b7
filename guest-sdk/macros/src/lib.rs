//! The attribute `#[imjoy_sdk::plugin]`. See its documentation in `imjoy-sdk`, which
//! re-exports it; this crate is of no use alone.
//!
//! `attribute.rs` reads the attribute, `methods.rs` the `impl`, `manifest.rs` writes the
//! manifest, `expand.rs` the code. Nothing but `::imjoy_sdk` is named in generated code, so
//! that a plugin needs no other dependency.

mod attachments;
mod attribute;
mod expand;
mod manifest;
mod methods;

use proc_macro::TokenStream;

/// Makes a plugin of a struct: put it on the `impl` whose methods other plugins and the
/// application shall call. Once per crate.
///
/// ```
/// use imjoy_sdk::{Context, Error, NdArray, Value, record};
///
/// #[derive(Default)]
/// struct Counter { runs: std::cell::Cell<u32> }
///
/// /// Counts how often it was run. This comment is the plugin's documentation, in Markdown.
/// #[imjoy_sdk::plugin(name = "counter", icon = "🧮", description = "Counts", tags = ["CPU"])]
/// impl Counter {
///     async fn setup(&mut self) -> Result<(), Error> {
///         self.runs.set(0);
///         Ok(())
///     }
///
///     pub async fn run(&self, my: Context) -> Result<impl Into<Value>, Error> {
///         self.runs.set(self.runs.get() + 1);
///         Ok(record! { "runs": self.runs.get(), "op": my.op() })
///     }
///
///     pub fn double(&self, array: NdArray<f32>, factor: Option<f32>) -> Result<NdArray<f32>, Error> {
///         let factor = factor.unwrap_or(2.0);
///         NdArray::from_vec(array.shape(), array.data()?.iter().map(|element| element * factor).collect())
///     }
/// }
/// # fn main() {}
/// ```
///
/// **The type** implements `Default`; the plugin's one instance is made so.
///
/// **Methods.** Exported is each `pub` method with `&self` or `&mut self`, `async` or not,
/// whose name does not begin with `_`; also `run`, `update` and `exit` where they are not
/// `pub`. `setup` is called once, before anything else; an error in it means that the
/// plugin cannot be used.
///
/// **`&self` or `&mut self`.** Methods with `&self` run together while they await
/// something; those with `&mut self` run alone. Whatever awaits other plugins should take
/// `&self`: see the crate's documentation.
///
/// **Parameters** are of any type that is `serde::Deserialize`, which all types of the
/// crate are; also `&str`, `&[T]`, `&T` of such. Missing arguments at the end are `None`
/// for an `Option`, `Value::Absent` for a `Value`, and an empty `Context`; else a missing,
/// surplus or mistyped argument is an `Error::Invalid` that says which. `run`, `update` and
/// `exit` ignore surplus arguments.
///
/// **Results** are `T` or `Result<T, E>`, where `T` is `Into<Value>` or `serde::Serialize`,
/// and `E` is `Into<Error>` or `Display`.
///
/// **Fields of the attribute**, all optional:
///
/// | field | value | without it |
/// |---|---|---|
/// | `name` | text | the package's name |
/// | `version` | text | the package's version |
/// | `description` | text | the package's description |
/// | `icon` | text: an emoji, an icon's name or a URL | none |
/// | `type` | text: `component`, `window` | `component` |
/// | `ui` | text: the form of the plugin's own op | none |
/// | `tags` | list of texts: variants of which the user chooses one | none |
/// | `labels` | list of texts, for the plugin list; `API example` groups it with the examples | none |
/// | `defaults` | JSON text: size and so on of a window plugin | none |
/// | `runnable` | whether the plugin can be run, `true` or `false` | whether it has a `run` |
/// | `permissions` | JSON text: a list of records with `kind` and `reason` | none |
/// | `inputs`, `outputs` | JSON text: JSON Schema of the data that the plugin's own op takes and gives | none |
/// | `attachments` | `attachments(name = "file", …)`: text files, by paths relative to the package | none |
///
/// Where `icon`, `type` or `ui` differ between tags, write one for each:
/// `tags = ["CPU", "GPU"], ui(CPU = "…", GPU = "…")`. Names that are no words stand in
/// quotes. Attachments are read when the plugin is compiled, and anew when a file has
/// changed; `get_attachment` gives them.
///
/// They become the plugin's manifest, together with the documentation and the names of the
/// exported functions; the host reads it without running the plugin.
#[proc_macro_attribute]
pub fn plugin(attribute: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(attribute.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
