//! Tries to reach files that are not its own, and to use more of the disk than it may. What
//! a test asks for is done as it is, and how it ends is told.

mod own_disk;
mod raw;

use imjoy_sdk::{Error, FileDialog, Record, api, record};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, ReadDir};
use std::io::{self, Read, Seek, Write};

/// What is kept open between two calls.
#[derive(Default)]
struct FileAttacks {
    files: RefCell<Vec<File>>,
    listing: RefCell<Option<ReadDir>>,
}

#[imjoy_sdk::plugin(runnable = false)]
impl FileAttacks {
    pub fn ping(&self) -> String {
        "pong".to_owned()
    }

    /// Lets the user choose a folder.
    pub async fn choose_folder(&self, writes: bool) -> Result<Vec<String>, Error> {
        let dialog = FileDialog::new().directory();
        api::show_file_dialog(if writes { dialog.read_write() } else { dialog }).await
    }

    /// Uses the standard library on a path, and on a second one where the operation has two.
    pub fn attempt(&self, operation: String, path: String, other: Option<String>) -> String {
        told(attempt(&operation, &path, &other.unwrap_or_default()))
    }

    /// As `attempt`, without the standard library: `folder` is the guest's path of a
    /// preopened folder, in which the paths begin.
    pub fn attempt_raw(
        &self,
        operation: String,
        folder: String,
        path: String,
        other_folder: Option<String>,
        other: Option<String>,
    ) -> String {
        let other = (other_folder.unwrap_or_else(|| folder.clone()), other.unwrap_or_default());
        match raw::attempt(&operation, (&folder, &path), (&other.0, &other.1)) {
            Ok(text) => text,
            Err(code) => format!("error: {}", code.name()),
        }
    }

    /// The folders that there are.
    pub fn folders(&self) -> Vec<String> {
        raw::folders()
    }

    /// What there is besides files.
    pub fn surroundings(&self) -> Vec<String> {
        let variables = std::env::vars().map(|(name, _)| name);
        let input = io::read_to_string(io::stdin()).unwrap_or_default();
        std::env::args().chain(variables).chain((!input.is_empty()).then_some(input)).collect()
    }

    /// Opens a path again and again, and tells how it ended in all ways that there were.
    pub fn open_again(&self, path: String, count: u32) -> Vec<String> {
        let ends: BTreeSet<String> = (0..count).map(|_| told(attempt("read", &path, ""))).collect();
        ends.into_iter().collect()
    }

    /// Opens a file to read and to write and begins to list its folder; all stays open.
    pub fn hold(&self, folder: String, name: String) -> String {
        let holding = || -> io::Result<String> {
            let path = format!("{folder}/{name}");
            let mut reading = File::open(&path)?;
            let mut byte = [0];
            reading.read_exact(&mut byte)?;
            let mut files = vec![reading];
            if let Ok(mut writing) = OpenOptions::new().append(true).open(&path) {
                writing.write_all(b"+")?;
                files.push(writing);
            }
            self.files.borrow_mut().append(&mut files);
            *self.listing.borrow_mut() = Some(std::fs::read_dir(&folder)?);
            Ok(String::new())
        };
        told(holding())
    }

    /// Uses all that is held.
    pub fn use_held(&self) -> Vec<String> {
        let mut ends = Vec::new();
        for mut file in self.files.borrow().iter() {
            let mut byte = [0];
            ends.push(told(file.read(&mut byte).map(|_| String::new())));
            ends.push(told(file.write(b"+").map(|_| String::new())));
            ends.push(told(file.metadata().map(|_| String::new())));
            ends.push(told(file.set_len(1).map(|()| String::new())));
        }
        if let Some(listing) = self.listing.borrow_mut().as_mut() {
            ends.extend(listing.next().map(|entry| told(entry.map(|_| String::new()))));
        }
        ends
    }

