//! What a plugin may use beyond the limits of everybody, by the user's permission.

use crate::limits::Limits;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// The permissions of one plugin that its sandbox looks at while the plugin runs. They
/// change at once for a running plugin.
#[derive(Debug, Default)]
pub(crate) struct Allowance {
    /// 0 where nothing else was agreed.
    data_bytes: AtomicU64,
    memory_bytes: AtomicU64,
    works_in_background: AtomicBool,
    is_not_called: AtomicBool,
}

impl Allowance {
    /// Bytes of the plugin's private folder.
    pub(crate) fn data_bytes(&self, limits: &Limits) -> u64 {
        limits.data_bytes.max(self.data_bytes.load(Ordering::Relaxed))
    }

    /// Bytes of the plugin's memory.
    pub(crate) fn memory_bytes(&self, limits: &Limits) -> usize {
        let agreed = usize::try_from(self.memory_bytes.load(Ordering::Relaxed)).unwrap_or(usize::MAX);
        limits.memory_bytes.max(agreed)
    }

    /// CPU time that the plugin may take while none of its calls is under way; none
    /// means any.
    pub(crate) fn background_cpu(&self, limits: &Limits) -> Option<Duration> {
        (!self.works_in_background.load(Ordering::Relaxed)).then_some(limits.background_cpu)
    }

    /// Whether other plugins may call it.
    pub(crate) fn is_called(&self) -> bool {
        !self.is_not_called.load(Ordering::Relaxed)
    }

    pub(crate) fn set_data_bytes(&self, bytes: u64) {
        self.data_bytes.store(bytes, Ordering::Relaxed);
    }

    pub(crate) fn set_memory_bytes(&self, bytes: u64) {
        self.memory_bytes.store(bytes, Ordering::Relaxed);
    }

    pub(crate) fn set_works_in_background(&self, is_allowed: bool) {
        self.works_in_background.store(is_allowed, Ordering::Relaxed);
    }

    pub(crate) fn set_called(&self, is_allowed: bool) {
        self.is_not_called.store(!is_allowed, Ordering::Relaxed);
    }
}
