//! Uses the plugin's own folders until that fails.

use crate::told;
use imjoy_sdk::{Record, record};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};

/// Bytes of one write.
const PIECE: usize = 4096;

/// Writes to a file until that fails.
pub fn fill(path: &str) -> Record {
    let mut written = 0u64;
    let mut filling = || -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        loop {
            file.write_all(&[7; PIECE])?;
            written += PIECE as u64;
        }
    };
    let end = told(filling().map(|()| String::new()));
    record! { "done": written, "end": end }
}

/// Makes files, folders or links to a file in a folder until that fails.
pub fn make_many(kind: &str, folder: &str, most: u32) -> Record {
    let mut made = 0u32;
    let mut making = || -> io::Result<()> {
        while made < most {
            let path = format!("{folder}/{kind}-{made}");
            match kind {
                "folder" => std::fs::create_dir(path)?,
                "link" if made > 0 => std::fs::hard_link(format!("{folder}/link-0"), path)?,
                _ => drop(File::create_new(path)?),
            }
            made += 1;
        }
        Ok(())
    };
    let end = told(making().map(|()| String::new()));
    record! { "done": made, "end": end }
}

/// Makes files, removes each and keeps it open, until that fails.
pub fn without_names(folder: &str, bytes: u32, most: u32) -> (Vec<File>, Record) {
    let mut files = Vec::new();
    let mut keeping = || -> io::Result<()> {
        for _ in 0..most {
            let path = format!("{folder}/removed");
            let mut file = File::create(&path)?;
            std::fs::remove_file(&path)?;
            file.write_all(&vec![7; bytes as usize])?;
            files.push(file);
        }
        Ok(())
    };
    let end = told(keeping().map(|()| String::new()));
    let record = record! { "done": files.len() as u32, "end": end };
    (files, record)
}
