//! The type stubs for editors tell the truth: what they declare is what plugins find when they
//! run, name by name.

use super::success;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

type Names = BTreeSet<String>;

/// Tells the names that a plugin in JavaScript finds.
const JAVASCRIPT: &str = "
async function run() {
  const window = await api.createWindow({type: 'imjoy/generic', data: 1})
  return {
    Api: Object.keys(api),
    Utilities: Object.keys(api.utils),
    Window: Object.getOwnPropertyNames(Object.getPrototypeOf(window)),
    globals: Object.getOwnPropertyNames(globalThis),
  }
}
api.export({run})
";

/// Functions of `api` that are there to say why they cannot be had.
const REFUSED_IN_JAVASCRIPT: &[&str] = &[
    "updateWindow",
    "installPlugin",
    "uninstallPlugin",
    "getFileManager",
    "getEngine",
    "getEngineFactory",
    "requestUploadUrl",
    "uploadFileToUrl",
    "downloadFileFromUrl",
    "connectToServer",
    "oAuthorize",
    "fs",
];

/// Tells the names that a plugin in Python finds.
const PYTHON: &str = "
from imjoy import api, ndarray

def names(of):
    return [name for name in dir(of) if not name.startswith('_')]

async def run(context):
    window = await api.createWindow(type='imjoy/generic', data=1)
    return {
        'Api': names(type(api)),
        'Utilities': names(api.utils),
        'Window': names(type(window)),
        'module': names(ndarray),
        'ndarray': names(ndarray.ndarray),
        'missing': [name for name in STUB if not hasattr(ndarray, name)],
    }

api.export({'run': run})
";

/// What a plugin of that text gives.
fn result_of(file: &str, text: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(file);
    fs::write(&path, text).unwrap();
    let (stdout, _) = success(&["run", &path.display().to_string(), "--json"]);
    serde_json::from_str(&stdout).unwrap()
}

fn found(result: &Value, group: &str) -> Names {
    result[group].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

fn stub(path: &str) -> String {
    let guest_sdk = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guest-sdk");
    fs::read_to_string(guest_sdk.join(path)).unwrap()
}

/// The first name in a line, if it begins with one.
fn leading_name(line: &str) -> Option<String> {
    let end = line.find(|character: char| !character.is_alphanumeric() && character != '_' && character != '$');
    let name = &line[..end?];
    (!name.is_empty()).then(|| name.to_owned())
}

/// The members of all interfaces of that name in TypeScript.
fn interface(text: &str, name: &str) -> Names {
    let mut members = Names::new();
    for block in text.split(&format!("\n  interface {name} ")).skip(1) {
        let body = block.split("\n  }").next().unwrap();
        members.extend(body.lines().filter_map(|line| {
            let line = line.strip_prefix("    ")?;
            leading_name(line.strip_prefix("readonly ").unwrap_or(line))
        }));
    }
    members
}

/// The members of classes in a stub of Python.
fn class(text: &str, names: &[&str]) -> Names {
    let mut members = Names::new();
    for name in names {
        let start = text.find(&format!("\nclass {name}")).unwrap_or_else(|| panic!("there is no class {name}"));
        let body = text[start + 1..].lines().skip(1).take_while(|line| line.is_empty() || line.starts_with(' '));
        members.extend(body.filter_map(|line| declared(line.strip_prefix("    ")?)));
    }
    members
}

/// What a line of Python declares, without what begins with `_`.
fn declared(line: &str) -> Option<String> {
    let (line, is_function) = line.strip_prefix("def ").map_or((line, false), |line| (line, true));
    let name = leading_name(line).filter(|name| !name.starts_with('_'))?;
    let rest = &line[name.len()..];
    (is_function || rest.starts_with(':') || rest.starts_with(" = ")).then_some(name)
}

fn names(list: &[&str]) -> Names {
    list.iter().map(|name| (*name).to_owned()).collect()
}

/// Fails with the names that only one side has.
fn check_same(what: &str, stub: &Names, runtime: &Names) {
    let only = |one: &Names, other: &Names| one.difference(other).cloned().collect::<Vec<_>>();
    let (declared, had) = (only(stub, runtime), only(runtime, stub));
    assert!(!stub.is_empty(), "the stub declares nothing of {what}");
    assert!(
        declared.is_empty() && had.is_empty(),
        "{what}: the stub alone declares {declared:?}, the runtime alone has {had:?}; see guest-sdk/stubs"
    );
}

#[test]
fn the_stubs_of_javascript_are_what_plugins_find() {
    let result = result_of("names.js", JAVASCRIPT);
    let declarations = stub("javascript/imjoy.d.ts");
    let api: Names = found(&result, "Api").difference(&names(REFUSED_IN_JAVASCRIPT)).cloned().collect();
    check_same("api", &interface(&declarations, "Api"), &api);
    check_same("api.utils", &interface(&declarations, "Utilities"), &found(&result, "Utilities"));
    let mut window = interface(&declarations, "Window");
    assert!(window.remove("config"), "every window has a config");
    let mut methods = found(&result, "Window");
    methods.remove("constructor");
    check_same("windows", &window, &methods);
    let globals = found(&result, "globals");
    for line in stub("javascript/globals.d.ts").lines() {
        let Some(line) = line.strip_prefix("declare ") else { continue };
        let name = leading_name(line.split_once(' ').unwrap().1).unwrap();
        assert!(globals.contains(&name), "globals.d.ts declares {name}, which plugins do not have");
    }
}

#[test]
fn the_stubs_of_python_are_what_plugins_find() {
    let arrays = stub("python/imjoy/ndarray.pyi");
    let module: Names = arrays.lines().filter_map(declared).chain(names(&["dtype", "ndarray"])).collect();
    let list = format!("STUB = {:?}\n", module.iter().collect::<Vec<_>>());
    let result = result_of("names.py", &(list + PYTHON));
    let types = stub("python/imjoy/types.pyi");
    // The other spelling of a name is found when it is asked for.
    let is_alias = |name: &String| name.contains('_') && !name.contains(char::is_uppercase);
    let api: Names = class(&types, &["_ApiOfRuntime", "Api("]).into_iter().filter(|name| !is_alias(name)).collect();
    check_same("api", &api, &found(&result, "Api").difference(&names(&["fs"])).cloned().collect());
    // Names that Python's grammar has for itself are not for stubs.
    let utilities: Names =
        found(&result, "Utilities").difference(&names(&["$forceUpdate", "assert"])).cloned().collect();
    check_same("api.utils", &class(&types, &["_UtilitiesOfRuntime", "Utilities("]), &utilities);
    let window: Names =
        found(&result, "Window").difference(&names(&["set_content", "change_content"])).cloned().collect();
    check_same("windows", &class(&types, &["_WindowOfRuntime", "Window("]), &window);
    check_same("ndarray", &class(&arrays, &["ndarray:"]), &found(&result, "ndarray"));
    assert_eq!(found(&result, "missing"), Names::new(), "ndarray.pyi declares what imjoy.ndarray does not have");
    let undeclared: Vec<_> = found(&result, "module").difference(&module).cloned().collect();
    assert!(undeclared.is_empty(), "ndarray.pyi does not declare {undeclared:?}");
}
