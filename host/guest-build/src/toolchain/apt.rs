//! A private apt: its own lists, cache and (empty) package database in a folder, for one suite of the Debian mirror
//! that the system's apt already uses. Needs no root, locks nothing of the system's, and leaves it unchanged.
//!
//! apt itself proves that what it downloads is Debian's: the index is signed, and the signature is checked with the
//! system's keyring.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{cannot_start, capture, run};
use crate::{DebianError, Error};

/// Debian's own keys, where Debian puts them.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Hooks of the system (docker images have them) clean the system's cache and rebuild its catalogues: not for us.
const NO_HOOKS: &str = "#clear APT::Update::Pre-Invoke;\n#clear APT::Update::Post-Invoke;\n\
                        #clear APT::Update::Post-Invoke-Success;\n#clear DPkg::Post-Invoke;\n";

/// apt for one suite.
#[derive(Debug)]
pub(crate) struct Apt {
    suite: String,
    options: Vec<OsString>,
}

impl Apt {
    /// Makes the folder and fetches the suite's index (some 10 MB).
    ///
    /// # Errors
    ///
    /// When the folder cannot be written, or the mirror does not answer or has no such suite.
    pub(crate) fn open(folder: &Path, mirror: &str, suite: &str) -> Result<Self, Error> {
        let folder = folder.join(suite);
        for part in ["lists/partial", "cache/archives/partial", "sources"] {
            let path = folder.join(part);
            fs::create_dir_all(&path).map_err(Error::file("create the folder", &path))?;
        }
        let signed = if Path::new(KEYRING).exists() { format!("Signed-By: {KEYRING}\n") } else { String::new() };
        let source = format!("Types: deb\nURIs: {mirror}\nSuites: {suite}\nComponents: main\n{signed}");
        write(&folder.join("sources/debian.sources"), &source)?;
        let hooks = folder.join("no-hooks.conf");
        write(&hooks, NO_HOOKS)?;

        let mut options = vec![OsString::from("-c"), hooks.into_os_string()];
        let mut set = |name: &str, value: &Path| {
            let mut option = OsString::from(name);
            option.push("=");
            option.push(value);
            options.extend([OsString::from("-o"), option]);
        };
        for name in
            ["Dir::Etc::sourcelist", "Dir::State::status", "Dir::Etc::preferences", "Dir::Etc::preferencesparts"]
        {
            set(name, Path::new("/dev/null"));
        }
        set("Dir::Etc::sourceparts", &folder.join("sources"));
        set("Dir::State::lists", &folder.join("lists"));
        set("Dir::Cache", &folder.join("cache"));
        for (name, value) in [
            // Started by root, apt would give itself another user, who cannot write here.
            ("APT::Sandbox::User", "root"),
            ("Debug::NoLocking", "1"),
            ("APT::Get::AllowUnauthenticated", "0"),
            ("Acquire::AllowInsecureRepositories", "0"),
            ("APT::Update::Error-Mode", "any"),
            ("Acquire::Languages", "none"),
            ("Acquire::IndexTargets::deb::DEP-11::DefaultEnabled", "0"),
            // A build must end, also on a network that swallows packets.
            ("Acquire::Retries", "2"),
            ("Acquire::http::Timeout", "30"),
            ("Acquire::https::Timeout", "30"),
        ] {
            set(name, Path::new(value));
        }
        let apt = Self { suite: suite.to_owned(), options };
        let output = apt.command("apt-get").args(["-qq", "update"]).output();
        let output = output.map_err(|source| cannot_start(&Command::new("apt-get"), source))?;
        // Older apts report a suite that does not exist with success.
        let problem = update_problem(&String::from_utf8_lossy(&output.stderr));
        match problem.or_else(|| (!output.status.success()).then(|| output.status.to_string())) {
            None => Ok(apt),
            Some(message) => Err(Error::Program { program: format!("apt-get update of {suite}"), message }),
        }
    }

    /// The suite.
    pub(crate) fn suite(&self) -> &str {
        &self.suite
    }

    /// The versions of a package in the suite, in apt's order; none when there is no such package.
    pub(crate) fn versions(&self, package: &str) -> Vec<String> {
        let text = capture(self.command("apt-cache").args(["madison", package])).unwrap_or_default();
        parse_madison(&text)
    }

    /// The package and everything that it needs.
    pub(crate) fn closure(&self, package: &str) -> Result<Vec<String>, Error> {
        let text = capture(self.command("apt-cache").arg("depends").args([
            "--recurse",
            "--no-recommends",
            "--no-suggests",
            "--no-conflicts",
            "--no-breaks",
            "--no-replaces",
            "--no-enhances",
            package,
        ]))?;
        Ok(parse_depends(&text))
    }

    /// Downloads packages (`name` or `name=version`) into a folder.
    pub(crate) fn download(&self, packages: &[String], into: &Path) -> Result<(), Error> {
        fs::create_dir_all(into).map_err(Error::file("create the folder", into))?;
        run(self.command("apt-get").current_dir(into).args(["-qq", "download"]).args(packages)).map(drop)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("LC_ALL", "C").args(&self.options);
        command
    }
}

/// Checks that apt and dpkg are on the machine.
pub(crate) fn require() -> Result<(), DebianError> {
    for program in ["apt-get", "apt-cache", "dpkg"] {
        if Command::new(program).arg("--version").output().is_err() {
            return Err(DebianError::NoApt(program));
        }
    }
    Ok(())
}

