//! Keys that press buttons.

use super::events::Events;
use egui::{Event, Key, Modifiers, Ui};
use imjoy_engine::interface::{Element, ElementKind};
use imjoy_engine::value::Record;

/// Presses the buttons whose shortcuts were pressed, and takes those keys away from
/// whatever is drawn later.
pub fn take(ui: &Ui, tree: &Element, events: &mut Events) {
    let pressed = ui.input(|input| {
        input.events.iter().any(|event| matches!(event, Event::Key { pressed: true, .. } | Event::Copy | Event::Cut))
    });
    if pressed {
        visit(ui, tree, events);
    }
}

fn visit(ui: &Ui, element: &Element, events: &mut Events) {
    if !element.visible || !element.enabled {
        return;
    }
    if let ElementKind::Button(button) = &element.kind
        && let Some((modifiers, key)) = button.shortcut.as_deref().and_then(read)
    {
        let is_pressed = ui.input_mut(|input| {
            let count = input.events.len();
            input.events.retain(|event| {
                !matches!(event, Event::Key { key: found, pressed: true, modifiers: held, .. }
                    if *found == key && held.matches_exact(modifiers))
            });
            input.events.len() < count
        });
        if is_pressed {
            events.push(element, "click", Record::new());
        }
    }
    element.children.iter().for_each(|child| visit(ui, child, events));
}

/// Reads for example `Ctrl+Shift+Z`. `Ctrl` is the command key where there is one.
fn read(text: &str) -> Option<(Modifiers, Key)> {
    let mut parts = text.split('+').map(str::trim).rev();
    let key = Key::from_name(parts.next()?)?;
    let mut modifiers = Modifiers::NONE;
    for part in parts {
        modifiers |= match part {
            "Ctrl" => Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            _ => return None,
        };
    }
    Some((modifiers, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_read() {
        assert_eq!(read("P"), Some((Modifiers::NONE, Key::P)));
        assert_eq!(read("Ctrl+Shift+Z"), Some((Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)));
        assert_eq!(read("Delete"), Some((Modifiers::NONE, Key::Delete)));
        assert_eq!(read("Hyper+Z"), None);
        assert_eq!(read(""), None);
    }
}
