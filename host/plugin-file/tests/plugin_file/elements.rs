//! How a file is split. What ImJoy's splitter gives for these texts was looked up with it.

use crate::support::{contents, elements, parse, with_config};
use imjoy_plugin_file::BlockKind;

/// Checks what a text is split into: name and content of each element.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let elements = elements(text);
    let found: Vec<(&str, &str)> = elements.iter().map(|(name, _, content)| (&**name, &**content)).collect();
    assert_eq!(found, expected, "{text:?}");
}

#[track_caller]
fn check_attributes(start_tag: &str, expected: &str) {
    assert_eq!(elements(&format!("{start_tag}</script>"))[0].1, expected, "{start_tag:?}");
}

#[test]
fn elements_of_all_kinds_are_found_in_their_order() {
    let text = with_config(
        "<docs>d1</docs><script>s1</script><window>w1</window><style>c1</style><link href=\"l\"/>\
         <attachment name=\"a\">a1</attachment><script>s2</script><other>o1</other><docs>d2</docs>",
    );
    let file = parse(&text).unwrap();
    let of = |kind| contents(file.blocks_of(kind));
    assert_eq!(of(BlockKind::Script), ["s1", "s2"]);
    assert_eq!(of(BlockKind::Docs), ["d1", "d2"]);
    assert_eq!((of(BlockKind::Window), of(BlockKind::Style)), (vec!["w1"], vec!["c1"]));
    assert_eq!((of(BlockKind::Link), of(BlockKind::Attachment)), (vec![""], vec!["a1"]));
    assert_eq!(of(BlockKind::Other), ["o1"]);
    assert_eq!(file.blocks().len(), 10);
    assert_eq!(file.docs(), Some("d1"));
}

#[test]
fn only_the_top_level_counts() {
    check("<docs><script>x</script></docs>", &[("docs", "<script>x</script>")]);
    check("<window><div><config>y</config></div></window>", &[("window", "<div><config>y</config></div>")]);
    check("text <docs>a</docs> text <docs>b</docs> text", &[("docs", "a"), ("docs", "b")]);
}

#[test]
fn names_are_case_sensitive() {
    let text = with_config("<Script>x</Script><CONFIG>y</CONFIG><Docs>z</Docs>");
    let file = parse(&text).unwrap();
    assert_eq!(contents(file.blocks_of(BlockKind::Other)), ["x", "y", "z"]);
    assert_eq!(file.blocks_of(BlockKind::Script).count(), 0);
}

#[test]
fn end_tags_are_not_case_sensitive() {
    check("<docs>a</DOCS><script>b</SCRIPT >", &[("docs", "a"), ("script", "b")]);
}

#[test]
fn content_is_as_written() {
    check("<docs>a &lt; b &amp;amp; c < d > e</docs>", &[("docs", "a &lt; b &amp;amp; c < d > e")]);
    check("<docs><!-- kept --><br><img src=\"x\">\n</docs>", &[("docs", "<!-- kept --><br><img src=\"x\">\n")]);
    check("<script>if (a < b && c > d) { x = '</p>' }</script>", &[("script", "if (a < b && c > d) { x = '</p>' }")]);
}

#[test]
fn shared_indentation_is_removed() {
    check("<script>\n    a\n      b\n  </script>", &[("script", "\na\n  b\n")]);
    check("<script>\na\n  b\n</script>", &[("script", "\na\n  b\n")]);
    check("<script>  a\n  b</script>", &[("script", "a\nb")]);
    check("<script>a\n  b</script>", &[("script", "a\n  b")]);
    check("<script>\r\n  a\r\n  b\r\n</script>", &[("script", "\na\nb\n")]);
    check("<script>\r\na\r\n</script>", &[("script", "\r\na\r\n")]);
    check("<script>\n\ta\n  b\n</script>", &[("script", "\n\ta\n  b\n")]);
}

#[test]
fn elements_of_the_same_name_nest() {
    check("<docs>a<docs>b</docs>c</docs><docs>d</docs>", &[("docs", "a<docs>b</docs>c"), ("docs", "d")]);
    check("<x><x><x></x></x></x><x/>", &[("x", "<x><x></x></x>"), ("x", "")]);
}

#[test]
fn a_plugin_fits_into_an_attachment() {
    let inner = "<docs>inner</docs>\n<config lang=\"json\">{\"name\": \"Inner\"}</config>\n<script>api.export({})</script>\n\
                 <attachment name=\"deep\">text</attachment>\n";
    let text = with_config(&format!("<attachment name=\"plugin\">\n{inner}</attachment><script>outer</script>"));
    let file = parse(&text).unwrap();
    assert_eq!(file.name(), "Test");
    assert_eq!(file.attachments().unwrap(), [("plugin", &*format!("\n{inner}"))]);
    assert_eq!(contents(file.blocks_of(BlockKind::Script)), ["outer"]);
}

#[test]
fn raw_text_ends_at_its_own_end_tag_alone() {
    for name in ["script", "style", "textarea"] {
        check(&format!("<{name}><docs></{name}><docs>a</docs>"), &[(name, "<docs>"), ("docs", "a")]);
        // What begins like the end tag is the end tag.
        check(&format!("<{name}>a</{name}s x>b<docs>c</docs>"), &[(name, "a"), ("docs", "c")]);
        check(&format!("<{name}>a</{name}\n>"), &[(name, "a")]);
    }
    check("<window><script>'</window>'</script></window>", &[("window", "<script>'</window>'</script>")]);
    check("<script>'<!--'</script><docs>'-->'</docs>", &[("script", "'<!--'"), ("docs", "'-->'")]);
}

