//! `dialogs`: alert, confirm, prompt, show-dialog, show-file-dialog.

use super::{encode_result, ok};
use crate::arena;
use crate::bindings::imjoy::plugin::dialogs::{
    Dialog, FileAccess as WitFileAccess, FileDialog, FileDialogMode, FileDialogType, Host, HostWithStore, Message,
    TextFormat as WitTextFormat, UriType,
};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::file_dialog::Mode;
use crate::form::Form;
use crate::front_end::{DialogContent, FileChoice, MessageText, TextFormat, WindowPresentation};
use crate::grants::Access;
use crate::plugin::store::StoreState;
use crate::value::Value as HostValue;
use crate::windows::NewWindow;
use std::sync::Arc;
use wasmtime::component::{Accessor, HasSelf};

impl Host for StoreState {}

/// What ImJoy calls a form where a window type stands.
const FORM_TYPES: &[&str] = &["imjoy/joy", "joy"];
/// The default of [`MessageText::confirm_text`].
const CONFIRM: &str = "OK";
/// The default of [`MessageText::cancel_text`].
const CANCEL: &str = "Cancel";

fn split(message: Message) -> (Option<String>, MessageText) {
    let text = MessageText {
        content: message.content,
        format: match message.format {
            WitTextFormat::Plain => TextFormat::Plain,
            WitTextFormat::Html => TextFormat::Html,
        },
        confirm_text: message.confirm_text.unwrap_or_else(|| CONFIRM.to_owned()),
        cancel_text: message.cancel_text.unwrap_or_else(|| CANCEL.to_owned()),
    };
    (message.title, text)
}

async fn ask<T: Send + 'static>(
    accessor: &Accessor<T, HasSelf<StoreState>>,
    title: Option<String>,
    content: DialogContent,
) -> Result<HostValue, CallError> {
    let (shared, instance) = accessor.with(|mut access| {
        let state = access.get();
        (state.shared.clone(), state.instance.clone())
    });
    shared.dialogs.ask(&instance, title, content).await
}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn alert(accessor: &Accessor<T, Self>, message: Message) -> wasmtime::Result<Result<(), Error>> {
        let (title, text) = split(message);
        let result = ask(accessor, title, DialogContent::Alert(text)).await;
        Ok(match result {
            // An alert has no cancel: closing it is as good as OK.
            Ok(_) | Err(CallError::Cancelled(_)) => Ok(()),
            Err(error) => Err(error.into()),
        })
    }

    async fn confirm(accessor: &Accessor<T, Self>, message: Message) -> wasmtime::Result<Result<bool, Error>> {
        let (title, text) = split(message);
        let result = ask(accessor, title, DialogContent::Confirm(text)).await;
        Ok(match result {
            Ok(answer) => Ok(answer == HostValue::Boolean(true)),
            Err(CallError::Cancelled(_)) => Ok(false),
            Err(error) => Err(error.into()),
        })
    }

    async fn prompt(
        accessor: &Accessor<T, Self>,
        message: Message,
        placeholder: Option<String>,
        default: Option<String>,
    ) -> wasmtime::Result<Result<String, Error>> {
        let (title, text) = split(message);
        let content = DialogContent::Prompt { message: text, placeholder: placeholder.clone(), default };
        let answer = ask(accessor, title, content).await;
        Ok(match answer {
            Ok(HostValue::Text(text)) if !text.is_empty() => Ok(text),
            Ok(_) => Ok(placeholder.unwrap_or_default()),
            Err(error) => Err(error.into()),
        })
    }

    async fn show_dialog(accessor: &Accessor<T, Self>, dialog: Dialog) -> wasmtime::Result<Result<Value, Error>> {
        let (caller, ui, data, config) = accessor.with(|mut access| {
            let state = access.get();
            // All parts are read before any is judged, so that the handles of all are
            // taken out of the table.
            let ui = arena::decode(dialog.ui, &mut state.table)?;
            let data = super::decode_optional(dialog.data, state)?;
            let config = super::decode_optional(dialog.config, state)?;
            ok(((state.shared.clone(), state.instance.clone()), ui, data, config))
        })?;
        let content = ui.and_then(|ui| Ok((ui, data?.unwrap_or_default(), config?.unwrap_or_default())));
        let result = match (dialog.window_type, content) {
            (_, Err(error)) => Err(error),
            (Some(window_type), Ok((_, data, config))) if !FORM_TYPES.contains(&window_type.as_str()) => {
                let (shared, instance) = caller;
                let window = NewWindow {
                    owner: Some((instance.plugin, instance.asker.name.clone())),
                    made_by: Some(instance.id),
                    name: dialog.name,
                    window_type,
                    data,
                    config,
                    w: dialog.w,
                    h: dialog.h,
                    presentation: WindowPresentation::Dialog,
                    ..NewWindow::default()
                };
                shared.create_window(window).await.map(HostValue::Window)
            }
            (_, Ok((ui, _, _))) => match Form::parse(&ui) {
                Ok(form) => ask(accessor, dialog.name, DialogContent::Form(Arc::new(form))).await,
                Err(error) => Err(CallError::Invalid(error.to_string())),
            },
        };
        Ok(encode_result(accessor, result))
    }

    async fn show_file_dialog(
        accessor: &Accessor<T, Self>,
        options: FileDialog,
    ) -> wasmtime::Result<Result<Value, Error>> {
        let (shared, plugin, instance) = accessor.with(|mut access| {
            let state = access.get();
            (state.shared.clone(), state.plugin.clone(), state.instance.clone())
        });
        let dialog = crate::file_dialog::FileDialog {
            choice: match options.file_type {
                FileDialogType::File => FileChoice::Files,
                FileDialogType::Directory => FileChoice::Folders,
                FileDialogType::Any => FileChoice::Any,
            },
            title: options.title,
            root: options.root,
            mode: match options.mode {
                FileDialogMode::Single => Mode::Single,
                FileDialogMode::Multiple => Mode::Multiple,
                FileDialogMode::SingleOrMultiple => Mode::Either,
            },
            gives_urls: options.uri_type == Some(UriType::Url),
            access: match options.access {
                Some(WitFileAccess::ReadWrite) => Access::ReadWrite,
                Some(WitFileAccess::Read) | None => Access::Read,
            },
        };
        let result = shared.show_file_dialog(&plugin, &instance, dialog).await;
        Ok(encode_result(accessor, result))
    }
}
