//! `imjoy/image-compare`.

use super::*;

fn array(shape: [u64; 2], factor: u16) -> NdArray {
    let numbers: Vec<u8> = (0..shape[0] * shape[1]).flat_map(|number| (number as u16 * factor).to_le_bytes()).collect();
    NdArray::new(DataType::Uint16, shape.to_vec(), numbers.into()).unwrap()
}

fn pair(second: NdArray) -> Value {
    let first = Record::new().with("name", "Before").with("src", array([40, 60], 1));
    Record::new().with("first", first).with("second", second).into()
}

fn divider(bench: &Bench) -> f64 {
    use egui_kittest::kittest::NodeT as _;
    bench.window("Pair").get_by_label("Divider").accesskit_node().numeric_value().unwrap()
}

#[test]
fn both_images_are_seen_through_one_view() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/image-compare", "Pair", pair(array([40, 60], 2)));
    let area = bench.window("Pair").get_by_label("Images").rect();
    let scale = (area.width() / 60.0).min(area.height() / 40.0);
    let value = |bench: &Bench| bench.window("Pair").get_by_label("Images").value().unwrap_or_default();
    // The middle of pixel 37, 25.
    bench.harness.hover_at(area.center() + vec2(7.5, 5.5) * scale);
    bench.harness.run();
    assert_eq!(value(&bench), "x 37, y 25: 1537 | 3074");
    bench.press(egui::Key::Plus);
    assert_eq!(value(&bench), "x 37, y 25: 1537 | 3074");
    // A smaller image is scaled to the first.
    bench.update(1, pair(array([20, 30], 1)));
    bench.press(egui::Key::F);
    assert_eq!(value(&bench), "x 37, y 25: 1537 | 378");
}

#[test]
fn the_divider_is_moved_by_keys_and_by_the_pointer() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/image-compare", "Pair", pair(array([40, 60], 2)));
    assert_eq!(divider(&bench), 50.0);
    bench.press(egui::Key::ArrowRight);
    assert_eq!(divider(&bench), 52.0);
    bench.harness.key_press_modifiers(Modifiers::SHIFT, egui::Key::ArrowLeft);
    bench.harness.run();
    assert_eq!(divider(&bench), 42.0);
    let area = bench.window("Pair").get_by_label("Images").rect();
    let from = bench.window("Pair").get_by_label("Divider").rect().center();
    let to = egui::pos2(area.left() + area.width() * 0.75, from.y);
    for (step, place) in [from, from + (to - from) * 0.5, to].into_iter().enumerate() {
        bench.harness.hover_at(place);
        bench.harness.run();
        if step == 0 {
            bench.harness.drag_at(place);
            bench.harness.run();
        }
    }
    bench.harness.drop_at(to);
    bench.harness.run();
    assert_eq!(divider(&bench), 75.0);
    // It stays over an update.
    bench.update(1, pair(array([40, 60], 3)));
    assert_eq!(divider(&bench), 75.0);
}

#[test]
fn modes_and_failures() {
    let mut bench = Bench::new();
    bench.open(1, "imjoy/image-compare", "Pair", pair(array([40, 60], 2)));
    bench.click("Pair", "Side by side");
    assert!(bench.window("Pair").query_by_label("Divider").is_none());
    bench.click("Pair", "Slide");
    bench.click("Pair", "Contrast");
    bench.window("Pair").get_by_label("Contrast range");
    bench.click("Pair", "Same contrast");
    assert!(bench.window("Pair").query_by_label("Contrast range").is_none());
    bench.window("Pair").get_by_label("Difference").click();
    bench.wait_until(|bench| bench.window("Pair").query_by_label_contains(" …").is_none());
    bench.update(1, Record::new().with("first", array([4, 4], 1)).into());
    bench.window("Pair").get_by_label_contains("no field second");
    bench.update(1, Record::new().with("first", Value::Integer(1)).with("second", array([4, 4], 1)).into());
    bench.window("Pair").get_by_label_contains("First: A integer is no image");
}
