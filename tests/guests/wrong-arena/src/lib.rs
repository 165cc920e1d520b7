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

    /// Sends a list of many records that share one long name of a field, which takes
    /// little room in the arena: to a function that answers and to the log. Gives the
    /// answer as a text.
    pub async fn amplify(&self, key_bytes: u32, records: u32) -> String {
        let amplified = || types::Value {
            nodes: std::iter::once(Node::List(records))
                .chain((0..records).flat_map(|_| [Node::Record(0), Node::Null]))
                .collect(),
            text: String::new(),
            keys: vec!["k".repeat(key_bytes as usize)],
            shapes: vec![vec![0]],
            attachments: Vec::new(),
        };
        status::log(vec![amplified()]);
        match settings::set_config("amplified".to_owned(), amplified()).await {
            Ok(()) => "accepted".to_owned(),
            Err(error) => format!("{error:?}"),
        }
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
    "key twice",
    "key twice by two indices",
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
    let record = |keys: &[&str], shape: Vec<u32>| types::Value {
        nodes: std::iter::once(Node::Record(0)).chain(shape.iter().map(|_| Node::Null)).collect(),
        text: String::new(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        shapes: vec![shape],
        attachments: Vec::new(),
    };
    Some(match name {
        "nothing" => nodes(vec![]),
        "too few nodes" => nodes(vec![Node::List(3), Node::Null]),
        "too many nodes" => with(vec![], vec![Node::Null, Node::Null]),
        "endless list" => nodes(vec![Node::List(u32::MAX)]),
        "unknown shape" => nodes(vec![Node::Record(9), Node::Null]),
        "unknown key" => nodes(vec![Node::Record(1), Node::Null]),
        "key twice" => record(&["a"], vec![0, 0]),
        "key twice by two indices" => record(&["a", "a"], vec![0, 1]),
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