    /// Reads a file from start to end until that fails.
    pub fn read_for_ever(&self, path: String) -> Result<String, Error> {
        let mut file = File::open(path)?;
        let mut bytes = vec![0; 64 * 1024];
        let mut rounds = 0u32;
        loop {
            match file.read(&mut bytes) {
                Ok(0) => {
                    file.rewind()?;
                    rounds += 1;
                    if rounds == 3 {
                        api::show_status("reading");
                    }
                }
                Ok(_) => {}
                Err(error) => return Ok(told(Err(error))),
            }
        }
    }

    /// Writes to a file until that fails.
    pub fn fill(&self, path: String) -> Record {
        own_disk::fill(&path)
    }

    /// Makes things of a kind in a folder until that fails.
    pub fn make_many(&self, kind: String, folder: String, most: u32) -> Record {
        own_disk::make_many(&kind, &folder, most)
    }

    /// Makes files of `bytes`, removes each and keeps it open, until that fails.
    pub fn keep_without_names(&self, folder: String, bytes: u32, most: u32) -> Record {
        let (mut files, record) = own_disk::without_names(&folder, bytes, most);
        self.files.borrow_mut().append(&mut files);
        record
    }

    /// Opens a file until that fails; all stay open.
    pub fn open_many(&self, path: String, most: u32) -> Record {
        let mut opened = 0u32;
        while opened < most {
            match File::open(&path) {
                Ok(file) => self.files.borrow_mut().push(file),
                Err(error) => return record! { "done": opened, "end": told(Err(error)) },
            }
            opened += 1;
        }
        record! { "done": opened, "end": "ok" }
    }

    /// Opens what the standard library has no function for until that fails.
    pub fn open_many_raw(&self, kind: String, folder: String, path: String, most: u32) -> Record {
        let (done, end) = raw::open_many(&kind, &folder, &path, most);
        record! { "done": done, "end": end }
    }

    /// Closes what is held.
    pub fn let_go(&self) {
        self.files.borrow_mut().clear();
        self.listing.borrow_mut().take();
    }
}

/// One operation of the standard library.
fn attempt(operation: &str, path: &str, other: &str) -> io::Result<String> {
    let nothing = |()| String::new();
    match operation {
        "read" => std::fs::read_to_string(path),
        "open" => File::open(path).map(|_| String::new()),
        "open-write" => OpenOptions::new().write(true).open(path).map(|_| String::new()),
        "write" => std::fs::write(path, "written").map(nothing),
        "append" => OpenOptions::new().append(true).open(path)?.write_all(b"more").map(nothing),
        "create" => File::create_new(path).map(|_| String::new()),
        "truncate" => OpenOptions::new().write(true).truncate(true).open(path).map(|_| String::new()),
        "set-size" => {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
            file.set_len(other.parse().map_err(io::Error::other)?).map(nothing)
        }
        "list" => {
            let mut names = Vec::new();
            for entry in std::fs::read_dir(path)? {
                names.push(entry?.file_name().to_string_lossy().into_owned());
            }
            names.sort();
            Ok(names.join(" "))
        }
        "size" => std::fs::metadata(path).map(|metadata| metadata.len().to_string()),
        "modified" => Ok(format!("{:?}", std::fs::metadata(path)?.modified())),
        "look" => std::fs::symlink_metadata(path).map(|_| String::new()),
        "make-folder" => std::fs::create_dir(path).map(nothing),
        "remove-folder" => std::fs::remove_dir(path).map(nothing),
        "remove" => std::fs::remove_file(path).map(nothing),
        "rename" => std::fs::rename(path, other).map(nothing),
        "link" => std::fs::hard_link(path, other).map(nothing),
        "copy" => std::fs::copy(path, other).map(|bytes| bytes.to_string()),
        _ => Err(io::Error::other("no such operation")),
    }
}

/// `ok: …`, or the kind of an error. The C library makes an I/O error, which Rust has no
/// kind for, of whatever a stream has failed with.
fn told(result: io::Result<String>) -> String {
    const IO_ERROR: i32 = 29;
    match result {
        Ok(text) => format!("ok: {text}"),
        Err(error) if error.raw_os_error() == Some(IO_ERROR) => "error: I/O".to_owned(),
        Err(error) => format!("error: {:?}", error.kind()),
    }
}
