//! `ImageData` and `OffscreenCanvas`, with which plugins make pictures of arrays.
//!
//! Known limits: a canvas has pixels and draws no figures; it is encoded as PNG.

use imjoy_sdk::Error;
use rquickjs::{ArrayBuffer, Ctx, Value};

use super::lazy::Library;
use crate::errors::throw;
use crate::plugin::Running;
use crate::value::bytes_of_part;

pub(super) const LIBRARY: Library = Library {
    name: "canvas",
    source: include_str!("canvas.js"),
    globals: &["ImageData", "OffscreenCanvas", "OffscreenCanvasRenderingContext2D"],
    natives: &[("encode", encode)],
};

/// `encode(pixels, width, height)`: the bytes of a PNG of RGBA pixels.
fn encode<'js>(running: Running, context: &Ctx<'js>, arguments: &[Value<'js>]) -> rquickjs::Result<Value<'js>> {
    let side = |index: usize| arguments.get(index).and_then(|value| value.as_number()).map(|number| number as u32);
    let (Some(pixels), Some(width), Some(height)) =
        (arguments.first().and_then(|pixels| pixels.as_object()), side(1), side(2))
    else {
        return Err(throw(running, context, Error::invalid("a picture has pixels, a width and a height")));
    };
    let encoded = bytes_of_part(pixels).and_then(|pixels| {
        encoded(&pixels, width, height)
            .map_err(|error| Error::failed(format!("the picture cannot be encoded: {error}")))
    });
    let encoded = encoded.map_err(|error| throw(running, context, error))?;
    Ok(ArrayBuffer::new(context.clone(), encoded)?.into_value())
}

fn encoded(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut encoded = Vec::new();
    let mut encoder = png::Encoder::new(&mut encoded, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(encoded)
}
