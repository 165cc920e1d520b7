//! The rows of a tree: what is expanded, or what a filter finds.

use super::node::{self, Tone};
use crate::windows::number::count;
use imjoy_engine::value::Value;
use std::collections::{HashMap, HashSet};

/// Members of a list that are shown at first, and more by each click.
pub const PAGE: usize = 100;
/// Most nodes that a filter looks at, so that a filter never stops the GUI for long.
const NODES_SEARCHED: usize = 300_000;
/// Most rows that a filter finds.
const MOST_FOUND: usize = 1_000;
/// Most rows of a tree.
const MOST_ROWS: usize = 200_000;

/// Indices of members, from the root.
pub type Path = Vec<usize>;

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The node.
    pub path: Path,
    /// Levels under the root.
    pub depth: u8,
    /// Its name in the node above.
    pub name: String,
    /// What is in it, in one line.
    pub summary: String,
    /// What the summary tells.
    pub tone: Tone,
    /// What can be done with it.
    pub kind: RowKind,
}

/// What can be done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Nothing in it.
    Leaf,
    /// Can be expanded.
    Collapsed,
    /// Can be collapsed.
    Expanded,
    /// Stands for members that are not shown; the path is that of their node.
    More,
}

/// What is expanded.
#[derive(Default)]
pub struct Tree {
    expanded: HashSet<Path>,
    /// Members shown, where it is not one page.
    shown: HashMap<Path, usize>,
}

impl Tree {
    /// Expands or collapses a node.
    pub fn toggle(&mut self, path: Path) {
        if !self.expanded.remove(&path) {
            self.expanded.insert(path);
        }
    }

    /// Shows ten times as many members of a node.
    pub fn show_more(&mut self, path: Path) {
        let shown = self.shown.entry(path).or_insert(PAGE);
        *shown = shown.saturating_mul(10);
    }

    /// The rows: of the tree as it is expanded, or of the nodes that a filter finds.
    pub fn rows(&self, value: &Value, filter: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        let filter = filter.trim().to_lowercase();
        if !filter.is_empty() {
            find(value, &filter, &mut rows);
        } else if node::length(value) == 0 {
            let (summary, tone) = node::summary(value);
            rows.push(Row {
                path: Path::new(),
                depth: 0,
                name: value.kind().to_owned(),
                summary,
                tone,
                kind: RowKind::Leaf,
            });
        } else {
            self.add_members(value, &mut Path::new(), &mut rows);
        }
        rows
    }

    fn add_members(&self, value: &Value, path: &mut Path, rows: &mut Vec<Row>) {
        let length = node::length(value);
        let shown = self.shown.get(path).copied().unwrap_or(PAGE).min(length);
        let depth = u8::try_from(path.len()).unwrap_or(u8::MAX);
        for (index, (name, member)) in node::members(value, 0).take(shown).enumerate() {
            if rows.len() >= MOST_ROWS {
                return;
            }
            path.push(index);
            let kind = match node::length(&member) {
                0 => RowKind::Leaf,
                _ if self.expanded.contains(path) => RowKind::Expanded,
                _ => RowKind::Collapsed,
            };
            let (summary, tone) = node::summary(&member);
            rows.push(Row { path: path.clone(), depth, name: name.into_owned(), summary, tone, kind });
            if kind == RowKind::Expanded {
                self.add_members(&member, path, rows);
            }
            path.pop();
        }
        if shown < length {
            rows.push(Row {
                path: path.clone(),
                depth,
                name: String::new(),
                summary: format!("… {} more", count(length - shown)),
                tone: Tone::Description,
                kind: RowKind::More,
            });
        }
    }
}

/// Nodes whose name or content has the text, as a flat list with their whole names.
fn find(value: &Value, filter: &str, rows: &mut Vec<Row>) {
    let mut searched = 0;
    find_in(value, filter, &mut Path::new(), "", rows, &mut searched);
    if searched > NODES_SEARCHED || rows.len() >= MOST_FOUND {
        rows.push(Row {
            path: Path::new(),
            depth: 0,
            name: String::new(),
            summary: "… perhaps more: only a part was searched".to_owned(),
            tone: Tone::Description,
            kind: RowKind::More,
        });
    }
}

