//! A plugin file and what it says.

use crate::bare_file;
use crate::blocks::{Block, BlockKind, split};
use crate::config::{choose, fields_of, name_of, tags_of, upgrade};
use crate::language::Language;
use crate::script_choice::choose_scripts;
use crate::selected::Selected;
use crate::text::{decode, shown};
use crate::{Fields, Json, PluginFileError};
use std::sync::Arc;

/// What kind of file a plugin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Elements such as `<config>` and `<script>`: `.imjoy.html`.
    Elements,
    /// One script and nothing else: `.js`, `.mjs` or `.py`.
    Script(Language),
}

impl FileKind {
    /// The kind of a file by its name; `None` for what is no plugin file.
    #[must_use]
    pub fn of(file_name: &str) -> Option<Self> {
        match extension(file_name)?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Elements),
            "js" | "mjs" => Some(Self::Script(Language::JavaScript)),
            "py" => Some(Self::Script(Language::Python)),
            _ => None,
        }
    }
}

/// A plugin file: its elements and its fields as written.
#[derive(Clone, Debug)]
pub struct PluginFile {
    file_name: String,
    kind: FileKind,
    blocks: Vec<Arc<Block>>,
    fields: Fields,
    docs: Option<String>,
    tags: Vec<String>,
}

impl PluginFile {
    /// Reads a plugin file. The name decides how: `.js`, `.mjs` and `.py` are one script, and any
    /// other file has elements. Only the last part of a path counts.
    ///
    /// # Errors
    ///
    /// The file exceeds a limit, or its `<config>` cannot be read or has no usable name.
    pub fn parse(file_name: &str, bytes: &[u8]) -> Result<Self, PluginFileError> {
        Self::from_blocks(file_name, read_blocks(file_name, bytes)?)
    }

    pub(crate) fn from_blocks(file_name: &str, blocks: Vec<Arc<Block>>) -> Result<Self, PluginFileError> {
        let file_name = base_name(file_name).to_owned();
        let kind = FileKind::of(&file_name).unwrap_or(FileKind::Elements);
        let (fields, docs) = match kind {
            FileKind::Elements => {
                let fields = fields_of(&blocks)?;
                let written = blocks.iter().find(|block| block.kind == BlockKind::Docs);
                let docs = written.map(|block| block.content.clone());
                let docs = docs.or_else(|| fields.get("docs").and_then(|docs| docs.as_str()).map(str::to_owned));
                (fields, docs)
            }
            FileKind::Script(language) => {
                let docs = blocks.first().and_then(|block| bare_file::docs(&block.content, language));
                (bare_file::fields(stem(&file_name), language, docs.as_deref()), docs)
            }
        };
        name_of(&fields)?;
        let tags = tags_of(&fields);
        Ok(Self { file_name, kind, blocks, fields, docs, tags })
    }

    /// Name of the file, without the folder.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// What kind of file it is.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// Name of the plugin.
    #[must_use]
    pub fn name(&self) -> &str {
        self.fields.get("name").and_then(|name| name.as_str()).unwrap_or_default()
    }

    /// The variants that a user can choose from; empty for most plugins.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The fields as written, with the values of all tags.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// All elements in the order written. A `.js` or `.py` file has one: a script.
    #[must_use]
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// The elements of a kind in the order written.
    pub fn blocks_of(&self, kind: BlockKind) -> impl Iterator<Item = &Arc<Block>> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }

    /// Documentation as Markdown: the first `<docs>`, else the field `docs`, else for a `.js` or
    /// `.py` file the comment or docstring that it begins with.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Name and text of each attachment, in the order written. `None` for a `.js` or `.py` file,
    /// to whose plugin `getAttachment` gives `null`; in others a name that is not here gives
    /// `undefined`. Of attachments with the same name the first counts.
    #[must_use]
    pub fn attachments(&self) -> Option<Vec<(&str, &str)>> {
        let attachments = self.blocks_of(BlockKind::Attachment);
        let named = attachments.filter_map(|block| Some((block.attribute("name")?, block.content.as_str())));
        (self.kind == FileKind::Elements).then(|| named.collect())
    }

    /// What the plugin is with a tag, or with its first tag when none is given.
    ///
    /// A tag that the plugin does not list is taken as it is, as ImJoy does: fields without a
    /// value for it are missing, and [`Selected::warnings`] says so.
    ///
    /// # Errors
    ///
    /// A field has values for tags, but the plugin has no tags.
    pub fn select(&self, tag: Option<&str>) -> Result<Selected, PluginFileError> {
        let tag = tag.filter(|tag| !tag.is_empty()).or(self.tags.first().map(String::as_str));
        let mut fields = self.fields.clone();
        if !is_truthy(fields.get("requirements")) {
            fields.insert("requirements".to_owned(), Json::Array(Vec::new()));
        }
        let missing = choose(&mut fields, tag)?;
        upgrade(&mut fields);
        let plugin_type = fields.get("type").and_then(|value| value.as_str());
        let (scripts, language) = choose_scripts(&self.blocks, tag, plugin_type);
        let mut warnings = Vec::new();
        if let Some(tag) = tag.filter(|tag| !self.tags.iter().any(|known| known == tag)) {
            warnings.push(format!("{} has no tag named {}", shown(self.name()), shown(tag)));
        }
        if let Some(tag) = tag {
            warnings.extend(missing.iter().map(|field| format!("{field} has no value for the tag {}", shown(tag))));
        }
        Ok(Selected::new(self, fields, tag, language, scripts, warnings))
    }
}

/// Whether a field counts as given: JavaScript's notion of a true value.
fn is_truthy(value: Option<&Json>) -> bool {
    match value {
        None | Some(Json::Null | Json::Bool(false)) => false,
        Some(Json::String(text)) => !text.is_empty(),
        Some(Json::Number(number)) => number.as_f64() != Some(0.0),
        Some(_) => true,
    }
}

/// Reads the elements of a file, or makes the one of a script.
pub(crate) fn read_blocks(file_name: &str, bytes: &[u8]) -> Result<Vec<Arc<Block>>, PluginFileError> {
    let text = decode(bytes)?;
    let name = base_name(file_name);
    Ok(match FileKind::of(name).unwrap_or(FileKind::Elements) {
        FileKind::Elements => split(&text)?.into_iter().map(Arc::new).collect(),
        FileKind::Script(language) => {
            let module = extension(name).is_some_and(|extension| extension.eq_ignore_ascii_case("mjs"));
            vec![Arc::new(bare_file::script(text.into_owned(), language, module))]
        }
    })
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn extension(file_name: &str) -> Option<&str> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(extension)
}

fn stem(file_name: &str) -> &str {
    file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem)
}
