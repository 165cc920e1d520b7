//! Compilers from Debian's packages, unpacked into a folder: what is the same for all of them.
//!
//! The folder's layout (the shell script that this was first tried with makes the same):
//!
//! ```text
//! KIND       `<name> <version> <suite>[ instead-of <pinned version>]`; written last, so it means "complete"
//! LOCK       the SHA-256 of every package that was unpacked
//! bin/       scripts that start the unpacked programs with the unpacked libraries
//! root/      the unpacked packages
//! ```
//!
//! A [`PackageSet`] says which packages these are, a [`Connect`] writes the scripts and proves that they work.
//!
//! # Invariants
//!
//! * A folder without KIND, or made for another pinned version, is emptied and made anew.
//! * Scripts name absolute paths; they are renewed whenever they are not right, so the folder may be moved.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::apt::{self, Apt};
use super::pinned::{self, Lock};
use crate::file_lock::FileLock;
use crate::{DebianError, Error, Output, TARGET, artifacts};

/// The suites in which packages are looked for, in this order.
const SUITES: [&str; 2] = ["forky", "sid"];

/// The packages of a compiler.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PackageSet {
    /// The first word of KIND.
    pub(crate) name: &'static str,
    /// What it is, for people: `rustc`.
    pub(crate) compiler: &'static str,
    /// Groups of packages that must be of one version; the first group that there is, is taken.
    pub(crate) groups: &'static [&'static [&'static str]],
    /// The oldest version that is taken when the pinned one is gone.
    pub(crate) minimum: &'static str,
    /// The packages that the group's first package of this version needs besides the group.
    pub(crate) needs: fn(&Apt, package: &str, version: &str) -> Result<Vec<String>, Error>,
    /// How much is downloaded, for people: `200 MB`.
    pub(crate) size: &'static str,
    /// The committed lock.
    pub(crate) lock: &'static str,
    /// The name of the file that it is committed in.
    pub(crate) lock_name: &'static str,
}

/// Packages that are unpacked and work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unpacked {
    /// Debian's version of the compiler.
    pub(crate) version: String,
    /// Its suite.
    pub(crate) suite: String,
}

/// Writes the scripts in the folder and proves that what they start works.
pub(crate) type Connect<'a> = &'a dyn Fn(&Path) -> Result<(), DebianError>;

/// A group of packages in a suite, of one version.
struct Choice {
    apt: Apt,
    group: &'static [&'static str],
    version: String,
}

/// Makes the packages ready in `folder`; downloads and unpacks them if they are not there. Safe to be called by several
/// processes.
///
/// # Errors
///
/// A [`DebianError`] that says which of the things needed is missing; the next call tries again.
pub(crate) fn ensure(
    folder: &Path,
    set: &PackageSet,
    connect: Connect<'_>,
    output: &mut Output<'_>,
) -> Result<Unpacked, DebianError> {
    let mut lock_file = folder.as_os_str().to_owned();
    lock_file.push(".lock");
    let _lock = FileLock::acquire(Path::new(&lock_file), &folder.display().to_string(), output)?;

    let pinned = Lock::parse(set.lock);
    let pin = set.pinned_version(&pinned);
    if let Some(unpacked) = ready(folder, set, &pin)
        && connect(folder).is_ok()
    {
        return Ok(unpacked);
    }
    apt::require()?;
    let unpacked = prepare(folder, set, &pinned, &pin, connect, output)?;
    let Unpacked { version, suite } = &unpacked;
    let note = if *version == pin { String::new() } else { format!(" instead-of {pin}") };
    let kind = format!("{} {version} {suite}{note}\n", set.name);
    artifacts::replace(&folder.join("KIND"), |path| fs::write(path, kind))?;
    output.say(&format!("the compiler for plugins is ready: Debian's {} {version} from {suite}", set.compiler));
    Ok(unpacked)
}

