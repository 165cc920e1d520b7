//! `imjoy/files`.

use super::*;

#[test]
fn files_are_listed_previewed_and_copied() {
    let mut bench = Bench::new();
    let file = |name: &str, mime_type: &str, data: &'static [u8]| {
        let data = Bytes::from_static(data);
        Value::File(File { name: Some(name.to_owned()), mime_type: mime_type.to_owned(), data })
    };
    let described = Record::new().with("name", "stack.tif").with("size", 4096i64).with("path", "/data/stack.tif");
    let files = Value::List(vec![
        file("coins.png", "image/png", include_bytes!("../../../../tests/images/coins.png")),
        file("notes.txt", "text/plain", b"three cells"),
        described.into(),
    ]);
    bench.open(1, "imjoy/files", "Files", Record::new().with("files", files).into());
    bench.window("Files").get_by_label_contains("3 files");
    bench.click("Files", "Select coins.png");
    assert_eq!(bench.content_events("select").len(), 1);
    bench.wait_until(|bench| bench.window("Files").query_by_label_contains("384 × 303").is_some());
    bench.press(egui::Key::ArrowDown);
    bench.window("Files").get_by_label("three cells");
    bench.harness.event(Event::Copy);
    assert_eq!(bench.commands(), ["copy notes.txt"]);
    bench.press(egui::Key::End);
    bench.window("Files").get_by_label("There is no preview of this file");
    bench.window("Files").get_by_label_contains("/data/stack.tif");
    bench.update(1, Value::Integer(1));
    bench.window("Files").get_by_label_contains("integer is no list of files");
}
