//! The sample threshold-explorer, a window plugin in JavaScript that describes its window: what it shows, and that it
//! follows what is done in the window.

use super::user::{User, window};
use super::{active, array, engine_with, plugin, reference};
use imjoy_engine::CallError;
use imjoy_engine::front_end::{UiEvent, UiRequest};
use imjoy_engine::identity::WindowId;
use imjoy_engine::interface::{Element, ElementKind, Geometry};
use imjoy_engine::value::{NdArray, Record, Value};
use imjoy_tests::TestEngine;
use std::sync::Arc;

const NAME: &str = "threshold-explorer";

/// An open window of the plugin with `coins.png`.
struct Explorer {
    engine: TestEngine,
    window: WindowId,
    content: Arc<Element>,
}

impl Explorer {
    fn open() -> Self {
        let mut engine = engine_with(&["threshold-explorer.imjoy.html"]);
        let id = plugin(&engine, NAME);
        let run = engine.engine.run_op(id, NAME, Record::new(), Some(active("coins.png")));
        assert!(matches!(engine.block_on(run), Ok(Value::Window(_))));
        let (window, content) = engine.request(content);
        Self { engine, window, content }
    }

    /// Does something in the window, and waits until it shows other facts.
    fn act(&mut self, id: &str, kind: &str, value: impl Into<Value>) {
        let data = Record::new().with("id", id).with("kind", kind).with("value", value);
        let event = "interaction".to_owned();
        self.engine.engine.send(UiEvent::WindowEvent { window: self.window, event, data: data.into() });
        let (before, shown) = (self.facts(), content);
        self.content = self.engine.request(|request| {
            let (_, content) = shown(request)?;
            (facts(&content) != before).then_some(content)
        });
    }

    fn facts(&self) -> String {
        facts(&self.content)
    }

    fn mask(&self) -> NdArray {
        let Some(ElementKind::Canvas(canvas)) = find(&self.content, "canvas").map(|element| &element.kind) else {
            panic!("there is no canvas")
        };
        let mask = canvas.shapes.iter().find(|shape| shape.id.as_deref() == Some("mask")).unwrap();
        match &mask.geometry {
            Geometry::Image { data: Value::NdArray(mask), .. } => mask.clone(),
            other => panic!("{other:?}"),
        }
    }
}

fn content(request: &UiRequest) -> Option<(WindowId, Arc<Element>)> {
    match request {
        UiRequest::WindowContent { window, content } => Some((*window, content.clone())),
        _ => None,
    }
}

fn find<'a>(element: &'a Element, id: &str) -> Option<&'a Element> {
    if element.id.as_deref() == Some(id) {
        return Some(element);
    }
    element.children.iter().find_map(|child| find(child, id))
}

fn facts(content: &Element) -> String {
    match find(content, "facts").map(|element| &element.kind) {
        Some(ElementKind::Label(label)) => label.text.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_begins_with_the_threshold_of_scikit_image() {
    let explorer = Explorer::open();
    let expected = reference("coins.png");
    let ElementKind::RangeSlider(slider) = &find(&explorer.content, "range").unwrap().kind else { panic!() };
    // The values above Otsu's threshold.
    assert_eq!(Some(slider.value[0] - 1.0), expected["otsu_threshold"].as_f64());
    let pixels = expected["pixels_above_otsu"].as_f64().unwrap();
    let percent = 100.0 * pixels / (303.0 * 384.0);
    assert_eq!(explorer.facts(), format!("Area {percent:.2} % · {} objects", expected["components_8"]));
    let mask = explorer.mask();
    assert_eq!(mask.shape(), [303, 384, 4]);
    let covered = mask.data().chunks(4).filter(|pixel| pixel[3] != 0).count();
    assert_eq!(covered as f64, pixels);
    let ElementKind::Plot(plot) = &find(&explorer.content, "plot").unwrap().kind else { panic!() };
    let series = plot.data.field("series").unwrap().as_list().unwrap();
    let counts = array(series[0].field("y").unwrap());
    let sum: f64 = (0..counts.len()).map(|bin| counts.element(bin).unwrap()).sum();
    assert_eq!(sum, 303.0 * 384.0);
}

#[test]
fn mask_and_numbers_follow_the_user() {
    let mut explorer = Explorer::open();
    let expected = reference("coins.png");
    explorer.act("smallest", "submit", 100i64);
    assert!(explorer.facts().ends_with(&format!("· {} objects", expected["components_8_area_at_least_100"])));
    explorer.act("range", "change", Value::List(vec![0i64.into(), 255i64.into()]));
    assert_eq!(explorer.facts(), "Area 100.00 % · 1 object");
    assert!(explorer.mask().data().chunks(4).all(|pixel| pixel[3] != 0));
    explorer.act("range", "submit", Value::List(vec![254i64.into(), 255i64.into()]));
    assert_eq!(explorer.facts(), "Area 0.00 % · 0 objects");
}

#[test]
fn the_mask_opens_as_an_image() {
    let mut explorer = Explorer::open();
    let data = Record::new().with("id", "open").with("kind", "click");
    let event = "interaction".to_owned();
    explorer.engine.engine.send(UiEvent::WindowEvent { window: explorer.window, event, data: data.into() });
    let opened = User::new().wait_for(&mut explorer.engine, window("imjoy/image"));
    assert_eq!(opened.name, "Mask from 108 to 252");
    let mask = array(opened.data.field("src").unwrap());
    let pixels = mask.data().iter().filter(|pixel| **pixel == 255).count();
    assert_eq!(
        (mask.shape(), pixels as u64),
        (&[303, 384][..], reference("coins.png")["pixels_above_otsu"].as_u64().unwrap())
    );
}

#[test]
fn without_an_image_it_says_what_to_do() {
    let engine = engine_with(&["threshold-explorer.imjoy.html"]);
    let error = engine.call(NAME, "run", vec![Record::new().into()]).unwrap_err();
    assert!(matches!(&error, CallError::Failed(text) if text.contains("open an image first")), "{error}");
}
