//! A guest that hands the host a text of a gigabyte.
//!
//! The text is memory that was taken from the system and never written to, so that it
//! costs the machine that runs the test nothing: what the test watches is whether the
//! host makes a copy.
#![allow(unsafe_code, reason = "an allocator is needed that does not touch what it gives")]

use std::alloc::{GlobalAlloc, Layout, System};

use imjoy_sdk::{Context, Error, api};

/// Length of the text, unless `my.config.megabytes` says otherwise.
const MEGABYTES: usize = 1024;

/// Allocations from this size on are taken as fresh pages.
const LARGE_BYTES: usize = 64 << 20;

/// The usual allocator, but large zeroed blocks are fresh pages, which are zero without
/// being written to, and which are never given back.
struct FreshPages;

#[global_allocator]
static ALLOCATOR: FreshPages = FreshPages;

/// Takes pages that nobody has had before; null when the host refuses.
#[cfg(target_arch = "wasm32")]
fn fresh_pages(bytes: usize) -> *mut u8 {
    const PAGE_BYTES: usize = 65_536;
    match core::arch::wasm32::memory_grow::<0>(bytes.div_ceil(PAGE_BYTES)) {
        usize::MAX => std::ptr::null_mut(),
        page => (page * PAGE_BYTES) as *mut u8,
    }
}

// SAFETY: everything is left to `System` but large zeroed blocks. Those are whole pages
// that belong to nobody else and are aligned to 64 KiB. Which of the two gave a block is
// told by its size alone, so that it is never handed to the other: a large block is
// always made by `fresh_pages`, grown by copying (the default `realloc`), and never freed.
#[cfg(target_arch = "wasm32")]
unsafe impl GlobalAlloc for FreshPages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= LARGE_BYTES { fresh_pages(layout.size()) } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= LARGE_BYTES { fresh_pages(layout.size()) } else { unsafe { System.alloc_zeroed(layout) } }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if layout.size() < LARGE_BYTES {
            unsafe { System.dealloc(block, layout) }
        }
    }
}

// SAFETY: all is left to `System`.
#[cfg(not(target_arch = "wasm32"))]
unsafe impl GlobalAlloc for FreshPages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}

#[derive(Default)]
struct HugeAlert;

/// Shows an alert with a text of a gigabyte.
#[imjoy_sdk::plugin(icon = "📢", ui = "Megabytes {id:'megabytes', type:'number', placeholder:1024, min:1, max:2048}")]
impl HugeAlert {
    /// Shows the alert. Where the plugin does not get that much memory it tries half.
    pub async fn run(&self, my: Context) -> Result<(), Error> {
        let mut length = my.config.get_or("megabytes", MEGABYTES)? << 20;
        let text = loop {
            match zeros(length) {
                Some(text) => break text,
                None if length > LARGE_BYTES => length /= 2,
                None => return Err(Error::limit("there is no memory for a huge text")),
            }
        };
        api::alert(text).await
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}

/// A text of U+0000.
fn zeros(length: usize) -> Option<String> {
    let layout = Layout::array::<u8>(length).ok().filter(|layout| layout.size() > 0)?;
    // SAFETY: the layout is not empty; the block is of that length and zero, which is
    // UTF-8, and comes from the global allocator, as `from_raw_parts` asks.
    unsafe {
        let block = std::alloc::alloc_zeroed(layout);
        (!block.is_null()).then(|| String::from_raw_parts(block, length, length))
    }
}
