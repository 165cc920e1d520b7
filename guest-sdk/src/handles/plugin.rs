//! Handles to other plugins.

use std::fmt;
use std::rc::Rc;

use crate::bindings::wire;
use crate::conversion::FromValue;
use crate::runtime::outgoing;
use crate::value::{decode, encode_all};
use crate::{Arguments, Error, Value};

/// A handle to another plugin, from [`get_plugin`](crate::plugins::get_plugin).
///
/// ```no_run
/// # async fn example(image: imjoy_sdk::NdArray<f32>) -> imjoy_sdk::Result<()> {
/// use imjoy_sdk::{NdArray, api, try_join};
///
/// let filters = api::get_plugin("image-filters").await?;
/// // Both at once; the image is not copied.
/// let (blurred, threshold): (NdArray<f32>, f64) = try_join!(
///     filters.call_as("gaussian", (image.clone(), 2.0)),
///     filters.call_as("otsu", (image,)),
/// )?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Plugin(Rc<wire::Plugin>);

impl Plugin {
    /// The plugin's name.
    ///
    /// ```no_run
    /// # fn example(plugin: imjoy_sdk::Plugin) {
    /// println!("got {}", plugin.name());
    /// # }
    /// ```
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Names of the functions that the plugin exports.
    ///
    /// ```no_run
    /// # async fn example(plugin: imjoy_sdk::Plugin) -> imjoy_sdk::Result<()> {
    /// assert!(plugin.functions().await?.contains(&"run".to_string()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn functions(&self) -> Result<Vec<String>, Error> {
        outgoing::waits(self.0.functions()).await.map_err(Error::from_wire)
    }

    /// The variables that the plugin exports: a record of numbers, texts and truth values.
    /// Plugins written with this crate export functions alone.
    ///
    /// ```no_run
    /// # async fn example(plugin: imjoy_sdk::Plugin) -> imjoy_sdk::Result<()> {
    /// let version: String = plugin.variables().await?.get_as("version")?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn variables(&self) -> Result<Value, Error> {
        decode(outgoing::waits(self.0.variables()).await.map_err(Error::from_wire)?)
    }

    /// Calls an exported function by name. For a window plugin each `run` opens a new
    /// window.
    ///
    /// ```no_run
    /// # async fn example(plugin: imjoy_sdk::Plugin) -> imjoy_sdk::Result<()> {
    /// let sum = plugin.call("add", (1, 2)).await?;
    /// assert_eq!(sum.as_i64(), Some(3));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(&self, function: &str, arguments: impl Arguments) -> Result<Value, Error> {
        let arguments = encode_all(arguments.into_arguments()?)?;
        let result = outgoing::waits(self.0.call(function.to_string(), arguments)).await;
        decode(result.map_err(Error::from_wire)?)
    }

    /// As [`call`](Self::call), with the result in the type wanted.
    ///
    /// ```no_run
    /// # async fn example(plugin: imjoy_sdk::Plugin) -> imjoy_sdk::Result<()> {
    /// let sum: i64 = plugin.call_as("add", (1, 2)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call_as<T: FromValue>(&self, function: &str, arguments: impl Arguments) -> Result<T, Error> {
        T::from_value(self.call(function, arguments).await?)
    }

    pub(crate) fn from_wire(plugin: wire::Plugin) -> Self {
        Plugin(Rc::new(plugin))
    }

    pub(crate) fn into_wire(self) -> wire::Plugin {
        Rc::try_unwrap(self.0).unwrap_or_else(|shared| wire::Plugin::clone(&shared))
    }
}

impl PartialEq for Plugin {
    /// Whether they are clones of one another, or of one name.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.name() == other.name()
    }
}

impl fmt::Debug for Plugin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Plugin")
    }
}
