//! A window plugin that describes its content itself: several windows of it at once, each
//! with an instance of its own.

use super::driver::Driver;
use egui::{Key, Pos2, Rect, pos2};
use imjoy_engine::front_end::UiEvent;
use imjoy_engine::value::{DataType, NdArray, Record, Value};

const WIDTH: f32 = 100.0;
const HEIGHT: f32 = 80.0;
const CANVAS: &str = "Image with the line";
/// The line through the middle of the image below, as a window shows it at first.
const AT_FIRST: &str = "Length 50 pixels · least 25, mean 50, greatest 75";

/// An image of 100 × 80 pixels whose values are those of their columns.
fn image() -> Value {
    let pixels: Vec<u8> = (0..WIDTH as usize * HEIGHT as usize).map(|index| (index % WIDTH as usize) as u8).collect();
    NdArray::new(DataType::Uint8, vec![HEIGHT as u64, WIDTH as u64], pixels.into()).unwrap().into()
}

fn context() -> Value {
    Record::new().with("data", Value::Record(Record::new().with("src", image()))).into()
}

/// Opens a window as another plugin does.
fn open(application: &mut Driver, count: usize) {
    let call = application.engine.call_detached("line-profile", "run", vec![context()]);
    assert!(matches!(call.wait(), Ok(Value::Window(_))));
    application.wait_until("the window", |driver| driver.rectangles(CANVAS).len() == count);
}

/// Where a pixel of that image is on the screen, in a canvas that shows all of it.
fn place(canvas: Rect, x: f32, y: f32) -> Pos2 {
    let scale = ((canvas.width() - 8.0) / WIDTH).min((canvas.height() - 8.0) / HEIGHT);
    canvas.center() + (pos2(x, y) - pos2(WIDTH / 2.0, HEIGHT / 2.0)) * scale
}

fn facts(application: &Driver) -> Vec<String> {
    application.labels_containing("Length ")
}

/// The numbers of a window: length, least, mean and greatest value.
fn numbers(facts: &str) -> Vec<f64> {
    facts.split([' ', ',']).filter_map(|word| word.parse().ok()).collect()
}

fn is_near(facts: &str, expected: [f64; 4]) -> bool {
    let numbers = numbers(facts);
    numbers.len() == 4 && numbers.iter().zip(expected).all(|(number, expected)| (number - expected).abs() < 1.0)
}

#[test]
fn each_window_has_a_line_of_its_own() {
    let mut application = Driver::with_plugins(&["line-profile"]);
    open(&mut application, 1);
    open(&mut application, 2);
    application.wait_until(
        "they are side by side",
        |driver| matches!(driver.rectangles(CANVAS)[..], [left, right] if left.right() < right.left()),
    );
    application.settle();
    assert_eq!(facts(&application), [AT_FIRST, AT_FIRST]);

    // A new line in the left one; it is seen before the button is released.
    let left = application.rectangles(CANVAS)[0];
    application.point_at(place(left, 10.0, 20.0));
    application.primary_button(place(left, 10.0, 20.0), true);
    application.point_at(place(left, 20.0, 20.0));
    application.point_at(place(left, 30.0, 20.0));
    application.wait_until("the profile follows", |driver| is_near(&facts(driver)[0], [20.0, 10.0, 20.0, 30.0]));
    application.point_at(place(left, 40.0, 60.0));
    application.primary_button(place(left, 40.0, 60.0), false);
    application.wait_until("the profile", |driver| is_near(&facts(driver)[0], [50.0, 10.0, 25.0, 40.0]));

    // One end of it, also while it is dragged.
    application.settle();
    application.point_at(place(left, 40.0, 60.0));
    application.primary_button(place(left, 40.0, 60.0), true);
    application.point_at(place(left, 60.0, 40.0));
    application.point_at(place(left, 90.0, 20.0));
    application
        .wait_until("the profile follows the end", |driver| is_near(&facts(driver)[0], [80.0, 10.0, 50.0, 90.0]));
    application.primary_button(place(left, 90.0, 20.0), false);
    application.settle();
    assert!(is_near(&facts(&application)[0], [80.0, 10.0, 50.0, 90.0]), "{:?}", facts(&application));
    // The other has not noticed.
    assert_eq!(facts(&application)[1], AT_FIRST);

    // Also as tiles, which share a layer of the screen.
    application.click("View");
    application.click("Tile windows");
    application.settle();
    assert_eq!(application.rectangles(CANVAS).len(), 2);
    application.click("View");
    application.click("Tile windows");

    // One is closed, the other goes on.
    application.click("Close window");
    application.wait_until("one window", |driver| driver.rectangles(CANVAS).len() == 1);
    application.settle();
    let left = application.rectangles(CANVAS)[0];
    application.drag(place(left, 5.0, 70.0), place(left, 45.0, 70.0));
    application.wait_until("its profile", |driver| is_near(&facts(driver)[0], [40.0, 5.0, 25.0, 45.0]));
}

