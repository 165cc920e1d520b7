//! Uses the files of the user in every way that the API has. What a test asks for is done
//! as it is; whether it is allowed is the host's affair.

use imjoy_sdk::bindings::imjoy::plugin::dialogs as raw;
use imjoy_sdk::{Error, File, FileUrlOptions, GrantedFile, Record, Value, WindowOptions, api, join_all, record};
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

    pub async fn export_many(&self, count: u32) -> Record {
        counted(join_all((0..count).map(|_| api::export_file("x", None)).collect::<Vec<_>>()).await)
    }

    pub async fn show_image(&self, source: String) -> Result<(), Error> {
        let options = WindowOptions::new("imjoy/image").data(record! { "src": source });
        api::create_window(options).await.map(|_| ())
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
