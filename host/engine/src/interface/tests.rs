//! Trees and changes as plugins write them.

use super::*;
use crate::value::{DataType, NdArray, Record};

fn record(fields: &[(&str, Value)]) -> Value {
    Value::Record(fields.iter().map(|(name, value)| (*name, value.clone())).collect())
}

fn list(values: &[Value]) -> Value {
    Value::List(values.to_vec())
}

fn label(id: &str, text: &str) -> Value {
    record(&[("type", "label".into()), ("id", id.into()), ("text", text.into())])
}

fn column(id: &str, children: &[Value]) -> Value {
    record(&[("type", "column".into()), ("id", id.into()), ("children", list(children))])
}

fn point(id: &str, x: f64) -> Value {
    record(&[
        ("type", "point".into()),
        ("id", id.into()),
        ("position", Value::Floats([x, 1.0].into())),
        ("stroke", "red".into()),
    ])
}

fn canvas(id: &str, shapes: &[Value]) -> Value {
    record(&[
        ("type", "canvas".into()),
        ("id", id.into()),
        ("size", Value::Integers([100, 50].into())),
        ("shapes", list(shapes)),
    ])
}

fn shapes_of(tree: &Element, id: &str) -> Vec<String> {
    let ElementKind::Canvas(canvas) = &tree.find(id).unwrap().kind else { panic!("no canvas") };
    canvas.shapes.iter().map(|shape| shape.id.as_deref().unwrap_or("-").to_owned()).collect()
}

