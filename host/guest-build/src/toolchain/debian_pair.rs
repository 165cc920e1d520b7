//! Debian's `rustc` and wasm standard library, unpacked into a folder.
//!
//! The folder's layout (the shell script that this was first tried with makes the same):
//!
//! ```text
//! KIND       `pair <version> <suite>[ instead-of <pinned version>]`; written last, so it means "complete"
//! LOCK       the SHA-256 of every package that was unpacked
//! bin/rustc  a script that starts the unpacked rustc with the unpacked libraries
//! root/      the unpacked packages
//! ```
//!
//! The compiler is Debian's, the linkers for components (`wasm-component-ld`, `rust-lld`) are those of the active
//! toolchain; cargo and the linker for macros and build scripts are the machine's own.
//!
//! # Invariants
//!
//! * A folder without KIND, or made for another pinned version, is emptied and made anew.
//! * The script and the link to the linkers name absolute paths; they are renewed whenever they are not right, so the
//!   folder may be moved and the active toolchain may be updated.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::apt::{self, Apt};
use super::native::{self, ActiveRust};
use super::pinned::{self, COMMITTED, Lock};
use crate::file_lock::FileLock;
use crate::process::capture;
use crate::{Error, Output, PairError, TARGET, artifacts};

/// The suites in which a pair is looked for, in this order.
const SUITES: [&str; 2] = ["forky", "sid"];

/// The oldest rustc that is taken when the pinned version is gone: older ones do not link components of ours.
const MINIMUM: &str = "1.90";

/// The packages that must be of one version.
const PAIR: [&str; 3] = ["rustc", "libstd-rust-dev", "libstd-rust-dev-wasm32"];

/// A pair that is ready.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The script to be used as rustc.
    pub(crate) rustc: PathBuf,
    /// Debian's version.
    pub(crate) version: String,
    /// Its suite.
    pub(crate) suite: String,
}

/// Gives the pair in `folder`; downloads and unpacks it if it is not there. Safe to be called by several processes.
///
/// # Errors
///
/// A [`PairError`] that says which of the things needed is missing; the next call tries again.
pub(crate) fn ensure(folder: &Path, active: &ActiveRust, output: &mut Output<'_>) -> Result<Pair, PairError> {
    let linker = active.programs.join("wasm-component-ld");
    if !linker.is_file() {
        return Err(PairError::NoLinker(active.programs.clone()));
    }
    let mut lock_file = folder.as_os_str().to_owned();
    lock_file.push(".lock");
    let _lock = FileLock::acquire(Path::new(&lock_file), &folder.display().to_string(), output)?;

    let pinned = Lock::parse(COMMITTED);
    let pin = pinned.rustc_version().unwrap_or_default();
    if let Some(pair) = ready(folder, pin)
        && connect(folder, active).is_ok()
    {
        return Ok(pair);
    }
    apt::require()?;
    let (version, suite) = prepare(folder, active, &pinned, pin, output)?;
    let note = if version == pin { String::new() } else { format!(" instead-of {pin}") };
    let kind = format!("pair {version} {suite}{note}\n");
    artifacts::replace(&folder.join("KIND"), |path| fs::write(path, kind))?;
    output.say(&format!("the compiler for plugins is ready: Debian's rustc {version} from {suite}"));
    Ok(Pair { rustc: script(folder), version, suite })
}

/// The pair of an earlier preparation that ran to its end for the same pinned version.
fn ready(folder: &Path, pin: &str) -> Option<Pair> {
    let kind = fs::read_to_string(folder.join("KIND")).ok()?;
    let (version, suite) = parse_kind(&kind, pin)?;
    Some(Pair { rustc: script(folder), version: version.to_owned(), suite: suite.to_owned() })
}

/// Version and suite, if the text was written for this pinned version.
fn parse_kind<'a>(kind: &'a str, pin: &str) -> Option<(&'a str, &'a str)> {
    let mut words = kind.split_whitespace();
    let (Some("pair"), Some(version), Some(suite)) = (words.next(), words.next(), words.next()) else { return None };
    let made_for = match (words.next(), words.next()) {
        (Some("instead-of"), Some(wanted)) => wanted,
        _ => version,
    };
    (made_for == pin).then_some((version, suite))
}

