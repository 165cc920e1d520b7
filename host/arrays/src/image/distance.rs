//! Distances to the background.

use super::boundary::Boundary;
use super::separable::{Strip, along_axis};
use super::truth;
use crate::array::Array;
use crate::computation::Computation;
use crate::error::ArrayError;
use crate::layout::Lanes;

/// For each element other than 0 the Euclidean distance to the nearest 0, `Float64`. `spacing` is
/// the distance of neighbours along each axis; empty for 1. Fails without a 0.
pub fn distance_transform(computation: &Computation, image: &Array, spacing: &[f64]) -> Result<Array, ArrayError> {
    let spacing = if spacing.is_empty() { &[1.0] } else { spacing };
    let spacing = super::for_each_axis(spacing, image.axes())?;
    if spacing.iter().any(|spacing| !spacing.is_finite() || *spacing <= 0.0) {
        return Err(ArrayError::invalid("the spacing of elements is a number above 0"));
    }
    let is_set = truth(computation, image)?;
    if !is_set.is_empty() && is_set.iter().all(|is_set| *is_set != 0) {
        return Err(ArrayError::invalid("an image without background has no distances to it"));
    }
    // Squares of the distances along the axes that have been looked at.
    let mut squares = computation.zeroed::<f64>(image.len())?;
    for (square, is_set) in squares.iter_mut().zip(&*is_set) {
        *square = if *is_set == 0 { 0.0 } else { f64::INFINITY };
    }
    let mut pace = computation.pace();
    for (axis, spacing) in spacing.iter().enumerate() {
        let lanes = Lanes::along(image.shape(), Some(axis));
        let mut envelope = Vec::new();
        along_axis(computation, &mut squares, lanes, (0, 0), Boundary::Nearest, |strip| {
            pace.spend(strip.extended.len() * 8)?;
            let Strip { extended, width, results } = strip;
            for column in 0..width {
                let sequence = extended.iter().copied().skip(column).step_by(width);
                lower_envelope(&mut envelope, sequence, *spacing);
                let targets = results.iter_mut().skip(column).step_by(width);
                least_squares(&envelope, targets, *spacing);
            }
            Ok(())
        })?;
    }
    squares.iter_mut().for_each(|square| *square = square.sqrt());
    Ok(Array::of(image.shape().to_vec(), squares))
}

/// A parabola of the lower envelope (Felzenszwalb and Huttenlocher): squares of distances to one
/// place, and from where on it is the lowest.
struct Parabola {
    place: f64,
    square: f64,
    from: f64,
}

fn lower_envelope(envelope: &mut Vec<Parabola>, squares: impl Iterator<Item = f64>, spacing: f64) {
    envelope.clear();
    for (index, square) in squares.enumerate().filter(|(_, square)| square.is_finite()) {
        let place = index as f64 * spacing;
        let mut from = f64::NEG_INFINITY;
        while let Some(last) = envelope.last() {
            let crossing =
                ((square + place * place) - (last.square + last.place * last.place)) / (2.0 * (place - last.place));
            if crossing > last.from {
                from = crossing;
                break;
            }
            envelope.pop();
        }
        envelope.push(Parabola { place, square, from });
    }
}

fn least_squares<'a>(envelope: &[Parabola], targets: impl Iterator<Item = &'a mut f64>, spacing: f64) {
    let mut parabolas = envelope.iter().peekable();
    let mut lowest = parabolas.next();
    for (index, target) in targets.enumerate() {
        let place = index as f64 * spacing;
        while let Some(next) = parabolas.next_if(|next| next.from < place) {
            lowest = Some(next);
        }
        *target = lowest.map_or(f64::INFINITY, |parabola| {
            let distance = place - parabola.place;
            distance * distance + parabola.square
        });
    }
}
