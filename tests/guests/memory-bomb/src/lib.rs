//! A guest that takes all the memory it can get.

use std::hint::black_box;

use imjoy_sdk::Context;

/// Memory is taken in pieces of this size.
const PIECE_BYTES: usize = 16 << 20;

#[derive(Default)]
struct MemoryBomb;

/// Takes all the memory it can get.
#[imjoy_sdk::plugin(icon = "💣")]
impl MemoryBomb {
    /// Takes memory and writes to it until it is refused, as a program does that does
    /// not expect that.
    pub async fn run(&self, _my: Context) {
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        loop {
            pieces.push(black_box(vec![1; PIECE_BYTES]));
        }
    }

    /// Takes memory until it is refused, gives it back and tells how many bytes it was.
    pub fn measure(&self) -> usize {
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        loop {
            let mut piece = Vec::new();
            if piece.try_reserve_exact(PIECE_BYTES).is_err() {
                return pieces.len() * PIECE_BYTES;
            }
            piece.resize(PIECE_BYTES, 1);
            pieces.push(black_box(piece));
        }
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}
