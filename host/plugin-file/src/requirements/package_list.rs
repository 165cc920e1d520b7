//! Lists of packages as `pip install` and `conda install` take them.

/// Options of pip and conda that have a value after them.
const WITH_VALUE: [&str; 16] = [
    "-c",
    "--channel",
    "-n",
    "--name",
    "-p",
    "--prefix",
    "-f",
    "--find-links",
    "--file",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-r",
    "--requirement",
    "--constraint",
    "--target",
];

/// A package of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Package<'text> {
    /// Name without version, channel and extras, or the URL.
    pub name: &'text str,
    /// What follows the name, such as `==1.0`.
    pub version: &'text str,
}

/// The packages of a list, without options.
pub(super) fn packages(list: &str) -> Vec<Package<'_>> {
    let mut packages = Vec::new();
    let mut words = list.split_whitespace();
    while let Some(word) = words.next() {
        if word.starts_with('-') {
            if WITH_VALUE.contains(&word) {
                words.next();
            }
            continue;
        }
        let word = word.trim_matches(['"', '\'', ',']);
        if word.contains("://") {
            packages.push(Package { name: word, version: "" });
            continue;
        }
        // `numpy >= 1.0`: the version is no package.
        if word.starts_with(is_after_name) {
            if word.chars().all(is_after_name) {
                words.next();
            }
            continue;
        }
        let word = word.rsplit_once("::").map_or(word, |(_, name)| name);
        let (name, version) =
            word.split_at_checked(word.find(is_after_name).unwrap_or(word.len())).unwrap_or((word, ""));
        if !name.is_empty() {
            packages.push(Package { name, version });
        }
    }
    packages
}

fn is_after_name(character: char) -> bool {
    matches!(character, '=' | '<' | '>' | '!' | '~' | ';' | '[' | '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_without_versions_and_options() {
        for (list, names) in [
            ("numpy", vec!["numpy"]),
            ("numpy==1.15.0", vec!["numpy"]),
            ("numpy >= 1.0 scipy", vec!["numpy", "scipy"]),
            ("numpy >=1.0 scipy", vec!["numpy", "scipy"]),
            ("-U tensorflow==1.15.0 keras", vec!["tensorflow", "keras"]),
            ("-c pytorch six pillow=6.1", vec!["six", "pillow"]),
            ("h5py bioconda::pybedtools", vec!["h5py", "pybedtools"]),
            ("-r requirements.txt", vec![]),
            ("'imageio[ffmpeg]' \"x~=1\"", vec!["imageio", "x"]),
            ("git+https://github.com/a/b.git@c", vec!["git+https://github.com/a/b.git@c"]),
            ("", vec![]),
        ] {
            assert_eq!(packages(list).iter().map(|package| package.name).collect::<Vec<_>>(), names, "{list}");
        }
        assert_eq!(packages("python=3.6"), [Package { name: "python", version: "=3.6" }]);
    }
}
