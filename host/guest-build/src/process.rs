//! Running other programs and turning their failures into [`Error`]s.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{ChildStdout, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use crate::Error;

/// Runs to the end and gives standard output, which must be text.
///
/// # Errors
///
/// [`Error::Start`] when there is no such program, [`Error::Program`] with its last error lines when it fails.
pub(crate) fn capture(command: &mut Command) -> Result<String, Error> {
    let output = run(command)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// As [`capture`], with both streams.
pub(crate) fn run(command: &mut Command) -> Result<Output, Error> {
    let output = command.stdin(Stdio::null()).output().map_err(|source| cannot_start(command, source))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = last_lines(&String::from_utf8_lossy(&output.stderr), 5);
    let message = if said.is_empty() { output.status.to_string() } else { said };
    Err(Error::Program { program: describe(command), message })
}

/// Runs a compiler: its messages on standard error are shown, and `read` gets its standard output. `program` is its name
/// for people, `what` what it compiles.
///
/// # Errors
///
/// [`Error::Start`]; [`Error::Build`] after the compiler's own messages have been shown; [`Error::Stopped`].
pub(crate) fn stream<T: Default + Send>(
    command: &mut Command,
    program: &'static str,
    what: &str,
    output: &mut crate::Output<'_>,
    read: impl FnOnce(ChildStdout) -> T + Send,
) -> Result<T, Error> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.stderr(if matches!(output, crate::Output::Inherit) { Stdio::inherit() } else { Stdio::piped() });
    output.go_on()?;
    let mut child = command.spawn().map_err(|source| cannot_start(command, source))?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let child = Arc::new(Mutex::new(child));
    if let Some(stop) = output.stop() {
        stop.watch(&child);
    }
    // Both pipes are read at once: the program would stop on a full one.
    let result = std::thread::scope(|scope| {
        let reader = scope.spawn(move || stdout.map(read).unwrap_or_default());
        if let Some(stderr) = stderr {
            for_each_line(stderr, |line| output.say(line));
        }
        reader.join().unwrap_or_default()
    });
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    let status = status.map_err(|source| cannot_start(command, source))?;
    output.go_on()?;
    if status.success() {
        Ok(result)
    } else {
        Err(Error::Build { program, what: what.to_owned(), status: status.to_string() })
    }
}

/// As [`stream`], for a compiler that has nothing to say on standard output.
pub(crate) fn show(
    command: &mut Command,
    program: &'static str,
    what: &str,
    output: &mut crate::Output<'_>,
) -> Result<(), Error> {
    stream(command, program, what, output, |stdout| for_each_line(stdout, |_| ()))
}

/// Calls back for each line; bytes that are not text are replaced, and a broken pipe ends it as an end of file does,
/// because the exit status tells the truth.
pub(crate) fn for_each_line(stream: impl Read, mut each: impl FnMut(&str)) {
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    while matches!(stream.read_until(b'\n', &mut line), Ok(count) if count > 0) {
        each(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
}

/// The error for a program that did not start.
pub(crate) fn cannot_start(command: &Command, source: io::Error) -> Error {
    let program = command.get_program().to_string_lossy().into_owned();
    let advice = match program.rsplit(['/', '\\']).next() {
        Some("cargo" | "rustc") => "install Rust from https://rustup.rs",
        _ => "install it, or put it on PATH",
    };
    Error::Start { program, source, advice }
}

/// The program and its first arguments: enough to recognise, short enough for one sentence.
fn describe(command: &Command) -> String {
    let name = command.get_program().to_string_lossy().into_owned();
    // apt's options are the same for every call and would hide what was asked.
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    let is_apt = name.starts_with("apt-");
    let mut skip_value = false;
    let mut words = vec![name];
    for argument in arguments {
        let skip = std::mem::replace(&mut skip_value, is_apt && (argument == "-o" || argument == "-c"));
        if skip || skip_value {
            continue;
        }
        if words.len() == 6 {
            words.push("…".to_owned());
            break;
        }
        words.push(argument.into_owned());
    }
    words.join(" ")
}

/// The last lines that say something, on one line.
fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let start = lines.len().saturating_sub(count);
    lines.get(start..).unwrap_or_default().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_names_program_and_its_words() {
        let error = capture(Command::new("sh").args(["-c", "echo first >&2; echo; echo why >&2; exit 3"])).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("`sh "), "{text}");
        assert!(text.ends_with("first | why"), "{text}");
    }

    #[test]
    fn missing_program_says_what_to_do() {
        let text = capture(&mut Command::new("/nowhere/cargo")).unwrap_err().to_string();
        assert!(text.contains("/nowhere/cargo") && text.contains("https://rustup.rs"), "{text}");
    }

    #[test]
    fn description_leaves_repeated_options_out() {
        let mut command = Command::new("apt-get");
        command.args(["-o", "Dir=/x", "-c", "/y", "-qq", "update"]);
        assert_eq!(describe(&command), "apt-get -qq update");
    }
}
