//! Which C compiler the guests get: [`CCompiler::find`].

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::debian_clang;
use super::unpacked_program::quote;
use crate::process::run;
use crate::{Error, Output, TARGET, environment};

/// A clang that compiles and links C for `wasm32-wasip2`, with a C library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CCompiler {
    clang: PathBuf,
    flags: Vec<String>,
}

/// The variable that names a wasi-sdk.
const WASI_SDK: &str = "WASI_SDK_PATH";

/// Where systems keep a wasi-libc that their clang does not find by itself: Debian, Arch, Homebrew.
const SYSROOTS: [&str; 4] =
    ["/usr", "/usr/share/wasi-sysroot", "/opt/homebrew/share/wasi-sysroot", "/usr/local/share/wasi-sysroot"];

/// What the compiler must be able to do: the C library, its mathematics, and the functions that the compiler calls
/// itself (those of `long double`).
const PROBE: &str = "#include <math.h>\n#include <stdlib.h>\n\
                     __attribute__((export_name(\"probe\"))) int probe(int n) {\n\
                     long double *x = malloc(sizeof *x); *x = n * 1.5L; return (int)(*x + sin(n));\n}\n";

impl CCompiler {
    /// Finds the C compiler for guests; prepares it in `folder` if it must.
    ///
    /// 1. That of the wasi-sdk which the variable `WASI_SDK_PATH` names.
    /// 2. The `clang` of PATH, if it compiles for `wasm32-wasip2` and finds a wasi-libc.
    /// 3. What an earlier call left in `folder`.
    /// 4. Debian's packages (about 60 MB, once), unpacked into `folder`, as
    ///    [`Toolchain::find`](crate::Toolchain::find) does it for Rust.
    ///
    /// # Errors
    ///
    /// [`Error::WasiSdk`] when the variable names no compiler that works, [`Error::NoCCompiler`] when every way is
    /// closed.
    pub fn find(folder: &Path, output: &mut Output<'_>) -> Result<Self, Error> {
        if let Some(sdk) = env::var_os(WASI_SDK) {
            let compiler = Self::new(Path::new(&sdk).join("bin/clang"), Vec::new());
            let reason = |reason| Error::WasiSdk { path: PathBuf::from(sdk), reason: Box::new(reason) };
            return compiler.probe().map_err(reason).map(|()| compiler);
        }
        if let Some(compiler) = Self::installed() {
            return Ok(compiler);
        }
        let folder = std::path::absolute(folder).map_err(Error::file("find the folder", folder))?;
        let (compiler, _) = debian_clang::ensure(&folder, output).map_err(|reason| Error::NoCCompiler { reason })?;
        Ok(compiler)
    }

    pub(crate) fn new(clang: PathBuf, flags: Vec<String>) -> Self {
        Self { clang, flags }
    }

    /// The compiler.
    #[must_use]
    pub fn clang(&self) -> &Path {
        &self.clang
    }

    /// A command that compiles one C file; the file, the flags of its own and the output are to be added.
    #[must_use]
    pub fn compile(&self) -> Command {
        let mut command = Command::new(&self.clang);
        environment::clean(&mut command);
        command.arg(format!("--target={TARGET}")).args(&self.flags).arg("-c");
        command
    }

    /// A command that links object files to a core module, which is a library; the files and the output are to be
    /// added.
    #[must_use]
    pub fn link(&self) -> Command {
        let mut command = Command::new(&self.clang);
        environment::clean(&mut command);
        // Without the last, clang calls the linker for components, which would have to be told the world.
        command.arg(format!("--target={TARGET}")).args(&self.flags).args(["-mexec-model=reactor", "-fuse-ld=lld"]);
        command
    }

    /// The variables by which the crate `cc` in a package's build script takes this compiler, with flags in addition.
    #[must_use]
    pub fn variables(&self, flags: &[String]) -> Vec<(String, OsString)> {
        let target = TARGET.replace('-', "_");
        let words: Vec<String> = self.flags.iter().chain(flags).map(|flag| quote(flag)).collect();
        vec![
            (format!("CC_{target}"), self.clang.clone().into_os_string()),
            (format!("AR_{target}"), self.archiver()),
            (format!("CFLAGS_{target}"), OsString::from(words.join(" "))),
            // Without it the flags are split at every space.
            ("CC_SHELL_ESCAPED_FLAGS".to_owned(), OsString::from("1")),
        ]
    }

