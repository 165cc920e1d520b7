//! A guest that bypasses the SDK and sends values that are not well-formed.

use imjoy_sdk::bindings::imjoy::plugin::types::{self, Attachment, Binary, Dtype, Ndarray, Node};
use imjoy_sdk::bindings::imjoy::plugin::{settings, status};
use imjoy_sdk::{Context, Error, Record, Value};

#[derive(Default)]
struct WrongArena;

/// Sends values that are not well-formed.
#[imjoy_sdk::plugin(icon = "🧩")]
impl WrongArena {
    /// Sends each of the values in turn and gives a record with the host's answers.
    pub async fn run(&self, _my: Context) -> Result<Record, Error> {
        let mut answers = Record::new();
        for name in NAMES {
            let answer = self.send((*name).to_owned()).await?;
            answers.insert(*name, answer);
        }
        Ok(answers)
    }

    /// Sends one of the values to a function of the host that answers, and gives the
    /// answer as a text.
    pub async fn send(&self, name: String) -> Result<String, Error> {
        let value = wrong(&name).ok_or_else(|| Error::not_found(format!("there is no wrong value \"{name}\"")))?;
        Ok(match settings::set_config("wrong".to_owned(), value).await {
            Ok(()) => "accepted".to_owned(),
            Err(error) => format!("{error:?}"),
        })
    }

    /// Sends one of the values to the log, which does not answer.
    pub fn log(&self, name: String) -> Result<(), Error> {
        let value = wrong(&name).ok_or_else(|| Error::not_found(format!("there is no wrong value \"{name}\"")))?;
        status::log(vec![value]);
        Ok(())
    }

    /// The names of the values.
    pub fn names(&self) -> Value {
        NAMES.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>().into()
    }

    /// A sign of life.
    pub fn ping(&self) -> &'static str {
        "pong"
    }
}

/// All that [`wrong`] can make.
const NAMES: &[&str] = &[
    "nothing",
    "too few nodes",
    "too many nodes",
    "endless list",
    "unknown shape",
    "unknown key",
    "text too long",
    "text within a character",
    "missing attachment",
    "unused attachment",
    "too deep",
    "short array",
    "overflowing shape",
];

/// A value that breaks the rule that its name tells.
fn wrong(name: &str) -> Option<types::Value> {
    let array = |shape: &[u64], bytes: usize| {
        Attachment::Ndarray(Ndarray {
            dtype: Dtype::Float64,
            shape: shape.to_vec(),
            data: Binary::Inline(vec![0; bytes]),
        })
    };
    let nodes = |nodes: Vec<Node>| types::Value {
        nodes,
        text: "aé".to_owned(),
        keys: vec!["key".to_owned()],
        shapes: vec![vec![0], vec![7]],
        attachments: Vec::new(),
    };
    let with = |attachments: Vec<Attachment>, list: Vec<Node>| types::Value {
        nodes: list,
        text: String::new(),
        keys: Vec::new(),
        shapes: Vec::new(),
        attachments,
    };
    Some(match name {
        "nothing" => nodes(vec![]),
        "too few nodes" => nodes(vec![Node::List(3), Node::Null]),
        "too many nodes" => with(vec![], vec![Node::Null, Node::Null]),
        "endless list" => nodes(vec![Node::List(u32::MAX)]),
        "unknown shape" => nodes(vec![Node::Record(9), Node::Null]),
        "unknown key" => nodes(vec![Node::Record(1), Node::Null]),
        "text too long" => nodes(vec![Node::Text(400)]),
        "text within a character" => nodes(vec![Node::List(2), Node::Text(2), Node::Text(1)]),
        "missing attachment" => with(vec![], vec![Node::Attached]),
        "unused attachment" => with(vec![array(&[1], 8)], vec![Node::Null]),
        "too deep" => with(vec![], (0..100_000).map(|_| Node::List(1)).chain([Node::Null]).collect()),
        "short array" => with(vec![array(&[2, 2], 31)], vec![Node::Attached]),
        "overflowing shape" => with(vec![array(&[1 << 32, 1 << 32], 0)], vec![Node::Attached]),
        _ => return None,
    })
}