fn prepare(
    folder: &Path,
    active: &ActiveRust,
    pinned: &Lock<'_>,
    pin: &str,
    output: &mut Output<'_>,
) -> Result<(String, String), PairError> {
    clear(folder, &["KIND", "LOCK", "bin", "root", "apt", "debs"])?;
    fs::create_dir_all(folder).map_err(Error::file("create the folder", folder))?;
    output.say(&format!("the active rustc has no {TARGET}; preparing Debian's in {} (once)", folder.display()));

    let mirror = apt::mirror()?;
    let (apt, version) = choose(folder, &mirror, pin, output)?;
    let mut packages: Vec<String> = PAIR.iter().map(|package| format!("{package}={version}")).collect();
    packages.extend(apt.closure(&library_package(&version))?);
    output.say(&format!("downloading rustc {version} and what it needs from {mirror} ({}), some 200 MB", apt.suite()));
    let debs = folder.join("debs");
    apt.download(&packages, &debs)?;

    let lock = unpack_all(&debs, &folder.join("root"), pinned, version == pin, output)?;
    let path = folder.join("LOCK");
    fs::write(&path, lock).map_err(Error::file("write", &path))?;
    connect(folder, active)?;
    clear(folder, &["apt", "debs"])?;
    Ok((version, apt.suite().to_owned()))
}

/// Finds the pinned pair, else the newest one.
fn choose(folder: &Path, mirror: &str, pin: &str, output: &mut Output<'_>) -> Result<(Apt, String), PairError> {
    let mut best: Option<(Apt, String)> = None;
    let mut readable: Vec<&str> = Vec::new();
    let mut unreachable: Option<Error> = None;
    for suite in SUITES {
        let apt = match Apt::open(&folder.join("apt"), mirror, suite) {
            Ok(apt) => apt,
            Err(error) => {
                unreachable.get_or_insert(error);
                continue;
            }
        };
        readable.push(suite);
        let offers = PAIR.map(|package| apt.versions(package));
        let common = common_versions(&offers);
        if common.contains(&pin) {
            return Ok((apt, pin.to_owned()));
        }
        let best_version = best.as_ref().map(|(_, version)| version.clone());
        if let Some(newest) = newest(&common, best_version.as_deref(), apt::at_least) {
            best = Some((apt, newest));
        }
    }
    let Some((apt, version)) = best else {
        let mirror = mirror.to_owned();
        return Err(match unreachable {
            Some(error) if readable.is_empty() => PairError::Unreachable { mirror, message: error.to_string() },
            _ => PairError::NoPair { mirror, minimum: MINIMUM, suites: readable.join(" and ") },
        });
    };
    output.say(&format!("note: the pinned rustc {pin} is gone from {mirror}, taking {version}"));
    Ok((apt, version))
}

/// The versions that all packages have.
fn common_versions(offers: &[Vec<String>; 3]) -> Vec<&str> {
    let [first, others @ ..] = offers;
    first
        .iter()
        .map(String::as_str)
        .filter(|version| others.iter().all(|other| other.iter().any(|o| o == version)))
        .collect()
}

/// The newest of the versions that is at least [`MINIMUM`] and newer than `best`.
fn newest(versions: &[&str], best: Option<&str>, at_least: impl Fn(&str, &str) -> bool) -> Option<String> {
    let mut found: Option<&str> = None;
    for version in versions {
        let beaten = [found, best].into_iter().flatten().any(|other| at_least(other, version));
        if at_least(version, MINIMUM) && !beaten {
            found = Some(version);
        }
    }
    found.map(str::to_owned)
}

/// The package of rustc's shared libraries: `libstd-rust-1.97` for `1.97.1+dfsg1-1`.
fn library_package(version: &str) -> String {
    let upstream = version.split(['+', '-', '~']).next().unwrap_or(version);
    let series = upstream.rsplit_once('.').map_or(upstream, |(series, _)| series);
    format!("libstd-rust-{series}")
}