#[test]
fn every_type_is_read() {
    let pixels = NdArray::new(DataType::Uint8, vec![1, 1], vec![7].into()).unwrap();
    for (text, fields) in [
        ("label", vec![("text", "a".into()), ("size", "heading".into()), ("colour", "error".into())]),
        ("button", vec![("label", "Run".into()), ("shortcut", "Ctrl+R".into()), ("selected", true.into())]),
        ("text-input", vec![("value", "a".into()), ("multiline", true.into()), ("rows", 3i64.into())]),
        ("number", vec![("value", 3i64.into()), ("min", 0.5.into()), ("max", 9i64.into()), ("step", 0.5.into())]),
        ("choice", vec![("options", Value::Integers([4, 8].into())), ("value", 8i64.into())]),
        ("slider", vec![("min", 1i64.into()), ("max", 1000.0.into()), ("logarithmic", true.into())]),
        ("range-slider", vec![("value", Value::Floats([0.2, 0.4].into())), ("histogram", Value::Integers([1].into()))]),
        ("checkbox", vec![("label", "On".into()), ("value", true.into())]),
        ("progress", vec![("value", 0.5.into())]),
        ("separator", vec![]),
        ("space", vec![("size", 3i64.into())]),
        ("group", vec![("title", "More".into()), ("collapsible", true.into()), ("children", list(&[]))]),
        ("row", vec![("children", list(&[label("a", "b")]))]),
        ("grid", vec![("columns", 3i64.into()), ("children", list(&[]))]),
        ("tabs", vec![("titles", list(&["One".into()])), ("children", list(&[label("a", "b")]))]),
        ("table", vec![("data", list(&[])), ("selected", Value::Integers([1].into()))]),
        ("plot", vec![("data", list(&[]))]),
        ("image", vec![("src", pixels.clone().into())]),
        ("canvas", vec![("size", Value::Integers([10, 10].into())), ("draw", "polygon".into()), ("keys", true.into())]),
    ] {
        let mut tree: Record = fields.into_iter().collect();
        tree.set("type", text);
        tree.set("tooltip", "what it is");
        let element = Element::read(&tree.into()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(element.tooltip.as_deref(), Some("what it is"), "{text}");
    }
    for (text, fields) in [
        ("line", vec![("points", list(&[Value::Integers([0, 0].into()), Value::Floats([1.0, 2.0].into())]))]),
        ("polyline", vec![("points", Value::Floats([0.0, 0.0, 1.0, 1.0, 2.0, 0.0].into()))]),
        ("polygon", vec![("points", Value::Integers([0, 0, 1, 1, 2, 0].into())), ("fill", "#ff000040".into())]),
        ("rectangle", vec![("position", Value::Integers([0, 0].into())), ("size", Value::Integers([4, 5].into()))]),
        ("ellipse", vec![("centre", Value::Integers([0, 0].into())), ("radii", Value::Integers([4, 5].into()))]),
        ("circle", vec![("centre", Value::Integers([0, 0].into())), ("radius", 2i64.into())]),
        ("text", vec![("position", Value::Integers([0, 0].into())), ("text", 7i64.into())]),
        ("image", vec![("size", Value::Integers([4, 5].into())), ("src", pixels.into())]),
    ] {
        let mut shape: Record = fields.into_iter().collect();
        shape.set("type", text);
        let tree = Element::read(&canvas("c", &[shape.into()])).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(tree.count(), 2);
    }
}

#[test]
fn what_is_wrong_is_named_by_its_place() {
    let nested = |child: Value| column("outer", &[label("a", "b"), column("inner", &[child])]);
    for (tree, expected) in [
        (Value::Integer(3), "content must be a record with a type, not integer"),
        (record(&[("text", "a".into())]), "content has no field type; an element needs one"),
        (nested(3i64.into()), "content.children[1].children[0] must be a record with a type, not integer"),
        (
            nested(record(&[("type", "sliderr".into())])),
            "content.children[1].children[0]: there is no element of type \"sliderr\"; there are label, button",
        ),
        (
            nested(record(&[("type", "slider".into()), ("id", "s".into()), ("min", "low".into())])),
            "content.children[1].children[0] (slider \"s\"): min must be a finite number, not \"low\"",
        ),
        (
            nested(record(&[("type", "slider".into()), ("min", 3i64.into()), ("max", 3i64.into())])),
            "(slider): min must be less than max",
        ),
        (
            nested(record(&[("type", "slider".into()), ("maxx", 3i64.into())])),
            "(slider) has no field \"maxx\"; it has type, id, enabled",
        ),
        (nested(record(&[("type", "label".into()), ("children", list(&[]))])), "(label) has no field \"children\""),
        (
            nested(record(&[("type", "choice".into()), ("options", list(&["a".into()])), ("value", "b".into())])),
            "value must be one of the options, not \"b\"",
        ),
        (
            nested(record(&[("type", "tabs".into()), ("children", list(&[label("x", "y")]))])),
            "titles are 0, but there are 1 children",
        ),
        (
            canvas("c", &[point("p", 1.0), record(&[("type", "polygon".into()), ("points", list(&[]))])]),
            "content.shapes[1] (polygon): points must be at least 3",
        ),
        (canvas("c", &[point("p", f64::NAN)]), "position must be a list of finite numbers"),
        (canvas("c", &[point("p", 1.0), point("p", 2.0)]), "the id \"p\" of a shape of a canvas comes twice"),
        (column("a", &[label("a", "b")]), "the id \"a\" of an element comes twice"),
        (record(&[("type", "canvas".into())]), "content (canvas) needs a field size"),
    ] {
        let error = Element::read(&tree).unwrap_err();
        assert!(matches!(error, CallError::Invalid(_)), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}\nin place of\n{expected}");
    }
}

#[test]
fn trees_are_bounded() {
    let is_limit = |tree: &Value| matches!(Element::read(tree), Err(CallError::Limit(_)));
    let mut deep = label("leaf", "x");
    for level in 1..MOST_LEVELS {
        deep = column(&level.to_string(), &[deep]);
    }
    assert!(Element::read(&deep).is_ok());
    assert!(is_limit(&column("one more", &[deep])));

    let plain = record(&[("type", "separator".into())]);
    let many = |count: usize| column("c", &vec![plain.clone(); count]);
    assert_eq!(Element::read(&many(MOST_ELEMENTS - 1)).unwrap().count(), MOST_ELEMENTS);
    assert!(is_limit(&many(MOST_ELEMENTS)));
    assert!(is_limit(&canvas("c", &(0..MOST_ELEMENTS).map(|id| point(&id.to_string(), 1.0)).collect::<Vec<_>>())));
    assert!(is_limit(&label("a", &"x".repeat(MOST_TEXT_BYTES + 1))));
    let line = record(&[("type", "line".into()), ("points", Value::Floats(vec![0.0; MOST_POINTS * 2 + 2].into()))]);
    assert!(is_limit(&canvas("c", &[line])));
}

#[test]
fn unchanged_elements_are_the_same_in_memory() {
    let tree = Element::read(&column("all", &[label("a", "old"), column("inner", &[label("b", "b")])])).unwrap();
    let new = tree.changed(&record(&[("a", record(&[("text", "new".into())]))])).unwrap();
    assert_eq!(new.find("a").unwrap().kind, Element::read(&label("a", "new")).unwrap().kind);
    assert_eq!(tree.find("a").unwrap().kind, Element::read(&label("a", "old")).unwrap().kind);
    assert!(Arc::ptr_eq(&tree.children[1], &new.children[1]));
    assert!(!Arc::ptr_eq(&tree.children[0], &new.children[0]));
    let same = new.changed(&record(&[])).unwrap();
    assert!(Arc::ptr_eq(&new, &same));
}

#[test]
fn fields_that_are_null_go_back_to_their_default() {
    let tree = Element::read(&record(&[
        ("type", "slider".into()),
        ("id", "s".into()),
        ("max", 5i64.into()),
        ("value", 4i64.into()),
    ]))
    .unwrap();
    let new = tree.changed(&record(&[("s", record(&[("max", Value::Null)]))])).unwrap();
    let ElementKind::Slider(slider) = &new.kind else { panic!("no slider") };
    assert_eq!((slider.max, slider.value), (1.0, 1.0));
}

#[test]
fn elements_come_and_go() {
    let tree = Element::read(&column("all", &[label("a", "1"), column("inner", &[label("b", "2")])])).unwrap();
    let ids = |tree: &Element| -> Vec<String> {
        fn visit(element: &Element, ids: &mut Vec<String>) {
            ids.extend(element.id.as_deref().map(str::to_owned));
            element.children.iter().for_each(|child| visit(child, ids));
        }
        let mut ids = Vec::new();
        visit(tree, &mut ids);
        ids
    };
    let new = tree.changed(&record(&[("a", Value::Null)])).unwrap();
    assert_eq!(ids(&new), ["all", "inner", "b"]);
    let new = new.changed(&record(&[("inner", record(&[("append", list(&[label("c", "3")]))]))])).unwrap();
    assert_eq!(ids(&new), ["all", "inner", "b", "c"]);
    let new = new.changed(&record(&[("inner", record(&[("children", list(&[label("d", "4")]))]))])).unwrap();
    assert_eq!(ids(&new), ["all", "inner", "d"]);
    let new = new.changed(&record(&[("d", record(&[("type", "checkbox".into())]))])).unwrap();
    assert!(matches!(new.find("d").unwrap().kind, ElementKind::Checkbox(_)));
    // Parent and child at once.
    let both = record(&[("inner", record(&[("spacing", 3i64.into())])), ("d", record(&[("label", "x".into())]))]);
    let new = new.changed(&both).unwrap();
    assert!(matches!(&new.find("d").unwrap().kind, ElementKind::Checkbox(checkbox) if &*checkbox.label == "x"));
    assert!(matches!(&new.find("inner").unwrap().kind, ElementKind::Column(line) if line.spacing == Some(3.0)));
}

#[test]
fn shapes_are_added_changed_and_removed_one_by_one() {
    let tree = Element::read(&column("all", &[canvas("c", &[point("p", 1.0), point("q", 2.0)])])).unwrap();
    let shapes = record(&[
        ("p", record(&[("position", Value::Integers([9, 9].into()))])),
        ("r", point("r", 3.0)),
        ("q", Value::Null),
    ]);
    let new = tree.changed(&record(&[("c", record(&[("shapes", shapes)]))])).unwrap();
    assert_eq!(shapes_of(&new, "c"), ["p", "r"]);
    let ElementKind::Canvas(canvas) = &new.find("c").unwrap().kind else { panic!("no canvas") };
    assert_eq!(canvas.shapes[0].geometry, Geometry::Point { position: [9.0, 9.0], radius: 5.0 });
    assert_eq!(canvas.shapes[0].stroke, Some(Colour::Fixed([255, 0, 0, 255])));
    // Another field of the canvas leaves the shapes as they are.
    let newer = new.changed(&record(&[("c", record(&[("draw", "point".into())]))])).unwrap();
    let ElementKind::Canvas(newer) = &newer.find("c").unwrap().kind else { panic!("no canvas") };
    assert!(Arc::ptr_eq(&newer.shapes, &canvas.shapes) && newer.draw == Some(DrawTool::Point));
}

#[test]
fn wrong_changes_change_nothing() {
    let tree = Element::read(&column("all", &[label("a", "1"), canvas("c", &[point("p", 1.0)])])).unwrap();
    for (changes, expected) in [
        (Value::Null, "changes must be a record of element ids"),
        (record(&[("all", Value::Null)]), "cannot remove the outermost element"),
        (record(&[("zz", record(&[]))]), "changes[\"zz\"]: the content has no element of that id"),
        (record(&[("a", 3i64.into())]), "changes[\"a\"] must be a record of fields or null"),
        (record(&[("a", record(&[("txt", "x".into())]))]), "changes[\"a\"] (label \"a\") has no field \"txt\""),
        (record(&[("a", record(&[("id", "c".into())]))]), "the id \"c\" of an element comes twice"),
        (record(&[("all", record(&[("append", list(&[label("a", "2")]))]))]), "the id \"a\" of an element comes twice"),
        (
            record(&[("c", record(&[("shapes", record(&[("new", record(&[]))]))]))]),
            "changes[\"c\"][\"new\"]: the canvas has no such shape; a new one needs a type",
        ),
        (
            record(&[("c", record(&[("shapes", record(&[("p", record(&[("position", "x".into())]))]))]))]),
            "changes[\"c\"][\"p\"] (point \"p\"): position must be a list of finite numbers",
        ),
    ] {
        let error = tree.changed(&changes).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}\nin place of\n{expected}");
    }
}

#[test]
fn bytes_of_images_count() {
    let pixels = NdArray::new(DataType::Uint8, vec![1000, 1000], vec![7; 1_000_000].into()).unwrap();
    let image = record(&[("type", "image".into()), ("id", "i".into()), ("src", pixels.into())]);
    let tree = Element::read(&column("all", &[image, label("a", "b")])).unwrap();
    assert!(tree.held_bytes() > 1_000_000 && tree.held_bytes() < 1_100_000);
    let new = tree.changed(&record(&[("i", Value::Null)])).unwrap();
    assert!(new.held_bytes() < 10_000, "{}", new.held_bytes());
}