impl PackageSet {
    /// The version of the compiler in the committed lock; empty when it has none.
    fn pinned_version(&self, lock: &Lock<'_>) -> String {
        let first = |group: &&[&'static str]| group.first().copied();
        self.groups.iter().filter_map(first).find_map(|package| lock.version_of(package)).unwrap_or_default()
    }
}

/// What an earlier preparation left that ran to its end for the same pinned version.
fn ready(folder: &Path, set: &PackageSet, pin: &str) -> Option<Unpacked> {
    let kind = fs::read_to_string(folder.join("KIND")).ok()?;
    let (version, suite) = parse_kind(&kind, set.name, pin)?;
    Some(Unpacked { version: version.to_owned(), suite: suite.to_owned() })
}

/// Version and suite, if the text was written for these packages and this pinned version.
fn parse_kind<'a>(kind: &'a str, name: &str, pin: &str) -> Option<(&'a str, &'a str)> {
    let mut words = kind.split_whitespace();
    let (Some(first), Some(version), Some(suite)) = (words.next(), words.next(), words.next()) else { return None };
    let made_for = match (words.next(), words.next()) {
        (Some("instead-of"), Some(wanted)) => wanted,
        _ => version,
    };
    (first == name && made_for == pin).then_some((version, suite))
}

fn prepare(
    folder: &Path,
    set: &PackageSet,
    pinned: &Lock<'_>,
    pin: &str,
    connect: Connect<'_>,
    output: &mut Output<'_>,
) -> Result<Unpacked, DebianError> {
    clear(folder, &["KIND", "LOCK", "bin", "root", "apt", "debs"])?;
    fs::create_dir_all(folder).map_err(Error::file("create the folder", folder))?;
    let (compiler, place) = (set.compiler, folder.display());
    output.say(&format!("no {compiler} for {TARGET} is installed; preparing Debian's in {place} (once)"));

    let mirror = apt::mirror()?;
    let Choice { apt, group, version } = choose(folder, &mirror, set, pin, output)?;
    let mut packages: Vec<String> = group.iter().map(|package| format!("{package}={version}")).collect();
    packages.extend((set.needs)(&apt, group.first().copied().unwrap_or_default(), &version)?);
    let (suite, size) = (apt.suite().to_owned(), set.size);
    output.say(&format!("downloading {compiler} {version} and what it needs from {mirror} ({suite}), some {size}"));
    let debs = folder.join("debs");
    apt.download(&packages, &debs)?;

    let expects_all = (version == pin).then_some(set.lock_name);
    let lock = unpack_all(&debs, &folder.join("root"), pinned, expects_all, output)?;
    let path = folder.join("LOCK");
    fs::write(&path, lock).map_err(Error::file("write", &path))?;
    connect(folder)?;
    clear(folder, &["apt", "debs"])?;
    Ok(Unpacked { version, suite })
}

/// Finds the pinned version, else the newest one of the first group that there is.
fn choose(
    folder: &Path,
    mirror: &str,
    set: &PackageSet,
    pin: &str,
    output: &mut Output<'_>,
) -> Result<Choice, DebianError> {
    let mut suites: Vec<Apt> = Vec::new();
    let mut unreachable: Option<Error> = None;
    for suite in SUITES {
        match Apt::open(&folder.join("apt"), mirror, suite) {
            Ok(apt) => suites.push(apt),
            Err(error) => drop(unreachable.get_or_insert(error)),
        }
    }
    let mut best: Option<(usize, &'static [&'static str], String)> = None;
    let names: Vec<&str> = suites.iter().map(Apt::suite).collect();
    let readable = names.join(" and ");
    for group in set.groups {
        // The groups stand in the order in which they are wanted.
        if best.is_some() {
            break;
        }
        for (index, apt) in suites.iter().enumerate() {
            let offers: Vec<Vec<String>> = group.iter().map(|package| apt.versions(package)).collect();
            let common = common_versions(&offers);
            if common.contains(&pin) {
                best = Some((index, group, pin.to_owned()));
                break;
            }
            let best_version = best.as_ref().map(|(_, _, version)| version.as_str());
            if let Some(newest) = newest(&common, set.minimum, best_version, apt::at_least) {
                best = Some((index, group, newest));
            }
        }
    }
    let Some((index, group, version)) = best else {
        let mirror = mirror.to_owned();
        return Err(match unreachable {
            Some(error) if suites.is_empty() => DebianError::Unreachable { mirror, message: error.to_string() },
            _ => DebianError::NoPackages {
                mirror,
                packages: set.groups.first().map(|group| group.join(", ")).unwrap_or_default(),
                minimum: set.minimum,
                suites: readable,
            },
        });
    };
    if version != pin {
        output.say(&format!("note: the pinned {} {pin} is gone from {mirror}, taking {version}", set.compiler));
    }
    Ok(Choice { apt: suites.swap_remove(index), group, version })
}