/// Checks and unpacks every package; gives the lock of what they were.
fn unpack_all(
    debs: &Path,
    root: &Path,
    pinned: &Lock<'_>,
    is_pinned: bool,
    output: &mut Output<'_>,
) -> Result<String, PairError> {
    let entries = fs::read_dir(debs).map_err(Error::file("list", debs))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "deb"));
    files.sort();
    // All are checked before any is unpacked.
    let mut lock = String::new();
    let mut unknown = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let hash = pinned::hash(file)?;
        if !pinned.check(&name, &hash)? {
            unknown.push(name.clone().into_owned());
        }
        lock.push_str(&format!("{hash}  {name}\n"));
    }
    if is_pinned && !unknown.is_empty() {
        let names = unknown.join(", ");
        output.say(&format!("note: not in debian-pair.lock, so trusted by Debian's signature alone: {names}"));
    }
    output.say(&format!("unpacking {} packages", files.len()));
    for file in &files {
        apt::unpack(file, root)?;
        // As early as possible: package and content together are 1 GB.
        fs::remove_file(file).map_err(Error::file("remove", file))?;
    }
    Ok(lock)
}

/// Writes the script, links the linkers, and proves that the compiler starts and has the target.
fn connect(folder: &Path, active: &ActiveRust) -> Result<(), PairError> {
    let root = folder.join("root");
    let (loader, libraries) =
        find_loader(&root).ok_or_else(|| PairError::Broken("no dynamic loader among the packages".to_owned()))?;
    let text = script_text(&loader, &libraries, &root.join("usr/bin/rustc"));
    let path = script(folder);
    if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
        let bin = folder.join("bin");
        fs::create_dir_all(&bin).map_err(Error::file("create the folder", &bin))?;
        artifacts::replace(&path, |path| write_program(path, &text))?;
    }
    // rustc looks for linkers here, so neither PATH nor a linker setting is needed.
    let link = root.join("usr/lib/rustlib").join(&active.host).join("bin");
    if fs::read_link(&link).ok().as_ref() != Some(&active.programs) {
        artifacts::replace(&link, |path| link_folder(&active.programs, path))?;
    }
    let mut ask = Command::new(&path);
    let library = capture(ask.args(["--print", "target-libdir", "--target", TARGET]))
        .map_err(|error| PairError::Broken(error.to_string()))?;
    if native::has_std(Path::new(library.trim_end())) {
        Ok(())
    } else {
        Err(PairError::Broken(format!("it has no standard library for {TARGET}")))
    }
}

fn script(folder: &Path) -> PathBuf {
    folder.join("bin/rustc")
}

/// The unpacked loader and the folders of the unpacked libraries, joined by colons.
///
/// Found by looking, so that the machine's name for its architecture (`gcc -print-multiarch`) need not be known.
fn find_loader(root: &Path) -> Option<(PathBuf, String)> {
    for base in ["usr/lib", "lib"] {
        let Ok(entries) = fs::read_dir(root.join(base)) else { continue };
        for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().contains("-linux-gnu")) {
            let Ok(files) = fs::read_dir(entry.path()) else { continue };
            let loader = files.flatten().map(|file| file.path()).find(|file| {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                // ld-linux-x86-64.so.2, ld-linux-aarch64.so.1, ld64.so.2; not ld.so, a link into the system.
                (name.starts_with("ld-linux") || name.starts_with("ld64")) && name.contains(".so.")
            });
            if let Some(loader) = loader {
                let triple = entry.file_name();
                let folders = ["usr/lib", "lib"].map(|base| root.join(base).join(&triple).display().to_string());
                return Some((loader, folders.join(":")));
            }
        }
    }
    None
}

fn script_text(loader: &Path, libraries: &str, rustc: &Path) -> String {
    let [loader, libraries, rustc] = [&*loader.to_string_lossy(), libraries, &*rustc.to_string_lossy()]
        .map(|word| format!("'{}'", word.replace('\'', r"'\''")));
    format!("#!/bin/sh\nexec {loader} --library-path {libraries} --argv0 rustc {rustc} \"$@\"\n")
}

#[cfg(unix)]
fn write_program(path: &Path, text: &str) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(unix)]
fn link_folder(to: &Path, at: &Path) -> io::Result<()> {
    // What an interrupted call with the same process id left.
    let _ = fs::remove_file(at);
    std::os::unix::fs::symlink(to, at)
}