/// The Debian mirror that the system's apt uses.
pub(crate) fn mirror() -> Result<String, DebianError> {
    // apt knows best, but only when its lists have been fetched; images for containers come without them.
    let known = capture(Command::new("apt-get").env("LC_ALL", "C").args([
        "indextargets",
        "--format",
        "$(SITE)",
        "Created-By: Packages",
        "Label: Debian",
    ]));
    if let Some(site) = known.ok().as_deref().and_then(|text| text.lines().next()) {
        return Ok(site.to_owned());
    }
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(entries.flatten().map(|entry| entry.path()));
    }
    files.sort();
    let uris = files.iter().filter_map(|file| fs::read_to_string(file).ok()).flat_map(|text| parse_sources(&text));
    choose_mirror(uris).ok_or(DebianError::NoMirror)
}

/// Whether Debian's version `a` is at least `b`.
pub(crate) fn at_least(a: &str, b: &str) -> bool {
    Command::new("dpkg").args(["--compare-versions", a, "ge", b]).status().is_ok_and(|status| status.success())
}

/// Unpacks a package into a folder, without running its scripts.
pub(crate) fn unpack(package: &Path, into: &Path) -> Result<(), Error> {
    fs::create_dir_all(into).map_err(Error::file("create the folder", into))?;
    run(Command::new("dpkg").env("LC_ALL", "C").arg("-x").arg(package).arg(into)).map(drop)
}

/// The first thing that went wrong in an update, without apt's own mark.
fn update_problem(said: &str) -> Option<String> {
    let line = said.lines().find(|line| line.starts_with("E:") || line.contains("Failed to fetch"))?;
    Some(line.trim_start_matches(['E', 'W', ':', ' ']).trim_end().to_owned())
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(Error::file("write", path))
}

/// `name | version | where` for each version; sources are listed, too, and are none.
fn parse_madison(text: &str) -> Vec<String> {
    let mut versions: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('|').map(str::trim).skip(1);
        let (Some(version), Some(place)) = (fields.next(), fields.next()) else { continue };
        if !version.is_empty() && !place.ends_with("Sources") && !versions.iter().any(|known| known == version) {
            versions.push(version.to_owned());
        }
    }
    versions
}

/// Real packages of this machine's architecture: at the line's beginning (relations are indented), not virtual
/// (`<name>`), not of a foreign architecture (`name:i386`).
fn parse_depends(text: &str) -> Vec<String> {
    let is_name = |line: &&str| {
        line.starts_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit()) && !line.contains(':')
    };
    let mut names: Vec<String> = text.lines().map(str::trim_end).filter(is_name).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// The URIs in a file of sources, of either form: `URIs: …` or `deb [options] uri suite …`.
fn parse_sources(text: &str) -> Vec<String> {
    let mut uris = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(list) = line.strip_prefix("URIs:") {
            uris.extend(list.split_whitespace().map(str::to_owned));
        } else if let Some(rest) = line.strip_prefix("deb ") {
            let rest = rest.trim_start();
            let rest = if rest.starts_with('[') { rest.split_once(']').map_or("", |(_, after)| after) } else { rest };
            uris.extend(rest.split_whitespace().next().map(str::to_owned));
        }
    }
    uris
}

/// Debian's archive among other sources: its path is `/debian` on every mirror.
fn choose_mirror(uris: impl IntoIterator<Item = String>) -> Option<String> {
    uris.into_iter().find(|uri| uri.trim_end_matches('/').ends_with("/debian"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn madison() {
        let text = "\
 libstd-rust-dev-wasm32 | 1.97.1+dfsg1-1 | http://deb.debian.org/debian forky/main amd64 Packages
 libstd-rust-dev-wasm32 | 1.97.1+dfsg1-1 | http://deb.debian.org/debian forky/main arm64 Packages
     rustc | 1.96.0+dfsg1-2 | http://deb.debian.org/debian sid/main amd64 Packages
     rustc | 1.98.0+dfsg1-1 | http://deb.debian.org/debian sid/main Sources

garbage
";
        assert_eq!(parse_madison(text), ["1.97.1+dfsg1-1", "1.96.0+dfsg1-2"]);
        assert!(parse_madison("").is_empty());
    }

    #[test]
    fn first_problem_of_an_update() {
        let said =
            "W: harmless\nE: Failed to fetch http://x/InRelease  Could not connect\nE: Some index files failed\n";
        assert_eq!(update_problem(said).unwrap(), "Failed to fetch http://x/InRelease  Could not connect");
        assert_eq!(update_problem("W: harmless\n"), None);
    }

    #[test]
    fn depends() {
        let text = "\
libstd-rust-1.97
  Depends: libc6
  Depends: <virtual>
libc6
libc6:i386
<virtual>
    libreal
libgcc-s1
libc6
";
        assert_eq!(parse_depends(text), ["libc6", "libgcc-s1", "libstd-rust-1.97"]);
    }

    #[test]
    fn mirrors() {
        let deb822 = "Types: deb\n# http://snapshot.debian.org/archive\nURIs: http://deb.debian.org/debian-security\n\n\
                      Types: deb\nURIs: http://mirror.example.org/pub/debian/\nSuites: bookworm\n";
        let list = "# deb http://old/debian x main\ndeb [arch=amd64 signed-by=/k.gpg] https://a.example/apt stable main\n\
                    deb-src http://src.example/debian x main\ndeb http://b.example/debian bookworm main\n";
        assert_eq!(
            parse_sources(deb822),
            ["http://deb.debian.org/debian-security", "http://mirror.example.org/pub/debian/"]
        );
        assert_eq!(parse_sources(list), ["https://a.example/apt", "http://b.example/debian"]);
        assert_eq!(choose_mirror(parse_sources(deb822)).unwrap(), "http://mirror.example.org/pub/debian/");
        assert_eq!(choose_mirror(parse_sources(list)).unwrap(), "http://b.example/debian");
        assert_eq!(choose_mirror(["http://archive.ubuntu.com/ubuntu".to_owned()]), None);
    }
}
