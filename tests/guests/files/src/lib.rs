//! Uses the files of the user in every way that the API has. What a test asks for is done
//! as it is; whether it is allowed is the host's affair.

use imjoy_sdk::bindings::imjoy::plugin::{dialogs as raw, files as raw_files};
use imjoy_sdk::{
    Bytes, Error, File, FileUrlOptions, GrantedFile, Record, Value, WindowOptions, api, join_all, record, try_join_all,
};
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Files {
    held: RefCell<Option<Rc<GrantedFile>>>,
}

#[imjoy_sdk::plugin(runnable = false)]
impl Files {
    pub async fn open_url(&self, url: String) -> Result<(), Error> {
        api::open_url(&url).await
    }

    /// Opens a URL many times at once and counts how that ended.
    pub async fn open_urls(&self, url: String, count: u32) -> Record {
        counted(join_all((0..count).map(|_| api::open_url(&url)).collect::<Vec<_>>()).await)
    }

    /// The names chosen, and whether the result was a list.
    pub async fn choose(&self, options: Record) -> Result<Record, Error> {
        let text = |field: &str| options.get(field).and_then(Value::as_str).map(str::to_string);
        let options = raw::FileDialog {
            file_type: match text("type").as_deref() {
                Some("directory") => raw::FileDialogType::Directory,
                Some("any") => raw::FileDialogType::Any,
                _ => raw::FileDialogType::File,
            },
            title: text("title"),
            root: text("root"),
            mode: match text("mode").as_deref() {
                Some("multiple") => raw::FileDialogMode::Multiple,
                Some("single|multiple") => raw::FileDialogMode::SingleOrMultiple,
                _ => raw::FileDialogMode::Single,
            },
            uri_type: text("uri_type").map(|uri| if uri == "url" { raw::UriType::Url } else { raw::UriType::Path }),
            access: text("access").map(|access| match access.as_str() {
                "read-write" => raw::FileAccess::ReadWrite,
                _ => raw::FileAccess::Read,
            }),
        };
        let chosen = raw::show_file_dialog(options).await.map_err(wire)?;
        let is_list = matches!(chosen.nodes.first(), Some(imjoy_sdk::bindings::imjoy::plugin::types::Node::List(_)));
        let mut rest = chosen.text.as_str();
        let mut names: Vec<Value> = Vec::new();
        for node in &chosen.nodes {
            if let imjoy_sdk::bindings::imjoy::plugin::types::Node::Text(length) = node {
                let (name, after) = rest.split_at(*length as usize);
                names.push(name.into());
                rest = after;
            }
        }
        Ok(record! { "is_list": is_list, "names": Value::List(names) })
    }

    pub async fn get_file_url(&self, path: String) -> Result<String, Error> {
        api::get_file_url(path).await
    }

    pub async fn get_file_url_with(
        &self,
        path: String,
        password: Option<String>,
        headers: Vec<(String, String)>,
    ) -> Result<String, Error> {
        let mut options = FileUrlOptions::new(path);
        if let Some(password) = password {
            options = options.password(password);
        }
        for (name, value) in headers {
            options = options.header(name, value);
        }
        api::get_file_url(options).await
    }

    /// Asks for many URLs at once and counts how that ended.
    pub async fn get_file_urls(&self, path: String, count: u32) -> Record {
        let urls = (0..count).map(|number| api::get_file_url(format!("{path}{number}"))).collect::<Vec<_>>();
        counted(join_all(urls).await.into_iter().map(|url| url.map(|_| ())).collect())
    }

    /// Asks for many URLs of one file that differ in their password, one after the other.
    pub async fn get_many_urls(&self, path: String, count: u32) -> Result<u32, Error> {
        for number in 0..count {
            api::get_file_url(FileUrlOptions::new(&path).password(number.to_string())).await?;
        }
        Ok(count)
    }

    pub async fn get_file_path(&self, url: String) -> Result<String, Error> {
        api::get_file_path(&url).await
    }

