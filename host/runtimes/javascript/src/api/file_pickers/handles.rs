//! Handles of files and folders, and what is asked of them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use imjoy_sdk::{Error, ExportWriter, File, FileKind, GrantedFile, GrantedFolder, Value, language_runtime, record};
use rquickjs::{Ctx, Function, Object, Persistent};

use crate::errors::throw;
use crate::globals::blob_part;
use crate::glue;
use crate::handles::{self, Handle};
use crate::native::{self, Native};
use crate::plugin::Running;
use crate::promise::{self, Make};

type JsValue<'js> = rquickjs::Value<'js>;
type Result<'js> = rquickjs::Result<JsValue<'js>>;

/// The classes of handles, made when the first one comes.
#[derive(Default)]
pub(crate) struct Classes(OnceCell<Persistent<Object<'static>>>);

impl Classes {
    /// A function that makes an object of one of the classes.
    fn make<'js>(&self, running: Running, context: &Ctx<'js>, name: &str) -> rquickjs::Result<Function<'js>> {
        if let Some(classes) = self.0.get() {
            return classes.clone().restore(context)?.get(name);
        }
        const NATIVES: &[(&str, Native)] = &[
            ("contents", contents),
            ("size", size),
            ("write", write),
            ("setSize", set_size),
            ("append", append),
            ("finish", finish),
            ("list", list),
            ("file", file),
            ("folder", folder),
            ("remove", remove),
        ];
        let natives = Object::new(context.clone())?;
        for (name, function) in NATIVES {
            natives.set(*name, native::function(running, context, name, *function)?)?;
        }
        let classes: Function = glue::evaluate(context, "files", include_str!("handles.js"))?;
        let classes: Object = classes.call((natives,))?;
        let kept = Persistent::save(context, classes.clone());
        self.0.get_or_init(|| kept);
        classes.get(name)
    }
}

fn object<'js>(running: Running, context: &Ctx<'js>, class: &str, name: &str, handle: Handle) -> Result<'js> {
    let object: Object = running.file_handle_classes.make(running, context, class)?.call((name,))?;
    handles::put(running, &object, handle)?;
    Ok(object.into_value())
}

/// The handle of a file.
pub(super) fn file_object<'js>(running: Running, context: &Ctx<'js>, file: GrantedFile) -> Result<'js> {
    let name = file.name();
    object(running, context, "file", &name, Handle::File(file))
}

/// The handle of a folder.
pub(super) fn folder_object<'js>(running: Running, context: &Ctx<'js>, folder: GrantedFolder) -> Result<'js> {
    let name = folder.name();
    object(running, context, "folder", &name, Handle::Folder(Rc::new(folder)))
}

/// The handle of a file that is being saved.
pub(super) fn writer_object<'js>(
    running: Running,
    context: &Ctx<'js>,
    name: &str,
    writer: ExportWriter,
) -> Result<'js> {
    object(running, context, "saved", name, Handle::Writer(Rc::new(RefCell::new(Some(writer)))))
}

fn handle(running: Running, context: &Ctx<'_>, arguments: &[JsValue<'_>]) -> rquickjs::Result<Handle> {
    let object = arguments.first().and_then(|value| value.as_object());
    object
        .and_then(|object| handles::of(running, object))
        .ok_or_else(|| throw(running, context, Error::invalid("this is a function of a file or folder handle")))
}

fn file_of(running: Running, context: &Ctx<'_>, arguments: &[JsValue<'_>]) -> rquickjs::Result<GrantedFile> {
    match handle(running, context, arguments)? {
        Handle::File(file) => Ok(file),
        _ => Err(throw(running, context, Error::invalid("this is a function of a file handle"))),
    }
}

fn folder_of(running: Running, context: &Ctx<'_>, arguments: &[JsValue<'_>]) -> rquickjs::Result<Rc<GrantedFolder>> {
    match handle(running, context, arguments)? {
        Handle::Folder(folder) => Ok(folder),
        _ => Err(throw(running, context, Error::invalid("this is a function of a folder handle"))),
    }
}

