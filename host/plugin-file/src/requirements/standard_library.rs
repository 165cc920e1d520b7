//! Names of Python's standard library.

/// Whether a package of this name need not be installed: it is a module of the standard library
/// (packages of the same name are ports of it to older versions), part of Python itself, or the
/// API of ImJoy, which the host gives.
pub(super) fn is_provided(package: &str) -> bool {
    let package = package.to_ascii_lowercase().replace('-', "_");
    GIVEN.contains(&package.as_str()) || STANDARD_LIBRARY.split_ascii_whitespace().any(|module| module == package)
}

/// What is there without being a module of the standard library.
const GIVEN: [&str; 7] = ["python", "pip", "setuptools", "wheel", "conda", "imjoy", "imjoy_rpc"];

/// The modules of CPython that a plugin may import, in small letters. Those that cannot be had in a
/// sandbox (`imjoy_runtime/modules/refused.py`) are not among them.
const STANDARD_LIBRARY: &str = "
    abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
    builtins cprofile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys
    compileall concurrent configparser contextlib contextvars copy copyreg crypt csv dataclasses
    datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler
    filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob
    graphlib grp gzip hashlib heapq hmac html http imaplib imghdr imp importlib inspect io ipaddress
    itertools json keyword linecache locale logging mailbox mailcap marshal math mimetypes modulefinder
    netrc nis nntplib ntpath numbers opcode operator optparse os ossaudiodev pathlib pdb pickle
    pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pwd
    py_compile pyclbr pydoc pyexpat queue quopri random re readline reprlib rlcompleter runpy sched
    secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver
    spwd sre_compile sre_constants sre_parse stat statistics string stringprep struct subprocess sunau
    symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time
    timeit token tokenize tomllib trace traceback tracemalloc tty types typing unicodedata unittest
    urllib uu uuid venv warnings wave weakref wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib
    zoneinfo
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_library_is_there() {
        for package in ["json", "asyncio", "dataclasses", "zoneinfo", "imjoy", "imjoy-rpc", "IMJOY_RPC", "python"] {
            assert!(is_provided(package), "{package}");
        }
        for package in ["numpy", "js", "", "jso", "json5", "sqlite3", "multiprocessing"] {
            assert!(!is_provided(package), "{package}");
        }
    }
}
