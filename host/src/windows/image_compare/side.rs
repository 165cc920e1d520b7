//! One side of a comparison: from a window's data to a layer.

use super::layer::Layer;
use crate::windows::image::job::{self, is_long};
use crate::windows::image::picture::Picture;
use crate::windows::image::source::{self, Source};
use crate::windows::image::statistics::{Statistics, statistics};
use crate::windows::task::{Progress, Task};
use crate::windows::text;
use egui::Context;
use imjoy_engine::value::Value;
use std::sync::Arc;

const NAME_CHARACTERS: usize = 60;

type Prepared = Result<(Picture, Statistics), String>;

/// One side.
pub struct Side {
    /// What it is called.
    pub name: String,
    /// The picture, once it is read.
    pub layer: Option<Layer>,
    /// Why there is none.
    pub problem: Option<String>,
    source: Result<Source, String>,
    is_new: bool,
    preparing: Option<Task<Prepared>>,
    /// Counts the pictures that were read.
    pub version: u64,
}

impl Side {
    /// A side of a comparison: the field `field` of the data, called `default` if it has no
    /// name.
    pub fn new(data: &Value, field: &str, default: &str) -> Self {
        let mut side = Self {
            name: String::new(),
            layer: None,
            problem: None,
            source: Err(String::new()),
            is_new: true,
            preparing: None,
            version: 0,
        };
        side.set_data(data, field, default);
        side
    }

    /// Replaces the picture; the former one stays until the new one is read.
    pub fn set_data(&mut self, data: &Value, field: &str, default: &str) {
        let value = data.field(field);
        let name = data.field(&format!("{field}_name")).or_else(|| value.and_then(|value| value.field("name")));
        let name = name.and_then(Value::as_text).or(match value.map(|value| value.field("src").unwrap_or(value)) {
            Some(Value::File(file)) => file.name.as_deref(),
            _ => None,
        });
        let name = text::line(name.unwrap_or(default), NAME_CHARACTERS);
        self.name = if name.is_empty() { default.to_owned() } else { name };
        self.source = match value {
            Some(value) => source::find(value).map_err(|sentence| format!("{}: {sentence}", self.name)),
            None => Err(format!("The data have no field {field}. Send {{first: an image, second: an image}}")),
        };
        self.is_new = true;
    }

    /// Whether the picture is being read.
    pub fn is_waiting(&self) -> bool {
        self.preparing.is_some()
    }

    /// Takes what the task has read and starts the next one. Never waits.
    pub fn work(&mut self, context: &Context) {
        if let Some(task) = &self.preparing {
            match task.poll() {
                Progress::Running => {}
                Progress::Done(prepared) => {
                    self.preparing = None;
                    self.install(prepared);
                }
                Progress::Lost => {
                    self.preparing = None;
                    self.install(Err("its decoder failed. Save it anew, for example as PNG".to_owned()));
                }
            }
        }
        if !self.is_new || self.preparing.is_some() {
            return;
        }
        self.is_new = false;
        match self.source.clone() {
            Err(sentence) => {
                self.layer = None;
                self.problem = Some(sentence);
            }
            Ok(source) if is_long(&source) => match Task::start(context, move || prepare(&source)) {
                Ok(task) => self.preparing = Some(task),
                Err(sentence) => self.problem = Some(sentence),
            },
            Ok(source) => self.install(prepare(&source)),
        }
    }

    fn install(&mut self, prepared: Prepared) {
        match prepared {
            Err(sentence) => {
                self.layer = None;
                self.problem = Some(format!("{}: {sentence}", self.name));
            }
            Ok((picture, statistics)) => {
                self.problem = None;
                self.version += 1;
                let (picture, statistics) = (Arc::new(picture), Arc::new(statistics));
                match &mut self.layer {
                    Some(layer) => layer.replace(picture, statistics),
                    None => self.layer = Some(Layer::new(picture, statistics)),
                }
            }
        }
    }
}

fn prepare(source: &Source) -> Prepared {
    let picture = Picture::new(&job::array(source)?)?;
    let statistics = statistics(&picture);
    Ok((picture, statistics))
}
