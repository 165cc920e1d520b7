//! Codecs of the plugin (`api.registerCodec`): how objects of its own classes travel.
//!
//! An encoder makes of an object of its class a record with the codec's name as `_rtype`; a
//! decoder makes an object of such a record.

use std::cell::RefCell;

use imjoy_sdk::Error;
use rquickjs::{Ctx, Function, Object, Persistent, Value};

/// A codec; either way may be missing.
struct Codec {
    name: String,
    class: Option<Persistent<Value<'static>>>,
    encoder: Option<Persistent<Function<'static>>>,
    decoder: Option<Persistent<Function<'static>>>,
}

/// The codecs that the plugin has registered, the newest last.
#[derive(Default)]
pub(crate) struct Codecs(RefCell<Vec<Codec>>);

impl Codecs {
    /// Adds one, or replaces that of the same name.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for a description without a name, or without both functions.
    pub(crate) fn register<'js>(&self, context: &Ctx<'js>, description: &Object<'js>) -> Result<(), Error> {
        let wrong = |_| Error::invalid("registerCodec needs {name, type, encoder, decoder}");
        let function = |name: &str| -> Result<Option<Persistent<Function<'static>>>, Error> {
            let function: Option<Function> = description.get(name).map_err(wrong)?;
            Ok(function.map(|function| Persistent::save(context, function)))
        };
        let name: String = description.get("name").map_err(wrong)?;
        let class: Value = description.get("type").map_err(wrong)?;
        let class = class.is_constructor().then(|| Persistent::save(context, class));
        let codec = Codec { name, class, encoder: function("encoder")?, decoder: function("decoder")? };
        if codec.encoder.is_none() && codec.decoder.is_none() {
            return Err(Error::invalid(format!("the codec `{}` has no encoder and no decoder", codec.name)));
        }
        let mut codecs = self.0.borrow_mut();
        codecs.retain(|other| other.name != codec.name);
        codecs.push(codec);
        Ok(())
    }

    /// What the encoder for the object's class makes of it, if there is one.
    pub(crate) fn encode<'js>(&self, context: &Ctx<'js>, object: &Object<'js>) -> rquickjs::Result<Option<Value<'js>>> {
        // Not borrowed while JavaScript runs.
        let candidates: Vec<_> = self
            .0
            .borrow()
            .iter()
            .rev()
            .filter_map(|codec| Some((codec.name.clone(), codec.class.clone()?, codec.encoder.clone()?)))
            .collect();
        for (name, class, encoder) in candidates {
            if object.is_instance_of(class.restore(context)?) {
                let encoded: Value = encoder.restore(context)?.call((object.clone(),))?;
                if let Some(record) = encoded.as_object()
                    && !record.contains_key("_rtype")?
                {
                    record.set("_rtype", name)?;
                }
                return Ok(Some(encoded));
            }
        }
        Ok(None)
    }

    /// What the decoder of that name makes of the record; the record itself if there is none.
    pub(crate) fn decode<'js>(
        &self,
        context: &Ctx<'js>,
        name: &str,
        record: Object<'js>,
    ) -> rquickjs::Result<Value<'js>> {
        let find = |codec: &Codec| (codec.name == name).then(|| codec.decoder.clone()).flatten();
        let decoder = self.0.borrow().iter().find_map(find);
        match decoder {
            Some(decoder) => decoder.restore(context)?.call((record,)),
            None => Ok(record.into_value()),
        }
    }
}