#[test]
fn comments_and_document_types_are_skipped() {
    check("<!-- <docs>no</docs> --><docs>a</docs>", &[("docs", "a")]);
    check("<!DOCTYPE html><docs>a</docs>", &[("docs", "a")]);
    check("<!doctype html [<docs>]><docs>a</docs>", &[("docs", "a")]);
    check("<![CDATA[ <docs>no</docs> ]]><docs>a</docs>", &[("docs", "a")]);
    // Its end may overlap its start.
    check("<!--><docs>a</docs>", &[("docs", "a")]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    let file = parse(&format!("\u{FEFF}{}", with_config(""))).unwrap();
    assert_eq!((file.name(), file.blocks()[0].start.column), ("Test", 21));
}

#[test]
fn attributes_by_every_way_to_write_them() {
    check_attributes(r#"<script lang="python" tag='GPU' src=x.js>"#, r#"{"lang":"python","tag":"GPU","src":"x.js"}"#);
    check_attributes("<script\n\tlang = \"python\"\n>", r#"{"lang":"python"}"#);
    check_attributes(r#"<script defer tag="" lang>"#, r#"{"defer":true,"tag":true,"lang":true}"#);
    check_attributes(r#"<script a="1" b="2" a="3">"#, r#"{"a":"3","b":"2"}"#);
    check_attributes(r#"<script a="&lt;&gt;&quot;&amp;&apos;&#10;">"#, r#"{"a":"<>\"&&apos;&#10;"}"#);
    check_attributes(r#"<script a="x > y">"#, r#"{"a":"x > y"}"#);
    check_attributes("<script a=\"two\nlines\">", r#"{"a":"two\nlines"}"#);
    check_attributes(r#"<script a="1"b='2'c>"#, r#"{"a":"1","b":"2","c":true}"#);
    check_attributes(r#"<script :a.b="1" @c="2" -d>"#, r#"{":a.b":"1","@c":"2","-d":true}"#);
}

#[test]
fn elements_may_close_themselves() {
    check("<link href=\"a\"/><link href='b' /><docs>c</docs>", &[("link", ""), ("link", ""), ("docs", "c")]);
    check("<script src=\"a\"/><docs>c</docs>", &[("script", ""), ("docs", "c")]);
    // Not here: the slash is part of the value.
    check("<link href=a/><docs>c</docs>", &[("link", "<docs>c</docs>")]);
}

#[test]
fn a_link_without_an_end_swallows_the_rest() {
    check(
        "<link href=\"a\">\n<docs>b</docs>\n<script>c</script>\n",
        &[("link", "\n<docs>b</docs>\n<script>c</script>")],
    );
    let error = parse(&format!("\n<link href=\"a\">{}", with_config(""))).unwrap_err().to_string();
    assert_eq!(
        error,
        "Failed to parse the plugin file, error: it has no <config> block; <link> on line 2 has no end tag and takes in \
         all that follows it"
    );
}

#[test]
fn what_has_no_end_tag_ends_where_the_last_markup_does() {
    check("<docs>text", &[("docs", "")]);
    check("<docs>text<b>more</b> rest", &[("docs", "text<b>more</b>")]);
    check("<docs>text</b>", &[("docs", "text</b>")]);
    check("<script>text", &[("script", "")]);
    check("<script>", &[("script", "")]);
    check("<window>a<script>b</window>", &[("window", "a<script>")]);
    check("<docs>a<!-- b</docs>", &[("docs", "a")]);
    check("<docs>a<![ b</docs>", &[("docs", "a")]);
    check("<docs>a</docs", &[("docs", "a")]);
}

#[test]
fn an_end_tag_closes_all_that_is_open_in_it() {
    check("<docs><b><i>a</docs><docs>b</docs>", &[("docs", "<b><i>a"), ("docs", "b")]);
    check("</docs><docs>a</i></docs>", &[("docs", "a</i>")]);
    // To HTML these two are elements by themselves.
    check("</br></p></b><docs>a</p></docs>", &[("br", ""), ("p", ""), ("docs", "a</p>")]);
}

#[test]
fn what_only_looks_like_a_tag_is_text() {
    for text in ["<", "< docs>", "<1>", "<é>", "</ docs>", "<docs", "<docs =>", "<docs a=\"", "<docs / >", "<docs <b"]
    {
        check(text, &[]);
    }
    check("1 < 2 <docs>a</docs>", &[("docs", "a")]);
    check("<docs a=\"b<docs>a</docs>", &[("docs", "a")]);
    check("<a b \"<docs>a</docs>", &[("docs", "a")]);
}

#[test]
fn names_may_have_a_prefix_and_signs() {
    check("<svg:path>a</svg:path><x-y.z_1>b</x-y.z_1>", &[("svg:path", "a"), ("x-y.z_1", "b")]);
    check("<scripts>a</scripts>", &[("scripts", "a")]);
}

#[test]
fn names_of_javascript_objects_are_names_like_others() {
    check(
        "<constructor>a</constructor><__proto__>b</__proto__><others>c</others>",
        &[("constructor", "a"), ("__proto__", "b"), ("others", "c")],
    );
}
