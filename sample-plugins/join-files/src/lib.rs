//! `api::start_export`: saves a file that is made in pieces.

use imjoy_sdk::{Context, Error, FileDialog, api};

#[derive(Default)]
struct JoinFiles;

/// # join-files
///
/// Choose some files and save them as one, each under its name or one right behind the
/// other. Their contents go from file to file in the host; they may be as large as you like.
/// Only when all is written the new file appears.
///
/// ```rust
/// let writer = api::start_export(Some("joined.txt"), None).await?;
/// writer.write("a line\n").await?;
/// writer.write_buffer(&file.load().await?).await?;
/// writer.finish().await?;
/// ```
#[imjoy_sdk::plugin(
    icon = "🔗",
    labels = ["API example"],
    ui = "Join files {id: 'headings', type: 'choose', options: ['with their names', 'as they are'], \
          placeholder: 'with their names'}"
)]
impl JoinFiles {
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let headings: String = my.config.get_or("headings", "with their names".to_owned())?;
        match join(headings == "with their names").await {
            Err(Error::Cancelled(_)) => {
                api::show_status("Nothing was joined");
                Ok(())
            }
            done => done,
        }
    }
}

async fn join(has_headings: bool) -> Result<(), Error> {
    let paths = api::show_file_dialog(FileDialog::new().title("Which files shall be joined?").multiple()).await?;
    let mut files = Vec::new();
    let mut size = 0;
    for path in &paths {
        let file = api::open_path(path).await?;
        let heading = if has_headings { format!("==> {} <==\n", file.name()) } else { String::new() };
        size += heading.len() as u64 + file.metadata().await?.size;
        files.push((heading, file));
    }
    let writer = api::start_export(Some("joined.txt"), Some(size)).await?;
    for (heading, file) in &files {
        writer.write(heading.as_str()).await?;
        // The contents stay in the host; the plugin passes them on.
        writer.write_buffer(&file.load().await?).await?;
    }
    writer.finish().await?;
    api::show_status(format!("Files joined: {}", files.len()));
    Ok(())
}
