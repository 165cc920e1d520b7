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

/// The modules of CPython that a plugin may import.
const STANDARD_LIBRARY: &str = "
    abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
    builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys
    compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
    dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno
    faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt
    getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imghdr imp importlib
    inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox mailcap marshal
    math mimetypes mmap modulefinder multiprocessing netrc nis nntplib ntpath numbers opcode operator
    optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix
    posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pyexpat queue quopri random re
    readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil
    signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants
    sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig
    syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time timeit tkinter token
    tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uu
    uuid venv warnings wave weakref webbrowser wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib
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
        for package in ["numpy", "js", "", "jso", "json5"] {
            assert!(!is_provided(package), "{package}");
        }
    }
}
