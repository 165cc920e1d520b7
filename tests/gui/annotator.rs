//! The annotator, drawn with as by hand.

use super::driver::Driver;
use egui::{Key, Pos2, Rect, pos2};
use imjoy_engine::CallError;
use imjoy_engine::value::{DataType, NdArray, Value};

const WIDTH: f32 = 100.0;
const HEIGHT: f32 = 80.0;

/// An image of 100 × 80 pixels.
fn image() -> Value {
    let pixels = vec![90u8; (WIDTH * HEIGHT) as usize];
    NdArray::new(DataType::Uint8, vec![HEIGHT as u64, WIDTH as u64], pixels.into()).unwrap().into()
}

/// Where a pixel of that image is on the screen, in a canvas that shows all of it.
fn place(canvas: Rect, x: f32, y: f32) -> Pos2 {
    let scale = ((canvas.width() - 8.0) / WIDTH).min((canvas.height() - 8.0) / HEIGHT);
    canvas.center() + (pos2(x, y) - pos2(WIDTH / 2.0, HEIGHT / 2.0)) * scale
}

fn coordinates(annotation: &Value) -> Vec<[f64; 2]> {
    let pairs = annotation.field("coordinates").unwrap().as_list().unwrap();
    pairs
        .iter()
        .map(|pair| {
            let pair = pair.as_list().unwrap();
            [pair[0].as_number().unwrap(), pair[1].as_number().unwrap()]
        })
        .collect()
}

fn assert_near(found: &[[f64; 2]], expected: &[[f64; 2]]) {
    let is_near = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|(found, expected)| (found[0] - expected[0]).abs() < 0.2 && (found[1] - expected[1]).abs() < 0.2);
    assert!(is_near, "{found:?} in place of {expected:?}");
}

#[test]
fn what_is_drawn_moved_and_deleted_comes_back_as_data() {
    let mut application = Driver::with_plugins(&["annotator"]);
    let call = application.engine.call_detached("annotator", "annotate", vec![image()]);
    application.wait_for_label("Image to annotate");
    application.settle();
    let canvas = application.rectangle("Image to annotate");
    let at = |x, y| place(canvas, x, y);

    // A polygon, and a point that is deleted again.
    application.click("Polygon");
    application.wait_for_label_containing("Click the corners");
    for (x, y) in [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (30.0, 50.0)] {
        application.click_at(at(x, y));
        application.point_at(at(x + 9.0, y + 5.0));
    }
    application.press(Key::Enter);
    application.wait_for_label("Row 1");
    application.click("Point");
    application.wait_for_label_containing("Click to set points");
    application.click_at(at(90.0, 10.0));
    application.wait_for_label("Row 2");

    application.press(Key::V);
    application.wait_for_label_containing("Click to select");
    application.click_at(at(90.0, 10.0));
    application.wait_for_label_containing("2 rows, 1 selected");
    application.press(Key::Delete);
    application.wait_for_label_containing("1 row");

    // Its third corner, then all of it.
    application.click_at(at(40.0, 30.0));
    application.wait_for_label_containing("1 row, 1 selected");
    application.drag(at(60.0, 60.0), at(80.0, 70.0));
    application.drag(at(50.0, 40.0), at(55.0, 38.0));
    application.type_into("Class", "coin");
    application.wait_for_label("coin");
    application.click("Done");

    let annotations = call.wait().unwrap().as_list().unwrap();
    assert_eq!(annotations.len(), 1);
    assert_eq!(annotations[0].field("type").unwrap().as_text(), Some("polygon"));
    assert_eq!(annotations[0].field("class").unwrap().as_text(), Some("coin"));
    let expected = [[25.0, 18.0], [65.0, 18.0], [85.0, 68.0], [35.0, 48.0]];
    assert_near(&coordinates(&annotations[0]), &expected);
    application.wait_until("the window is closed", |driver| !driver.has_label("Image to annotate"));
}

#[test]
fn changes_are_undone_and_redone_by_keys() {
    let mut application = Driver::with_plugins(&["annotator"]);
    let call = application.engine.call_detached("annotator", "annotate", vec![image()]);
    application.wait_for_label("Image to annotate");
    application.settle();
    let canvas = application.rectangle("Image to annotate");
    application.click("Rectangle");
    application.wait_for_label_containing("from corner to corner; with Shift a square");
    application.drag(place(canvas, 10.0, 10.0), place(canvas, 40.0, 30.0));
    application.wait_for_label("Row 1");
    application.drag(place(canvas, 50.0, 50.0), place(canvas, 70.0, 60.0));
    application.wait_for_label("Row 2");
    application.click("Undo");
    application.wait_for_label_containing("1 row");
    application.click("Undo");
    application.wait_for_label_containing("0 rows");
    application.click("Redo");
    application.wait_for_label("Row 1");
    application.click("Done");
    let annotations = call.wait().unwrap().as_list().unwrap();
    assert_eq!(annotations.len(), 1);
    let corners = [[10.0, 10.0], [40.0, 10.0], [40.0, 30.0], [10.0, 30.0]];
    assert_near(&coordinates(&annotations[0]), &corners);
    assert!((annotations[0].field("area").unwrap().as_number().unwrap() - 600.0).abs() < 10.0);
}

#[test]
fn a_window_that_is_closed_is_a_cancelled_call() {
    let mut application = Driver::with_plugins(&["annotator"]);
    let call = application.engine.call_detached("annotator", "annotate", vec![image()]);
    application.wait_for_label("Image to annotate");
    application.click("Close window");
    assert!(matches!(call.wait(), Err(CallError::Cancelled(_))));
}

#[test]
fn the_annotations_of_the_active_window_are_shown() {
    let mut application = Driver::with_plugins(&["annotator"]);
    application.open_image("coins.png");
    application.wait_for_label("coins.png");
    application.run("annotator");
    application.wait_for_label("Image to annotate");
    application.settle();
    let canvas = application.rectangle("Image to annotate");
    application.click("Point");
    application.wait_for_label_containing("Click to set points");
    application.click_at(canvas.center());
    application.wait_for_label("Row 1");
    application.click("Done");
    application.wait_for_label_containing("Annotations of coins");
    application.wait_for_label_containing("GeoJSON of coins");
}