    /// Compiles and links a small program.
    ///
    /// # Errors
    ///
    /// [`Error::Start`] and [`Error::Program`] with the compiler's words; [`Error::File`].
    pub(crate) fn probe(&self) -> Result<(), Error> {
        let folder = tempfile::tempdir().map_err(Error::file("make a folder in", &env::temp_dir()))?;
        let source = folder.path().join("probe.c");
        fs::write(&source, PROBE).map_err(Error::file("write", &source))?;
        run(self.compile().current_dir(&folder).args(["probe.c", "-o", "probe.o"]))?;
        run(self.link().current_dir(&folder).args(["probe.o", "-o", "probe.wasm"])).map(drop)
    }

    /// The clang of PATH with the first sysroot with which it works.
    fn installed() -> Option<Self> {
        let clang = find_program("clang", &env::var_os("PATH")?)?;
        let places = SYSROOTS.iter().filter(|root| Path::new(root).join("include").join(TARGET).is_dir());
        let sysroots = places.map(|root| vec![format!("--sysroot={root}")]);
        std::iter::once(Vec::new())
            .chain(sysroots)
            .map(|flags| Self::new(clang.clone(), flags))
            .find(|compiler| compiler.probe().is_ok())
    }

    /// The program that makes archives: LLVM's, which knows wasm, else the system's; Rust adds the index that this
    /// leaves out.
    fn archiver(&self) -> OsString {
        let beside = self.clang.with_file_name("llvm-ar");
        if beside.is_file() {
            return beside.into_os_string();
        }
        let path = env::var_os("PATH").unwrap_or_default();
        find_program("llvm-ar", &path).map_or_else(|| OsString::from("ar"), PathBuf::into_os_string)
    }
}

/// The first program of this name in the folders of PATH.
fn find_program(name: &str, path: &OsStr) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_name_the_target_and_keep_spaces() {
        let compiler = CCompiler::new("/my tools/clang".into(), vec!["--sysroot=/my tools/wasi".into()]);
        let variables = compiler.variables(&["-U__wasi__".to_owned()]);
        let get = |wanted: &str| variables.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        assert_eq!(get("CC_wasm32_wasip2").unwrap(), "/my tools/clang");
        assert_eq!(get("CFLAGS_wasm32_wasip2").unwrap(), "'--sysroot=/my tools/wasi' '-U__wasi__'");
        assert_eq!(get("CC_SHELL_ESCAPED_FLAGS").unwrap(), "1");
        assert!(!get("AR_wasm32_wasip2").unwrap().is_empty());
    }

    #[test]
    fn archiver_beside_the_compiler_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let archiver = folder.path().join("llvm-ar");
        let compiler = CCompiler::new(folder.path().join("clang"), Vec::new());
        assert_ne!(compiler.archiver(), archiver);
        fs::write(&archiver, "").unwrap();
        assert_eq!(compiler.archiver(), archiver);
    }

    #[test]
    fn programs_are_found_in_order_of_path() {
        let folder = tempfile::tempdir().unwrap();
        let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
        let path = env::join_paths([&a, &b]).unwrap();
        assert_eq!(find_program("clang", &path), None);
        let name = format!("clang{}", env::consts::EXE_SUFFIX);
        for place in [&b, &a] {
            fs::create_dir_all(place).unwrap();
            fs::write(place.join(&name), "").unwrap();
            assert_eq!(find_program("clang", &path), Some(place.join(&name)));
        }
    }

    #[test]
    #[cfg(unix)]
    fn compiler_that_does_not_know_the_target_says_why() {
        let error = CCompiler::new("/bin/false".into(), Vec::new()).probe().unwrap_err();
        assert!(error.to_string().contains("/bin/false"), "{error}");
        let missing = CCompiler::new("/nowhere/clang".into(), Vec::new()).probe().unwrap_err();
        assert!(missing.to_string().contains("/nowhere/clang"), "{missing}");
    }
}
