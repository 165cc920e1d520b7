//! `imjoy/markdown`.

use super::*;

fn document(source: &str) -> Value {
    Record::new().with("source", source).into()
}

#[test]
fn a_page_is_shown_with_its_links() {
    let mut bench = Bench::new();
    let source = "# Title\n\nSome **bold** words and [a link](https://example.org/x).\n\n![A cell](http://example.org/a.png)\n\n[file](file:///etc/passwd)";
    bench.open(1, "imjoy/markdown", "Page", document(source));
    bench.window("Page").get_by_label("Title");
    bench.window("Page").get_by_label("bold");
    bench.window("Page").get_by_label_contains("A cell");
    bench.window("Page").get_by_label_contains("(file:///etc/passwd)");
    bench.window("Page").get_by_label("a link").click();
    assert_eq!(bench.commands(), ["open https://example.org/x"]);
    bench.update(1, document("Other words"));
    bench.window("Page").get_by_label("Other words");
    bench.update(1, Value::Integer(3));
    bench.window("Page").get_by_label_contains("integer is no text");
    bench.update(1, document("Words again"));
    bench.window("Page").get_by_label("Words again");
}

#[test]
fn a_page_is_scrolled_by_keys_and_stays_there() {
    let mut bench = Bench::new();
    let source: String = (0..200).map(|line| format!("Paragraph {line}\n\n")).collect();
    bench.open(1, "imjoy/markdown", "Page", document(&source));
    let is_seen = |bench: &Bench, text: &'static str| {
        let window = bench.window("Page");
        let rect = window.rect();
        window.query_by_label(text).is_some_and(|node| rect.contains(node.rect().center()))
    };
    // Long pages are read in a task.
    bench.wait_until(|bench| is_seen(bench, "Paragraph 0"));
    assert!(!is_seen(&bench, "Paragraph 199"));
    bench.press(egui::Key::End);
    assert!(is_seen(&bench, "Paragraph 199") && !is_seen(&bench, "Paragraph 0"));
    bench.update(1, document(&source.replace("199", "of another")));
    bench.wait_until(|bench| is_seen(bench, "Paragraph of another"));
    bench.press(egui::Key::Home);
    bench.press(egui::Key::PageDown);
    assert!(!is_seen(&bench, "Paragraph 0") && !is_seen(&bench, "Paragraph of another"));
}
