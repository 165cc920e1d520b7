//! `utilities`: force-update, open-url, sleep, kill, report-panic.

use super::plugins::Task;
use crate::bindings::imjoy::plugin::types::Error;
use crate::bindings::imjoy::plugin::utilities::{Host, HostWithStore};
use crate::front_end::UiRequest;
use crate::plugin::store::StoreState;
use std::sync::PoisonError;
use std::time::Duration;
use wasmtime::component::{Accessor, HasSelf, Resource};

/// The longest sleep, in seconds.
const MAX_SLEEP_SECS: f64 = 24.0 * 3600.0;
/// Characters kept of a panic's message.
const PANIC_LENGTH: usize = 4_000;

impl Host for StoreState {
    fn force_update(&mut self) -> wasmtime::Result<()> {
        self.shared.requests.push(UiRequest::Repaint);
        Ok(())
    }

    fn report_panic(&mut self, message: String, place: Option<String>) -> wasmtime::Result<()> {
        let cut = |text: String| text.chars().take(PANIC_LENGTH).collect::<String>();
        *self.instance.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some((cut(message), place.map(cut)));
        Ok(())
    }
}

impl<T: Send + 'static> HostWithStore<T> for HasSelf<StoreState> {
    async fn open_url(accessor: &Accessor<T, Self>, url: String) -> wasmtime::Result<Result<(), Error>> {
        let (shared, plugin, instance) = accessor.with(|mut access| {
            let state = access.get();
            (state.shared.clone(), state.plugin.clone(), state.instance.clone())
        });
        Ok(shared.open_url(&plugin, &instance, &url).await.map_err(Error::from))
    }

    async fn sleep(_: &Accessor<T, Self>, duration: f64) -> wasmtime::Result<Result<(), Error>> {
        if !(duration > 0.0 && duration <= MAX_SLEEP_SECS) {
            return Ok(Err(Error::Invalid(format!(
                "sleep takes a number of seconds above 0 and at most {MAX_SLEEP_SECS}, not {duration}"
            ))));
        }
        tokio::time::sleep(Duration::from_secs_f64(duration)).await;
        Ok(Ok(()))
    }

    async fn kill(accessor: &Accessor<T, Self>, task: Resource<Task>) -> wasmtime::Result<Result<(), Error>> {
        accessor.with(|mut access| {
            access.get().table.get(&task)?.kill();
            Ok(Ok(()))
        })
    }
}