// Never called: there is no apt, and `ensure` has ended before.
#[cfg(not(unix))]
fn write_program(_: &Path, _: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
fn link_folder(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes what this module made in the folder, and nothing else.
fn clear(folder: &Path, names: &[&str]) -> Result<(), Error> {
    for name in names {
        let path = folder.join(name);
        let result = match fs::symlink_metadata(&path) {
            Ok(data) if data.is_dir() => fs::remove_dir_all(&path),
            Ok(_) => fs::remove_file(&path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        };
        result.map_err(Error::file("remove", &path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_counts_for_its_pinned_version_only() {
        assert_eq!(parse_kind("pair 1.97.1+dfsg1-1 forky\n", "1.97.1+dfsg1-1"), Some(("1.97.1+dfsg1-1", "forky")));
        assert_eq!(parse_kind("pair 1.99.0-1 sid instead-of 1.97.1-1\n", "1.97.1-1"), Some(("1.99.0-1", "sid")));
        assert_eq!(parse_kind("pair 1.96.0-1 forky\n", "1.97.1-1"), None);
        assert_eq!(parse_kind("buildstd 1.96 wasi-libc", "1.96"), None);
        assert_eq!(parse_kind("pair 1.97", "1.97"), None);
        assert_eq!(parse_kind("", ""), None);
    }

    #[test]
    fn library_package_is_named_by_series() {
        assert_eq!(library_package("1.97.1+dfsg1-1"), "libstd-rust-1.97");
        assert_eq!(library_package("1.98.0-2"), "libstd-rust-1.98");
    }

    #[test]
    fn only_versions_of_all_packages_count_and_the_newest_wins() {
        let offer = |versions: &[&str]| versions.iter().map(|version| (*version).to_owned()).collect::<Vec<_>>();
        let offers = [offer(&["1.98", "1.97", "1.80"]), offer(&["1.97", "1.98"]), offer(&["1.97", "1.80"])];
        assert_eq!(common_versions(&offers), ["1.97"]);
        let at_least = |a: &str, b: &str| a >= b;
        assert_eq!(newest(&["1.91", "1.98", "1.97"], None, at_least).as_deref(), Some("1.98"));
        assert_eq!(newest(&["1.91"], Some("1.95"), at_least), None);
        assert_eq!(newest(&["1.80"], None, at_least), None);
        assert_eq!(newest(&[], None, at_least), None);
    }

    #[test]
    fn loader_is_found_on_several_architectures() {
        for (triple, name) in [
            ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
            ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
            ("powerpc64le-linux-gnu", "ld64.so.2"),
        ] {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("usr/lib").join(triple);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("libc.so.6"), "").unwrap();
            assert!(find_loader(root.path()).is_none());
            fs::write(folder.join(name), "").unwrap();
            let (loader, libraries) = find_loader(root.path()).unwrap();
            assert_eq!(loader, folder.join(name));
            assert!(libraries.starts_with(folder.to_str().unwrap()), "{libraries}");
        }
    }

    #[test]
    fn script_survives_quotes_and_spaces() {
        let text = script_text(Path::new("/a b/ld"), "/a b/lib:/c", Path::new("/it's/rustc"));
        assert_eq!(
            text,
            "#!/bin/sh\nexec '/a b/ld' --library-path '/a b/lib:/c' --argv0 rustc '/it'\\''s/rustc' \"$@\"\n"
        );
    }

    #[test]
    fn wrong_hash_unpacks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (debs, root) = (folder.path().join("debs"), folder.path().join("root"));
        fs::create_dir_all(&debs).unwrap();
        fs::write(debs.join("a_1_all.deb"), "not pinned, and no package either").unwrap();
        fs::write(debs.join("rustc_1.97.1+dfsg1-1_amd64.deb"), "forged").unwrap();
        let error = unpack_all(&debs, &root, &Lock::parse(COMMITTED), true, &mut Output::Inherit).unwrap_err();
        assert!(matches!(&error, PairError::WrongHash { file, .. } if file.starts_with("rustc_")), "{error}");
        assert!(!root.exists());
    }

    #[test]
    fn clear_leaves_strangers_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("root/usr")).unwrap();
        fs::write(folder.path().join("KIND"), "").unwrap();
        fs::write(folder.path().join("mine.txt"), "").unwrap();
        clear(folder.path(), &["KIND", "root", "missing"]).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["mine.txt"]);
    }
}
