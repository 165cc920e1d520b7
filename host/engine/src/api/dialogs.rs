//! `dialogs`: alert, confirm, prompt, show-dialog, show-file-dialog.

use super::{encode_result, ok};
use crate::arena;
use crate::bindings::imjoy::plugin::dialogs::{
    Dialog, FileDialog, Host, HostWithStore, Message, TextFormat as WitTextFormat,
};
use crate::bindings::imjoy::plugin::types::{Error, Value};
use crate::error::CallError;
use crate::form::Form;
use crate::front_end::{DialogContent, MessageText, TextFormat};
use crate::plugin::store::StoreState;
use crate::value::Value as HostValue;
use std::sync::Arc;
use wasmtime::component::{Accessor, HasSelf};

impl Host for StoreState {}

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
        let (ui, data) = accessor.with(|mut access| {
            let state = access.get();
            let ui = arena::decode(dialog.ui, &mut state.table)?;
            ok((ui, super::decode_optional(dialog.data, state)?))
        })?;
        let form = match (dialog.window_type, ui, data) {
            (_, Err(error), _) | (_, _, Err(error)) => Err(error),
            (Some(_), _, _) => Err(CallError::not_available_yet("show-dialog with a window type")),
            (None, Ok(ui), Ok(_)) => Form::parse(&ui).map_err(|error| CallError::Invalid(error.to_string())),
        };
        let result = match form {
            Ok(form) => ask(accessor, dialog.name, DialogContent::Form(Arc::new(form))).await,
            Err(error) => Err(error),
        };
        Ok(encode_result(accessor, result))
    }

    async fn show_file_dialog(
        _accessor: &Accessor<T, Self>,
        _options: FileDialog,
    ) -> wasmtime::Result<Result<Value, Error>> {
        Ok(Err(CallError::not_available_yet("show-file-dialog").into()))
    }
}
