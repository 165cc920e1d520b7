//! The nodes of a tree, read once from the data of the window.
//!
//! Nodes stand in depth-first order and each knows where its descendants end, so what is
//! seen is found by skipping what is collapsed, without recursion.

use crate::windows::generic::node;
use crate::windows::text;
use imjoy_engine::value::{Record, Value};

/// Most nodes of a tree.
pub const MOST_NODES: usize = 200_000;
/// Most levels of a tree.
const MOST_LEVELS: usize = 64;
/// Most characters of a title.
const TITLE_CHARACTERS: usize = 200;

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What is shown, in one line.
    pub title: String,
    /// Levels above it.
    pub depth: usize,
    /// The node above.
    pub parent: Option<usize>,
    /// Its place among the children of its parent.
    pub place: usize,
    /// Index after its last descendant.
    pub end: usize,
    /// Whether it can have no children.
    pub is_leaf: bool,
    /// Whether its children are shown.
    pub is_expanded: bool,
    /// Whether it can be selected.
    pub is_selectable: bool,
    /// What the plugin keeps in it.
    data: Value,
}

/// All nodes of a tree.
#[derive(Default)]
pub struct Nodes {
    nodes: Vec<Node>,
    /// Whether the data had more than are kept.
    pub is_cut: bool,
}

impl Nodes {
    /// Reads `data.nodes`, `data.data.nodes`, `config.nodes` or a list of nodes; another
    /// record or list becomes a tree of its fields. `Err`: one sentence.
    pub fn read(data: &Value, config: &Value) -> Result<Nodes, String> {
        let in_data = data.field("nodes").or_else(|| data.field("data").and_then(|data| data.field("nodes")));
        let mut nodes = Nodes::default();
        match in_data.or_else(|| config.field("nodes")) {
            Some(Value::List(list)) => nodes.add_nodes(list, None, 0),
            Some(other) if node::length(other) == 0 && other.as_list().is_some() => {}
            Some(other) => {
                return Err(format!("A tree needs a list of nodes in data.nodes, not {}", other.kind()));
            }
            None => match data {
                Value::List(list) if list.iter().any(|node| node.field("title").is_some()) => {
                    nodes.add_nodes(list, None, 0);
                }
                Value::Absent | Value::Null => {
                    return Err(
                        "A tree needs a list of nodes in data.nodes, such as {title: 'a', children: []}".to_owned()
                    );
                }
                other if node::length(other) > 0 => nodes.add_members(other, None, 0),
                other => return Err(format!("A tree needs a list of nodes in data.nodes, not {}", other.kind())),
            },
        }
        Ok(nodes)
    }

    /// The node of an index.
    pub fn get(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Shows or hides the children of a node.
    pub fn set_expanded(&mut self, index: usize, is_expanded: bool) {
        if let Some(node) = self.nodes.get_mut(index) {
            node.is_expanded = is_expanded;
        }
    }

    /// The nodes that are seen, top to bottom.
    pub fn visible(&self) -> Vec<usize> {
        let mut visible = Vec::new();
        let mut index = 0;
        while let Some(node) = self.nodes.get(index) {
            visible.push(index);
            index = if node.is_expanded { index + 1 } else { node.end };
        }
        visible
    }

    /// The nodes whose title has the text, with the nodes above them, top to bottom.
    pub fn found(&self, filter: &str) -> Vec<usize> {
        let filter = filter.to_lowercase();
        let mut found = Vec::new();
        let mut above: Vec<usize> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            // What is left of the nodes above is not in the list yet.
            above.retain(|above| self.nodes.get(*above).is_some_and(|above| index < above.end));
            if node.title.to_lowercase().contains(&filter) {
                found.append(&mut above);
                found.push(index);
            } else if node.end > index + 1 {
                above.push(index);
            }
        }
        found
    }

    /// Places from the root, as ImJoy gives them.
    pub fn path(&self, index: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut next = Some(index);
        while let Some(node) = next.and_then(|index| self.nodes.get(index)) {
            path.push(node.place);
            next = node.parent;
        }
        path.reverse();
        path
    }

    /// The node at the end of a path.
    pub fn at(&self, path: &[usize]) -> Option<usize> {
        let mut found: Option<usize> = None;
        for place in path {
            let (first, end) = match found {
                None => (0, self.nodes.len()),
                Some(parent) => (parent + 1, self.nodes.get(parent)?.end),
            };
            let mut index = first;
            for _ in 0..*place {
                index = self.nodes.get(index).filter(|_| index < end)?.end;
            }
            found = Some(index).filter(|index| *index < end);
            found?;
        }
        found
    }

    /// What an event says of a node.
    pub fn event(&self, index: usize) -> Value {
        let Some(node) = self.nodes.get(index) else { return Value::Absent };
        let path: Vec<i64> = self.path(index).into_iter().filter_map(|place| i64::try_from(place).ok()).collect();
        Record::new()
            .with("path", Value::Integers(path.into()))
            .with("title", node.title.clone())
            .with("isLeaf", node.is_leaf)
            .with("isExpanded", node.is_expanded)
            .with("level", i64::try_from(node.depth).unwrap_or(0) + 1)
            .with("data", node.data.clone())
            .into()
    }

