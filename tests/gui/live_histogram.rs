//! The histogram that is linked to the contrast of an image window.

use super::driver::Driver;

#[test]
fn the_contrast_of_the_image_follows_the_histogram() {
    let mut application = Driver::with_plugins(&["live-histogram"]);
    application.open_image("coins.png");
    application.wait_for_label("Contrast minimum");
    application.run("live-histogram");
    application.wait_for_label_containing("116352 pixels, least 1");
    assert_eq!(application.number("Contrast minimum"), Some(0.0));

    application.click("5 %");
    application.wait_until("the contrast follows", |driver| driver.number("Contrast minimum") != Some(0.0));
    let low = application.number("Contrast minimum").unwrap();
    let high = application.number("Contrast maximum").unwrap();
    assert!((10.0..60.0).contains(&low) && (150.0..240.0).contains(&high), "{low} {high}");
    application.wait_until("the slider shows it", |driver| driver.number("range minimum") == Some(low));

    // By hand: from the lower handle to the middle of the histogram.
    application.settle();
    let rail = application.rectangle("range");
    let place = |number: f64| egui::pos2(rail.left() + rail.width() * (number / 255.0) as f32, rail.center().y);
    application.drag(place(low), place(127.5));
    application.wait_until("the contrast follows the handle", |driver| {
        driver.number("Contrast minimum").is_some_and(|low| (120.0..135.0).contains(&low))
    });
    assert_eq!(application.number("Contrast maximum"), Some(high));

    // The same range as before counts, though the plugin has sent it already.
    application.click("5 %");
    application.wait_until("both are as before", |driver| {
        driver.number("range minimum") == Some(low) && driver.number("Contrast minimum") == Some(low)
    });
}

#[test]
fn without_an_image_it_says_what_to_do() {
    let mut application = Driver::with_plugins(&["live-histogram"]);
    application.run("live-histogram");
    application.wait_for_label_containing("open an image first");
}