    pub async fn read(&self, path: String, offset: u64, length: u32) -> Result<String, Error> {
        let bytes = api::open_path(&path).await?.read(offset, length).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The sum of a file's bytes, read in pieces and read as a buffer.
    pub async fn sums(&self, path: String) -> Result<Vec<u64>, Error> {
        let file = api::open_path(&path).await?;
        let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum();
        let whole = file.load().await?;
        Ok(vec![file.metadata().await?.size, sum(&file.read_to_end().await?), sum(whole.as_slice()?)])
    }

    pub async fn list(&self, path: String, below: String) -> Result<Vec<String>, Error> {
        let entries = api::open_folder(&path).await?.list(&below).await?;
        Ok(entries.into_iter().map(|entry| entry.name).collect())
    }

    pub async fn read_below(&self, folder: String, path: String) -> Result<String, Error> {
        let bytes = api::open_folder(&folder).await?.open(&path).await?.read_to_end().await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Bytes, their sum, and the number of pieces of a file that is read through.
    pub async fn pieces(&self, path: String) -> Result<Vec<u64>, Error> {
        let (mut length, mut sum, mut count) = (0, 0, 0);
        let mut pieces = api::open_path(&path).await?.pieces();
        while let Some(piece) = pieces.next().await? {
            length += piece.len() as u64;
            sum += piece.iter().map(|byte| u64::from(*byte)).sum::<u64>();
            count += 1;
        }
        Ok(vec![length, sum, count])
    }

    /// Reads a file through and counts its bytes.
    pub async fn read_through(&self, path: String) -> Result<u64, Error> {
        let mut length = 0;
        let mut pieces = api::open_path(&path).await?.pieces();
        while let Some(piece) = pieces.next().await? {
            length += piece.len() as u64;
        }
        Ok(length)
    }

    /// Reads a file through in pieces of `piece` bytes, one after the other, and counts its
    /// bytes.
    pub async fn read_one_by_one(&self, path: String, piece: u32) -> Result<u64, Error> {
        let file = api::open_path(&path).await?;
        let mut length = 0;
        loop {
            match file.read(length, piece).await?.len() as u64 {
                0 => return Ok(length),
                more => length += more,
            }
        }
    }

    /// Reads a file again and again until it fails.
    pub async fn read_on(&self, path: String) -> Result<(), Error> {
        let file = api::open_path(&path).await?;
        loop {
            file.read(0, u32::MAX).await?;
            api::show_status("under way");
        }
    }

    /// Reads a file through again and again until it fails.
    pub async fn pieces_on(&self, path: String) -> Result<(), Error> {
        let file = api::open_path(&path).await?;
        loop {
            let mut pieces = file.pieces();
            while pieces.next().await?.is_some() {
                api::show_status("under way");
            }
        }
    }

    /// The lengths of the first pieces of a file that is not read to its end, many times.
    pub async fn first_pieces(&self, path: String, count: u32) -> Result<u64, Error> {
        let file = api::open_path(&path).await?;
        let mut length = 0;
        for _ in 0..count {
            let piece = file.pieces().next().await?;
            length += piece.map_or(0, |piece| piece.len()) as u64;
        }
        Ok(length)
    }

    /// Writes into a file again and again until it fails.
    pub async fn write_on(&self, path: String) -> Result<(), Error> {
        let file = api::open_path(&path).await?;
        let bytes = Bytes::from(vec![9; 16 << 20]);
        loop {
            file.write_buffer(0, &bytes).await?;
            api::show_status("under way");
        }
    }

    pub async fn write(&self, path: String, offset: u64, text: String) -> Result<(), Error> {
        api::open_path(&path).await?.write(offset, text).await
    }

    /// Writes many bytes 7, which the host keeps.
    pub async fn write_buffer(&self, path: String, offset: u64, length: u32) -> Result<(), Error> {
        api::open_path(&path).await?.write_buffer(offset, &vec![7; length as usize].into()).await
    }

    pub async fn set_size(&self, path: String, size: u64) -> Result<(), Error> {
        api::open_path(&path).await?.set_size(size).await
    }

    pub async fn create_file(&self, folder: String, path: String, overwrite: bool, text: String) -> Result<(), Error> {
        api::open_folder(&folder).await?.create_file(&path, overwrite).await?.write(0, text).await
    }

    pub async fn create_folder(&self, folder: String, path: String) -> Result<String, Error> {
        Ok(api::open_folder(&folder).await?.create_folder(&path).await?.name())
    }

    pub async fn remove(&self, folder: String, path: String) -> Result<(), Error> {
        api::open_folder(&folder).await?.remove(&path).await
    }

    pub async fn rename(&self, folder: String, path: String, to: String, overwrite: bool) -> Result<(), Error> {
        api::open_folder(&folder).await?.rename(&path, &to, overwrite).await
    }

    /// Reads a file by a handle to a folder in the folder.
    pub async fn read_in(&self, folder: String, inner: String, path: String) -> Result<String, Error> {
        let inner = api::open_folder(&folder).await?.folder(&inner).await?;
        Ok(String::from_utf8_lossy(&inner.open(&path).await?.read_to_end().await?).into_owned())
    }

    /// Opens a file many times, and again after all are closed; how that ended.
    pub async fn open_many(&self, path: String, count: u32) -> Record {
        let mut results = Vec::new();
        let mut files = Vec::new();
        for _ in 0..count {
            results.push(api::open_path(&path).await.map(|file| files.push(file)));
        }
        drop(files);
        let mut counted = counted(results);
        counted.insert("again", api::open_path(&path).await.is_ok());
        counted
    }

    /// Opens a file and keeps it open.
    pub async fn hold(&self, path: String) -> Result<(), Error> {
        let file = Rc::new(api::open_path(&path).await?);
        self.held.replace(Some(file));
        Ok(())
    }

    pub async fn read_held(&self) -> Result<String, Error> {
        let file = self.held.borrow().clone();
        let Some(file) = file else { return Err(Error::Failed("nothing is held".to_string())) };
        Ok(String::from_utf8_lossy(&file.read_to_end().await?).into_owned())
    }

    pub async fn export_text(&self, text: String, name: Option<String>) -> Result<(), Error> {
        api::export_file(text, name.as_deref()).await
    }

    pub async fn export_bytes(&self, length: u32, own_name: String) -> Result<(), Error> {
        let bytes = vec![7u8; length as usize];
        api::export_file(File::new(own_name, "application/octet-stream", bytes), None).await
    }

    /// Saves one file after the other, each with its name in it.
    pub async fn export_names(&self, names: Vec<String>) -> Result<(), Error> {
        for name in &names {
            api::export_file(name.as_str(), Some(name)).await?;
        }
        Ok(())
    }

    pub async fn export_granted(&self, path: String) -> Result<(), Error> {
        api::export_file(&api::open_path(&path).await?, None).await
    }

    pub async fn export_buffer(&self, length: u32) -> Result<(), Error> {
        api::export_file(Bytes::from(vec![6; length as usize]), Some("buffer.bin")).await
    }

    /// Saves a file in pieces, the first of them by handle, several at once.
    pub async fn export_pieces(&self, count: u32, length: u32, size: Option<u64>) -> Result<(), Error> {
        let writer = api::start_export(Some("pieces.bin"), size).await?;
        writer.write_buffer(&Bytes::from(vec![0; length as usize])).await?;
        let pieces = (1..count).map(|number| writer.write(vec![number as u8; length as usize]));
        try_join_all(pieces.collect::<Vec<_>>()).await?;
        writer.finish().await
    }

    /// Begins a file and then waits, or drops it.
    pub async fn export_unfinished(&self, waits: bool) -> Result<(), Error> {
        let writer = api::start_export(Some("unfinished.bin"), None).await?;
        writer.write("never finished").await?;
        api::show_status("begun");
        if waits {
            api::sleep(3600.0).await?;
        }
        drop(writer);
        Ok(())
    }

    /// Writes to a file that is finished.
    pub async fn export_finished_twice(&self) -> Result<(), Error> {
        let writer = raw_files::start_export(None, None).await.map_err(wire)?;
        writer.finish().await.map_err(wire)?;
        writer.write(b"more".to_vec()).await.map_err(wire)
    }

    pub async fn export_many(&self, count: u32) -> Record {
        counted(join_all((0..count).map(|_| api::export_file("x", None)).collect::<Vec<_>>()).await)
    }

    pub async fn show_image(&self, source: String) -> Result<(), Error> {
        let options = WindowOptions::new("imjoy/image").data(record! { "src": source });
        api::create_window(options).await.map(|_| ())
    }

    pub async fn show_other_image(&self, source: String) -> Result<(), Error> {
        let window = api::create_window(WindowOptions::new("imjoy/image")).await?;
        window.run(record! { "data": record! { "src": source } }).await.map(|_| ())
    }
}

/// How often something ended in which way.
fn counted(results: Vec<Result<(), Error>>) -> Record {
    let count =
        |is_meant: fn(&Result<(), Error>) -> bool| results.iter().filter(|result| is_meant(result)).count() as i64;
    record! {
        "done": count(|result| result.is_ok()),
        "denied": count(|result| matches!(result, Err(Error::Denied(_)))),
        "limit": count(|result| matches!(result, Err(Error::Limit(_)))),
        "cancelled": count(|result| matches!(result, Err(Error::Cancelled(_)))),
        "other": count(|result| matches!(
            result,
            Err(error) if !matches!(error, Error::Denied(_) | Error::Limit(_) | Error::Cancelled(_))
        )),
    }
}

fn wire(error: imjoy_sdk::bindings::imjoy::plugin::types::Error) -> Error {
    use imjoy_sdk::bindings::imjoy::plugin::types::Error as Wire;
    match error {
        Wire::Cancelled(text) => Error::Cancelled(text),
        Wire::Denied(text) => Error::Denied(text),
        Wire::Limit(text) => Error::Limit(text),
        Wire::Invalid(text) => Error::Invalid(text),
        Wire::NotFound(text) => Error::NotFound(text),
        Wire::Terminated(text) => Error::Terminated(text),
        Wire::Unavailable(text) => Error::Unavailable(text),
        Wire::Failed(text) => Error::Failed(text),
    }
}