fn number(arguments: &[JsValue<'_>], index: usize) -> u64 {
    arguments.get(index).and_then(|value| value.as_number()).unwrap_or_default() as u64
}

fn text(arguments: &[JsValue<'_>], index: usize) -> String {
    arguments.get(index).and_then(|value| value.as_string()?.to_string().ok()).unwrap_or_default()
}

fn flag(arguments: &[JsValue<'_>], index: usize) -> bool {
    arguments.get(index).and_then(|value| value.as_bool()).unwrap_or_default()
}

/// `contents(handle)`: a `File` whose bytes the host keeps until they are read.
fn contents<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let file = file_of(running, context, arguments)?;
    promise::of_work(running, context, async move { Ok(File::new(file.name(), "", file.load().await?).into()) })
}

/// `size(handle)`.
fn size<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let file = file_of(running, context, arguments)?;
    promise::of_work(running, context, async move { Ok(file.metadata().await?.size.into()) })
}

/// `write(handle, position, data)`.
fn write<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let file = file_of(running, context, arguments)?;
    let position = number(arguments, 1);
    let data = arguments.get(2).map(|data| blob_part(running, context, data)).transpose();
    let data = data.map_err(|error| throw(running, context, error))?.unwrap_or_default();
    promise::of_work(running, context, async move {
        let length = data.len();
        file.write(position, language_runtime::download(data)?).await?;
        Ok((length as u64).into())
    })
}

/// `setSize(handle, size)`.
fn set_size<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let file = file_of(running, context, arguments)?;
    let size = number(arguments, 1);
    promise::of_work(running, context, async move {
        file.set_size(size).await?;
        Ok(Value::Absent)
    })
}

type Writer = Rc<RefCell<Option<ExportWriter>>>;

fn writer_of(running: Running, context: &Ctx<'_>, arguments: &[JsValue<'_>]) -> rquickjs::Result<Writer> {
    match handle(running, context, arguments)? {
        Handle::Writer(writer) => Ok(writer),
        _ => Err(throw(running, context, Error::invalid("this is a function of a file that is being saved"))),
    }
}

fn finished() -> Error {
    Error::invalid("the file is written already, or another piece of it is being written")
}

/// `append(handle, data)`: one piece after the other; the stream sees to that.
fn append<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let kept = writer_of(running, context, arguments)?;
    let data = arguments.get(1).map(|data| blob_part(running, context, data)).transpose();
    let data = data.map_err(|error| throw(running, context, error))?.unwrap_or_default();
    promise::of_work(running, context, async move {
        let writer = kept.take().ok_or_else(finished)?;
        let length = data.len();
        let written = match language_runtime::download(data) {
            Ok(bytes) => writer.write(bytes).await,
            Err(error) => Err(error),
        };
        *kept.borrow_mut() = Some(writer);
        written?;
        Ok((length as u64).into())
    })
}

/// `finish(handle)`.
fn finish<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let kept = writer_of(running, context, arguments)?;
    promise::of_work(running, context, async move {
        kept.take().ok_or_else(finished)?.finish().await?;
        Ok(Value::Absent)
    })
}

/// `list(handle)`: records of `name` and `kind`.
fn list<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let folder = folder_of(running, context, arguments)?;
    promise::of_work(running, context, async move {
        let entries = folder.list("").await?;
        Ok(entries
            .into_iter()
            .map(|entry| {
                let kind = if entry.metadata.kind == FileKind::File { "file" } else { "directory" };
                record! { "name": entry.name, "kind": kind }
            })
            .collect())
    })
}

/// `file(handle, name, create)`: the handle of a file in the folder.
fn file<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let folder = folder_of(running, context, arguments)?;
    let (name, create) = (text(arguments, 1), flag(arguments, 2));
    promise::of_making(running, context, async move {
        let file = match folder.open(&name).await {
            Err(Error::NotFound(_)) if create => folder.create_file(&name, false).await?,
            opened => opened?,
        };
        let make: Make = Box::new(move |running, context| file_object(running, context, file));
        Ok(make)
    })
}

/// `folder(handle, name, create)`: the handle of a folder in the folder.
fn folder<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let folder = folder_of(running, context, arguments)?;
    let (name, create) = (text(arguments, 1), flag(arguments, 2));
    promise::of_making(running, context, async move {
        let inner = if create { folder.create_folder(&name).await? } else { folder.folder(&name).await? };
        let make: Make = Box::new(move |running, context| folder_object(running, context, inner));
        Ok(make)
    })
}

/// `remove(handle, name)`.
fn remove<'js>(running: Running, context: &Ctx<'js>, arguments: &[JsValue<'js>]) -> Result<'js> {
    let folder = folder_of(running, context, arguments)?;
    let name = text(arguments, 1);
    promise::of_work(running, context, async move {
        folder.remove(&name).await?;
        Ok(Value::Absent)
    })
}
