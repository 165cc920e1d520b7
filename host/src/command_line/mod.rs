//! The command line: `host`, `host list`, `host info`, `host run`, `host new`, `host build`,
//! `host install`, `host uninstall`.
//!
//! Results go to standard output, everything else to standard error; the exit status is
//! 0 for success, 1 for a failure and 2 for a command that cannot be understood.

mod answers;
mod build;
mod file_answers;
mod info;
mod install;
mod list;
mod new;
mod output;
mod plugin_argument;
mod progress;
mod run;
mod uninstall;
mod window;

use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Safe, fast, native plugins for scientific imaging.
///
/// Without a command the application opens, with the images and plugins given.
#[derive(Debug, Parser)]
#[command(name = "host", version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,

    /// Images to show and plugins (.wasm) to load.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Workspace to open, made if there is none of that name; the last one when absent.
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists the plugins that are part of the host, and the installed ones.
    List(list::List),
    /// Shows name, version, exported functions, imports and permissions of a plugin.
    Info(info::Info),
    /// Runs an op or function of a plugin without a window.
    Run(Box<run::Run>),
    /// Makes a first plugin to begin with, ready to run.
    New(new::New),
    /// Compiles a plugin's folder to a component.
    Build(build::Build),
    /// Installs a plugin from a component (.wasm), a folder or a .zip archive.
    Install(install::Install),
    /// Uninstalls a plugin.
    Uninstall(uninstall::Uninstall),
}

/// Prints a result. A reader that has gone away, such as `head`, is no failure.
fn print(text: &str) -> std::io::Result<()> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Runs the command that the program was started with.
pub fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("IMJOY_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error")),
        )
        .with_writer(std::io::stderr)
        .init();
    let command_line = CommandLine::parse();
    let result = match command_line.command {
        None => window::open(command_line.files, command_line.workspace),
        Some(Command::List(list)) => list.run(),
        Some(Command::Info(info)) => info.run(),
        Some(Command::Run(run)) => run.run(),
        Some(Command::New(new)) => new.run(),
        Some(Command::Build(build)) => build.run(),
        Some(Command::Install(install)) => install.run(),
        Some(Command::Uninstall(uninstall)) => uninstall.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