/// The versions that all packages have.
fn common_versions(offers: &[Vec<String>]) -> Vec<&str> {
    let Some((first, others)) = offers.split_first() else { return Vec::new() };
    first
        .iter()
        .map(String::as_str)
        .filter(|version| others.iter().all(|other| other.iter().any(|o| o == version)))
        .collect()
}

/// The newest of the versions that is at least `minimum` and newer than `best`.
fn newest(
    versions: &[&str],
    minimum: &str,
    best: Option<&str>,
    at_least: impl Fn(&str, &str) -> bool,
) -> Option<String> {
    let mut found: Option<&str> = None;
    for version in versions {
        let beaten = [found, best].into_iter().flatten().any(|other| at_least(other, version));
        if at_least(version, minimum) && !beaten {
            found = Some(version);
        }
    }
    found.map(str::to_owned)
}

/// Checks and unpacks every package; gives the lock of what they were. `expects_all` names the committed lock when
/// every package ought to be in it.
fn unpack_all(
    debs: &Path,
    root: &Path,
    pinned: &Lock<'_>,
    expects_all: Option<&str>,
    output: &mut Output<'_>,
) -> Result<String, DebianError> {
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
    if let Some(lock_name) = expects_all
        && !unknown.is_empty()
    {
        let names = unknown.join(", ");
        output.say(&format!("note: not in {lock_name}, so trusted by Debian's signature alone: {names}"));
    }
    output.say(&format!("unpacking {} packages", files.len()));
    for file in &files {
        apt::unpack(file, root)?;
        // As early as possible: package and content together are 1 GB.
        fs::remove_file(file).map_err(Error::file("remove", file))?;
    }
    Ok(lock)
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

    const LOCK: &str =
        "36ab2e2b5dc1e1c6cd1e7a2b26a6bd4ae0b6fbb4d2b9c3b8a7b6b2a1f0c0d1e2  rustc_1.97.1+dfsg1-1_amd64.deb\n";

    #[test]
    fn kind_counts_for_its_packages_and_pinned_version_only() {
        let kind = "pair 1.97.1+dfsg1-1 forky\n";
        assert_eq!(parse_kind(kind, "pair", "1.97.1+dfsg1-1"), Some(("1.97.1+dfsg1-1", "forky")));
        assert_eq!(parse_kind(kind, "clang", "1.97.1+dfsg1-1"), None);
        let newer = "pair 1.99.0-1 sid instead-of 1.97.1-1\n";
        assert_eq!(parse_kind(newer, "pair", "1.97.1-1"), Some(("1.99.0-1", "sid")));
        assert_eq!(parse_kind("pair 1.96.0-1 forky\n", "pair", "1.97.1-1"), None);
        assert_eq!(parse_kind("buildstd 1.96 wasi-libc", "pair", "1.96"), None);
        assert_eq!(parse_kind("pair 1.97", "pair", "1.97"), None);
        assert_eq!(parse_kind("", "pair", ""), None);
    }

    #[test]
    fn only_versions_of_all_packages_count_and_the_newest_wins() {
        let offer = |versions: &[&str]| versions.iter().map(|version| (*version).to_owned()).collect::<Vec<_>>();
        let offers = [offer(&["1.98", "1.97", "1.80"]), offer(&["1.97", "1.98"]), offer(&["1.97", "1.80"])];
        assert_eq!(common_versions(&offers), ["1.97"]);
        assert!(common_versions(&[]).is_empty());
        let at_least = |a: &str, b: &str| a >= b;
        assert_eq!(newest(&["1.91", "1.98", "1.97"], "1.90", None, at_least).as_deref(), Some("1.98"));
        assert_eq!(newest(&["1.91"], "1.90", Some("1.95"), at_least), None);
        assert_eq!(newest(&["1.80"], "1.90", None, at_least), None);
        assert_eq!(newest(&[], "1.90", None, at_least), None);
    }

    #[test]
    fn wrong_hash_unpacks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (debs, root) = (folder.path().join("debs"), folder.path().join("root"));
        fs::create_dir_all(&debs).unwrap();
        fs::write(debs.join("a_1_all.deb"), "not pinned, and no package either").unwrap();
        fs::write(debs.join("rustc_1.97.1+dfsg1-1_amd64.deb"), "forged").unwrap();
        let error = unpack_all(&debs, &root, &Lock::parse(LOCK), Some("x.lock"), &mut Output::Inherit).unwrap_err();
        assert!(matches!(&error, DebianError::WrongHash { file, .. } if file.starts_with("rustc_")), "{error}");
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
