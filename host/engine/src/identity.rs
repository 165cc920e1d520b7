//! Ids: minted by the host, opaque, never used again while the host runs.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! host_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u64);

        impl $name {
            /// A new id.
            pub(crate) fn mint() -> Self {
                static NEXT: AtomicU64 = AtomicU64::new(1);
                Self(NEXT.fetch_add(1, Ordering::Relaxed))
            }

            /// The id as a number, for messages and for guests.
            pub fn number(self) -> u64 {
                self.0
            }

            /// An id with a chosen number, for tests of front ends only.
            #[doc(hidden)]
            pub fn for_test(number: u64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

host_id!(
    /// A plugin that the engine has been given. It stays the same over restarts.
    PluginId
);
host_id!(
    /// One run of a plugin: from its start to its end, or in one window of a window plugin.
    InstanceId
);
host_id!(
    /// A window.
    WindowId
);
host_id!(
    /// A dialog.
    DialogId
);
host_id!(
    /// A plugin being installed.
    InstallId
);

/// A function that a plugin has given away, by the plugin's own number and the run of
/// the plugin in which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FunctionId(pub(crate) u64);

impl FunctionId {
    /// The owner's number of the function.
    pub fn number(self) -> u64 {
        self.0
    }
}