#[test]
fn width_is_a_mean_and_the_values_are_a_table() {
    let mut application = Driver::with_plugins(&["line-profile"]);
    open(&mut application, 1);
    application.settle();
    let canvas = application.rectangles(CANVAS)[0];
    // Down a column: the mean across it is of columns beside it.
    application.drag(place(canvas, 1.5, 10.0), place(canvas, 1.5, 50.0));
    application.wait_until("the profile", |driver| is_near(&facts(driver)[0], [40.0, 1.0, 1.0, 1.0]));
    application.slide("Width", 21.0);
    // Columns left of the first count as the first.
    let mean = (0..=11).sum::<i32>() as f64 / 21.0;
    application.wait_until("the mean", |driver| {
        let numbers = numbers(&facts(driver)[0]);
        numbers.len() == 4 && (numbers[2] - mean).abs() < 0.3
    });
    application.click("Values");
    application.wait_for_label_containing("41 rows");
}

#[test]
fn the_values_are_saved_as_csv() {
    let folder = tempfile::tempdir().unwrap();
    let mut application = Driver::with_plugins(&["line-profile"]);
    open(&mut application, 1);
    application.click("Export CSV");
    application.wait_for_label("File name");
    application.settle();
    assert_eq!(application.value("File name").as_deref(), Some("line-profile.csv"));
    application.type_into("Path", folder.path().to_str().unwrap());
    application.press(Key::Enter);
    application.wait_for_label("Nothing here");
    application.click("Save");
    application.wait_for_label_containing("The profile is saved");
    let saved = std::fs::read_to_string(folder.path().join("line-profile.csv")).unwrap();
    assert!(saved.starts_with("distance,x,y,value\n0,25.5,40.5,25\n1,26.5,40.5,26\n"), "{saved}");
    assert_eq!(saved.lines().count(), 52);
}

#[test]
fn it_is_offered_for_an_image_and_takes_it() {
    let mut application = Driver::with_plugins(&["line-profile"]);
    application.open_image("coins.png");
    application.wait_for_label("Window menu");
    application.click("Window menu");
    application.click("Apply line-profile");
    application.wait_for_label(CANVAS);
    // The image is 384 × 303 pixels.
    application.wait_for_label_containing("Length 192 pixels");
}

#[test]
fn without_an_image_it_says_what_to_do() {
    let mut application = Driver::with_plugins(&["line-profile"]);
    application.run("line-profile");
    application.wait_for_label_containing("open an image first");
    application.wait_until_idle("line-profile");
    assert!(!application.has_label("Close window"), "the window stayed");
}

#[test]
fn after_its_end_the_window_stays_and_another_can_be_opened() {
    let mut application = Driver::with_plugins(&["line-profile"]);
    open(&mut application, 1);
    application.settle();
    application.engine.send(UiEvent::Terminate(application.plugin("line-profile")));
    application.wait_for_label_containing("was terminated");
    assert!(application.has_label(AT_FIRST) && application.has_label(CANVAS));
    application.click("Restart line-profile");
    // Called before that, it would still be the one that has ended.
    application.wait_until("it is started", |driver| !driver.has_label("Restart line-profile"));
    open(&mut application, 2);
}