    fn add_nodes(&mut self, list: &[Value], parent: Option<usize>, depth: usize) {
        for (place, value) in list.iter().enumerate() {
            if self.nodes.len() >= MOST_NODES || depth >= MOST_LEVELS {
                self.is_cut = true;
                return;
            }
            let children = value.field("children");
            let flag = |name: &str| match value.field(name) {
                Some(Value::Boolean(flag)) => Some(*flag),
                _ => None,
            };
            let title = match (value.field("title"), value) {
                (Some(title), _) => title_text(title),
                (None, Value::Record(_)) => "untitled".to_owned(),
                (None, simple) => title_text(simple),
            };
            let index = self.nodes.len();
            self.nodes.push(Node {
                title,
                depth,
                parent,
                place,
                end: index + 1,
                is_leaf: flag("isLeaf").unwrap_or(value.as_record().is_none()),
                is_expanded: flag("isExpanded").unwrap_or(true),
                is_selectable: flag("isSelectable").unwrap_or(true),
                data: value.field("data").cloned().unwrap_or_default(),
            });
            if let Some(Value::List(children)) = children {
                self.add_nodes(children, Some(index), depth + 1);
            }
            self.end_node(index);
        }
    }

    fn add_members(&mut self, value: &Value, parent: Option<usize>, depth: usize) {
        for (place, (name, member)) in node::members(value, 0).enumerate() {
            if self.nodes.len() >= MOST_NODES || depth >= MOST_LEVELS {
                self.is_cut = true;
                return;
            }
            let is_leaf = node::length(&member) == 0;
            let title = if is_leaf { format!("{name}: {}", node::summary(&member).0) } else { name.into_owned() };
            let index = self.nodes.len();
            self.nodes.push(Node {
                title: text::line(&title, TITLE_CHARACTERS),
                depth,
                parent,
                place,
                end: index + 1,
                is_leaf,
                is_expanded: depth == 0,
                is_selectable: true,
                data: if is_leaf { member.clone().into_owned() } else { Value::Absent },
            });
            if !is_leaf {
                self.add_members(&member, Some(index), depth + 1);
            }
            self.end_node(index);
        }
    }

    fn end_node(&mut self, index: usize) {
        let end = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(index) {
            node.end = end;
        }
    }
}

fn title_text(value: &Value) -> String {
    let title = match value {
        Value::Text(title) => text::line(title, TITLE_CHARACTERS),
        other => text::line(&other.to_string(), TITLE_CHARACTERS),
    };
    if title.is_empty() { "untitled".to_owned() } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn node(title: &str, children: Vec<Value>) -> Value {
        let node = Record::new().with("title", title).with("data", Record::new().with("name", title));
        if children.is_empty() {
            node.with("isLeaf", true).into()
        } else {
            node.with("children", Value::List(children)).into()
        }
    }

    fn sample() -> Value {
        let inner = node("inner", vec![node("deep", vec![])]);
        Value::List(vec![node("one", vec![]), node("two", vec![node("a", vec![]), inner]), node("three", vec![])])
    }

    fn titles(nodes: &Nodes, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|index| nodes.get(*index).unwrap().title.clone()).collect()
    }

    #[test]
    fn nodes_are_found_in_all_places() {
        let in_nodes: Value = Record::new().with("nodes", sample()).into();
        let in_data: Value = Record::new().with("data", in_nodes.clone()).into();
        for (data, config) in [
            (sample(), Value::Absent),
            (in_nodes.clone(), Value::Absent),
            (in_data, Value::Absent),
            (Value::Absent, in_nodes.clone()),
        ] {
            assert_eq!(Nodes::read(&data, &config).unwrap().len(), 6);
        }
        for wrong in [Value::Absent, Value::Integer(7), Record::new().with("nodes", "x").into()] {
            assert!(Nodes::read(&wrong, &Value::Absent).is_err_and(|sentence| sentence.contains("data.nodes")));
        }
        assert_eq!(
            Nodes::read(&Record::new().with("nodes", Value::List(vec![])).into(), &Value::Absent).unwrap().len(),
            0
        );
    }

    #[test]
    fn collapsed_nodes_hide_theirs_and_a_filter_keeps_those_above() {
        let mut nodes = Nodes::read(&sample(), &Value::Absent).unwrap();
        assert_eq!(titles(&nodes, &nodes.visible()), ["one", "two", "a", "inner", "deep", "three"]);
        nodes.set_expanded(1, false);
        assert_eq!(titles(&nodes, &nodes.visible()), ["one", "two", "three"]);
        assert_eq!(titles(&nodes, &nodes.found("DEEP")), ["two", "inner", "deep"]);
        assert_eq!(titles(&nodes, &nodes.found("e")), ["one", "two", "inner", "deep", "three"]);
        assert_eq!(nodes.found("nothing"), Vec::<usize>::new());
    }

    #[test]
    fn paths_lead_back_and_events_tell_the_data() {
        let nodes = Nodes::read(&sample(), &Value::Absent).unwrap();
        for index in 0..nodes.len() {
            assert_eq!(nodes.at(&nodes.path(index)), Some(index));
        }
        assert_eq!(nodes.path(4), [1, 1, 0]);
        for nowhere in [&[9usize][..], &[1, 2], &[0, 0], &[]] {
            assert_eq!(nodes.at(nowhere), None, "{nowhere:?}");
        }
        let event = nodes.event(4);
        assert_eq!(event.field("path"), Some(&Value::Integers([1, 1, 0].into())));
        assert_eq!(event.field("data").unwrap().field("name").unwrap().as_text(), Some("deep"));
    }

    #[test]
    fn nested_records_become_a_tree_and_depth_is_bounded() {
        let value: Value = Record::new().with("cells", Record::new().with("count", 24i64)).with("name", "coins").into();
        let nodes = Nodes::read(&value, &Value::Absent).unwrap();
        assert_eq!(titles(&nodes, &[0, 1, 2]), ["cells", "count: 24", "name: \"coins\""]);
        let mut deep = node("leaf", vec![]);
        for _ in 0..200 {
            deep = node("level", vec![deep]);
        }
        let nodes = Nodes::read(&Value::List(vec![deep]), &Value::Absent).unwrap();
        assert!(nodes.is_cut && nodes.len() == MOST_LEVELS);
    }
}
