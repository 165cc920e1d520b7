//! `imjoy/images`.

use super::*;

fn array(side: u64, value: u8) -> NdArray {
    NdArray::new(DataType::Uint8, vec![side, side], vec![value; (side * side) as usize].into()).unwrap()
}

#[test]
fn images_are_opened_and_turned() {
    let mut bench = Bench::new();
    let named = Record::new().with("name", "Well A1").with("src", array(30, 3));
    let file = Bytes::from_static(include_bytes!("../../../../tests/images/coins.png"));
    let file = File { name: Some("coins.png".to_owned()), mime_type: "image/png".to_owned(), data: file };
    let list = Value::List(vec![named.into(), Value::File(file), array(40, 5).into(), Value::Integer(3)]);
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(
        1,
        "imjoy/images",
        "Plate",
        Record::new().with("images", list.clone()).into()
    ))));
    bench.wait_until(|bench| {
        bench.has_window("Plate") && bench.window("Plate").query_by_label("Open Well A1").is_some()
    });
    bench.window("Plate").get_by_label_contains("4 images");
    bench.click("Plate", "Open Well A1");
    bench.window("Plate").get_by_label_contains("30 × 30");
    bench.window("Plate").get_by_label("1 of 4");
    assert_eq!(bench.content_events("select").len(), 1);
    bench.click("Plate", "Next image");
    bench.wait_until(|bench| bench.window("Plate").query_by_label_contains("384 × 303").is_some());
    bench.press(egui::Key::ArrowRight);
    bench.wait_until(|bench| bench.window("Plate").query_by_label_contains("40 × 40").is_some());
    // An update keeps the image that is shown.
    bench.update(1, list);
    bench.window("Plate").get_by_label("3 of 4");
    bench.press(egui::Key::ArrowRight);
    bench.window("Plate").get_by_label_contains("integer is no image");
    bench.press(egui::Key::Escape);
    bench.press(egui::Key::Home);
    bench.press(egui::Key::Enter);
    bench.window("Plate").get_by_label("1 of 4");
    bench.click("Plate", "All images");
    bench.window("Plate").get_by_label("Open coins.png");
    bench.update(1, Value::List(Vec::new()));
    bench.window("Plate").get_by_label_contains("no image in the list");
}

#[test]
fn thousands_of_images_do_no_harm() {
    let mut bench = Bench::new();
    let list: Vec<Value> = (0..3_000).map(|index| array(8, (index % 250) as u8).into()).collect();
    assert!(bench.harness.state_mut().apply(&UiRequest::OpenWindow(description(
        1,
        "imjoy/images",
        "Many",
        Value::List(list)
    ))));
    bench.wait_until(|bench| bench.has_window("Many") && bench.window("Many").query_by_label("Open Image 1").is_some());
    // Only those in sight are drawn.
    assert!(bench.window("Many").query_by_label("Open Image 3000").is_none());
    bench.harness.key_press(egui::Key::End);
    bench.wait_until(|bench| bench.window("Many").query_by_label("Open Image 3000").is_some());
}