fn find_in(value: &Value, filter: &str, path: &mut Path, names: &str, rows: &mut Vec<Row>, searched: &mut usize) {
    for (index, (name, member)) in node::members(value, 0).enumerate() {
        *searched += 1;
        if *searched > NODES_SEARCHED || rows.len() >= MOST_FOUND {
            return;
        }
        path.push(index);
        let is_container = node::length(&member) > 0;
        let matches = name.to_lowercase().contains(filter)
            || (!is_container && node::summary(&member).0.to_lowercase().contains(filter));
        let whole_name = if names.is_empty() { name.into_owned() } else { format!("{names} › {name}") };
        if matches {
            let (summary, tone) = node::summary(&member);
            let name = whole_name.clone();
            rows.push(Row { path: path.clone(), depth: 0, name, summary, tone, kind: RowKind::Leaf });
        }
        if is_container {
            find_in(&member, filter, path, &whole_name, rows, searched);
        }
        path.pop();
    }
}

/// The names along a path, for people.
pub fn path_text(value: &Value, path: &[usize]) -> String {
    let mut names = Vec::new();
    for (depth, index) in path.iter().enumerate() {
        let Some(parent) = path.get(..depth).and_then(|parent| node::at(value, parent)) else { break };
        if let Some((name, _)) = node::members(&parent, *index).next() {
            names.push(name.into_owned());
        }
    }
    names.join(" › ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use imjoy_engine::value::Record;

    fn sample() -> Value {
        let cells: Vec<Value> =
            (0..1000i64).map(|index| Record::new().with("label", index).with("area", 2.5).into()).collect();
        Record::new().with("title", "coins").with("cells", Value::List(cells)).with("nothing", Value::Null).into()
    }

    fn names(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.name.as_str()).collect()
    }

    #[test]
    fn only_what_is_expanded_has_rows() {
        let mut tree = Tree::default();
        let value = sample();
        assert_eq!(names(&tree.rows(&value, "")), ["title", "cells", "nothing"]);
        tree.toggle(vec![1]);
        let rows = tree.rows(&value, "");
        assert_eq!(rows.len(), 3 + PAGE + 1);
        assert_eq!(rows[PAGE + 2].summary, "… 900 more");
        tree.show_more(vec![1]);
        assert_eq!(tree.rows(&value, "").len(), 3 + 1000);
        tree.toggle(vec![1, 7]);
        let rows = tree.rows(&value, "");
        assert_eq!((rows[10].name.as_str(), rows[10].depth), ("label", 2));
        tree.toggle(vec![1]);
        assert_eq!(tree.rows(&value, "").len(), 3);
    }

    #[test]
    fn a_filter_finds_names_and_contents() {
        let value = sample();
        let tree = Tree::default();
        let rows = tree.rows(&value, "COIN");
        assert_eq!(names(&rows), ["title"]);
        let rows = tree.rows(&value, "999");
        assert_eq!(names(&rows), ["cells › 999", "cells › 999 › label"]);
        assert_eq!(path_text(&value, &rows[1].path), "cells › 999 › label");
        assert_eq!(node::at(&value, &rows[1].path).unwrap().into_owned(), Value::Integer(999));
        assert!(tree.rows(&value, "area").len() == MOST_FOUND + 1 || tree.rows(&value, "area").len() == MOST_FOUND);
    }

    #[test]
    fn single_values_and_stale_paths() {
        let tree = Tree::default();
        let rows = tree.rows(&Value::Integer(5), "");
        assert_eq!((rows[0].name.as_str(), rows[0].summary.as_str()), ("integer", "5"));
        assert!(node::at(&sample(), &[99, 3]).is_none());
        assert!(node::at(&Value::Floats(vec![1.0].into()), &[0, 0]).is_none());
        assert_eq!(path_text(&sample(), &[99]), "");
    }

    #[test]
    fn a_long_list_of_numbers_is_cheap_while_collapsed() {
        let value: Value = Record::new().with("x", Value::Floats(vec![0.5; 10_000_000].into())).into();
        let started = std::time::Instant::now();
        let mut tree = Tree::default();
        tree.toggle(vec![0]);
        assert_eq!(tree.rows(&value, "").len(), 1 + PAGE + 1);
        assert!(started.elapsed().as_millis() < 200);
    }
}
