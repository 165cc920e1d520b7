//! The ImJoy host: a desktop application and a command line for plugins that are
//! WebAssembly components.

use std::process::ExitCode;

fn main() -> ExitCode {
    host::command_line::main()
}
