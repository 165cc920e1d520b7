//! `imjoy/url_list`.

use super::*;

#[test]
fn links_are_opened_and_others_are_not() {
    let mut bench = Bench::new();
    let named = Record::new().with("title", "The page").with("url", "https://example.org/page");
    let list = Value::List(vec![named.into(), "mailto:a@example.org".into(), "file:///etc/passwd".into()]);
    bench.open(1, "imjoy/url_list", "Links", Record::new().with("urls", list).into());
    bench.window("Links").get_by_label("The page").click();
    assert_eq!(bench.commands(), ["open https://example.org/page"]);
    let events = bench.content_events("select");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].field("url").and_then(Value::as_text), Some("https://example.org/page"));
    bench.window("Links").get_by_label("Copy The page").click();
    assert_eq!(bench.commands(), ["copy https://example.org/page"]);
    // Down to the second, which Enter opens; the third is not opened.
    bench.press(egui::Key::ArrowDown);
    assert_eq!(bench.press(egui::Key::Enter), ["open mailto:a@example.org"]);
    bench.press(egui::Key::ArrowDown);
    assert_eq!(bench.press(egui::Key::Enter), Vec::<String>::new());
    bench.window("Links").get_by_label_contains("not opened");
    bench.update(1, Value::List(vec![Value::Integer(3)]));
    bench.window("Links").get_by_label_contains("integer is no address");
}
