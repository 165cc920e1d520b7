//! Where the pointer is while files are dragged over the window, on X11.
//!
//! The source of the files has the pointer then, so no motion reaches the window; the
//! server tells its place when it is asked. It is asked by a thread that lives while files
//! are over the window, thirty times a second. Without an X server there is no place, and
//! dropping works as on other systems.

use super::dropping::PointerSource;
use egui::{Context, Pos2, pos2};
use raw_window_handle::{HasWindowHandle, RawWindowHandle};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use x11rb::protocol::xproto::ConnectionExt;

/// Time between two questions.
const INTERVAL: Duration = Duration::from_millis(33);

/// Asks the X server where the pointer is.
#[derive(Debug)]
pub(super) struct X11Pointer {
    window: u32,
    watch: Arc<Watch>,
}

#[derive(Debug, Default)]
struct Watch {
    /// Counts the times that watching was started or ended; a thread ends when it is no
    /// longer that at which it was started.
    turn: AtomicU64,
    position: Mutex<Option<Pos2>>,
}

impl X11Pointer {
    /// For the window, if it is one of X11.
    pub(super) fn of(window: &impl HasWindowHandle) -> Option<Self> {
        let window = match window.window_handle().ok()?.as_raw() {
            RawWindowHandle::Xlib(handle) => u32::try_from(handle.window).ok()?,
            RawWindowHandle::Xcb(handle) => handle.window.get(),
            _ => return None,
        };
        Some(Self { window, watch: Arc::default() })
    }
}

impl PointerSource for X11Pointer {
    fn watch(&self, context: &Context, is_watching: bool) {
        let turn = self.watch.turn.fetch_add(1, Ordering::AcqRel) + 1;
        self.watch.set(None);
        if is_watching {
            let (watch, context, window) = (self.watch.clone(), context.clone(), self.window);
            let thread = std::thread::Builder::new().name("pointer of dragged files".to_owned());
            // Without the thread the place is not known, as on other systems.
            _ = thread.spawn(move || follow(window, turn, &watch, &context));
        }
    }

    fn position(&self) -> Option<Pos2> {
        *self.watch.position.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// Sets the place; gives whether it is another one.
    fn set(&self, position: Option<Pos2>) -> bool {
        let mut known = self.position.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *known, position) != position
    }
}

fn follow(window: u32, turn: u64, watch: &Watch, context: &Context) {
    let Ok((connection, _)) = x11rb::connect(None) else { return };
    while watch.turn.load(Ordering::Acquire) == turn {
        // A window that is gone has no pointer over it.
        let Some(reply) = connection.query_pointer(window).ok().and_then(|asked| asked.reply().ok()) else { return };
        let position = pos2(f32::from(reply.win_x), f32::from(reply.win_y));
        if watch.turn.load(Ordering::Acquire) == turn && watch.set(Some(position)) {
            context.request_repaint();
        }
        std::thread::sleep(INTERVAL);
    }
}
