//! Every function of the API has all that belongs to it: documentation, host side, widget,
//! SDK wrapper with an example, sample plugins in Rust and JavaScript, GUI test, and its line in `ARCHITECTURE.md`.
//!
//! The functions are read from `wit/` itself, so that a new one fails here until it is
//! complete. [`table`] says by hand what cannot be read: the widget, and the sample where it
//! does not have the function's name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod architecture;
mod lacks;
mod repository;
mod table;

use imjoy_stubs::{WitApi, WitFunction};
use repository::Repository;

/// The functions of the API, read from `wit/` as it is in the repository, which a test may have
/// changed.
fn wit_functions(repository: &Repository) -> Vec<WitFunction> {
    WitApi::read(repository.below("wit")).unwrap_or_else(|error| panic!("{error}")).functions()
}

#[test]
fn no_function_lacks_anything() {
    let repository = Repository::read();
    let lacks = lacks::lacks(&repository);
    assert!(lacks.is_empty(), "{} things are missing:\n{}", lacks.len(), lacks.join("\n"));
}

#[test]
fn the_table_of_the_architecture_is_current() {
    let repository = Repository::read();
    let current = repository.text("ARCHITECTURE.md").unwrap().to_owned();
    let wanted = architecture::with_table(&current, &repository).unwrap();
    if std::env::var_os("UPDATE_ARCHITECTURE").is_some() {
        repository::write("ARCHITECTURE.md", &wanted);
        return;
    }
    assert!(
        current == wanted,
        "the table in ARCHITECTURE.md is not that of the code. Update it by\n\
         UPDATE_ARCHITECTURE=1 cargo test --workspace --test mapping"
    );
}

/// What this test is worth: with any one thing taken away, it names exactly that thing.
#[test]
fn each_kind_of_lack_is_found() {
    let complete = Repository::read();
    let before = lacks::lacks(&complete);
    let check = |change: &dyn Fn(&mut Repository), expected: &str| {
        let mut repository = complete.clone();
        change(&mut repository);
        let lacks: Vec<String> = lacks::lacks(&repository).into_iter().filter(|lack| !before.contains(lack)).collect();
        assert!(lacks.iter().any(|lack| lack.contains(expected)), "{expected:?} is not found, but {lacks:?}");
    };
    let host = "host/engine/src/api/dialogs.rs";
    let sdk = "guest-sdk/src/api/dialogs.rs";
    let comment = "  /// Shows a message and resolves when the user has pressed OK (`api.alert`).\n";
    check(&|repository| repository.replace("wit/dialogs.wit", comment, ""), "dialogs.alert has no documentation");
    check(
        &|repository| repository.replace("wit/dialogs.wit", "  alert:", "  ///x\n  cry: func();\n  alert:"),
        "dialogs.cry is not in the table",
    );
    check(&|repository| repository.replace(host, "async fn alert", "async fn shout"), "dialogs.alert has no host side");
    check(
        &|repository| repository.replace(host, "DialogContent::Alert(", "not_available_yet("),
        "dialogs.alert is not available yet in",
    );
    check(
        &|repository| repository.replace(sdk, "pub async fn alert(", "fn alert("),
        "dialogs.alert has no SDK wrapper",
    );
    check(
        &|repository| repository.replace(sdk, "/// imjoy_sdk::api::alert(\"done\").await?;\n", ""),
        "dialogs.alert has no example",
    );
    check(&|repository| repository.remove("host/src/application/dialogs/alert.rs"), "dialogs.alert has no widget");
    check(&|repository| repository.remove("sample-plugins/alert/src/lib.rs"), "dialogs.alert has no sample");
    check(
        &|repository| repository.replace("host/build.rs", "    \"alert\",\n", ""),
        "the sample alert of dialogs.alert is not in SAMPLE_PLUGINS",
    );
    check(
        &|repository| repository.replace("sample-plugins/alert/Cargo.toml", "description = ", "documentation = "),
        "the sample alert of dialogs.alert has no description",
    );
    check(
        &|repository| repository.replace("sample-plugins/alert/src/lib.rs", "icon = ", "version = "),
        "the sample alert of dialogs.alert has no icon",
    );
    check(
        &|repository| repository.replace("sample-plugins/alert/src/lib.rs", "api::alert(if", "drop(if"),
        "the sample alert of dialogs.alert does not use it",
    );
    let javascript = "sample-plugins/alert/alert.imjoy.html";
    check(&|repository| repository.remove(javascript), "dialogs.alert has no sample in JavaScript");
    check(
        &|repository| repository.replace(javascript, "    await api.alert(", "    await api.show("),
        "the sample in JavaScript sample-plugins/alert/alert.imjoy.html of dialogs.alert does not use",
    );
    check(&|repository| repository.remove("tests/gui/api/alert.rs"), "dialogs.alert has no GUI test");
    check(&|repository| repository.replace("tests/gui/api/alert.rs", "#[test]", ""), "dialogs.alert has no GUI test");
    check(
        &|repository| repository.replace("tests/gui/api/mod.rs", "mod alert;\n", ""),
        "tests/gui/api/alert.rs is not in tests/gui/api/mod.rs",
    );
    check(
        &|repository| {
            repository.replace("wit/settings.wit", "workspace: func() -> string;", "place: func() -> string;")
        },
        "WORKSPACE of ImJoy has no WIT function",
    );
    check(
        &|repository| repository.replace(host, "//! `dialogs`", "// not_available_yet(\n//! `dialogs`"),
        "host/engine/src/api/dialogs.rs says not_available_yet",
    );
}
