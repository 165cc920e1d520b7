//! What is drawn for the icon of a plugin.
//!
//! Plugins name an icon of Google's Material set, as `"icon": "photo"`, or give an emoji or a
//! URL. Of the names those that plugins use have a glyph here; the others, and pictures that
//! would have to be fetched, are drawn as a piece of a puzzle, which means "plugin".

use std::borrow::Cow;

/// Most characters of an icon: an emoji may consist of several.
const MOST_CHARACTERS: usize = 4;
/// Most letters that are an icon themselves, such as `Fx`.
const MOST_LETTERS: usize = 2;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PluginIcon<'a> {
    /// The plugin has none.
    None,
    /// A character or a few, if the fonts have them; else the piece.
    Glyph(Cow<'a, str>),
    /// A piece of a puzzle.
    Piece,
}

impl PluginIcon<'_> {
    /// By what the plugin says.
    pub(crate) fn of(icon: &str) -> PluginIcon<'_> {
        let icon = icon.trim();
        if icon.is_empty() {
            return PluginIcon::None;
        }
        if let Some(glyph) = glyph_of_name(icon) {
            return PluginIcon::Glyph(Cow::Borrowed(glyph));
        }
        let is_shown = |character: char| !character.is_control() && !character.is_whitespace();
        let is_short = icon.chars().take(MOST_CHARACTERS + 1).count() <= MOST_CHARACTERS;
        let is_emoji = is_short && icon.chars().all(|character| !character.is_alphanumeric() && is_shown(character));
        let is_letters = icon.chars().take(MOST_LETTERS + 1).count() <= MOST_LETTERS && icon.chars().all(is_shown);
        if is_emoji || is_letters { PluginIcon::Glyph(Cow::Borrowed(icon)) } else { PluginIcon::Piece }
    }
}

/// The glyph for the name of a Material icon, written with `_` or `-`.
fn glyph_of_name(name: &str) -> Option<&'static str> {
    let is_same = |known: &str| {
        known.len() == name.len()
            && known.bytes().zip(name.bytes()).all(|(known, byte)| {
                known == if byte == b'-' || byte == b' ' { b'_' } else { byte.to_ascii_lowercase() }
            })
    };
    GLYPHS.iter().find(|(known, _)| is_same(known)).map(|(_, glyph)| *glyph)
}

/// Names of Material icons and what looks most like them in egui's fonts.
const GLYPHS: &[(&str, &str)] = &[
    ("access_time", "⏱"),
    ("account_circle", "👤"),
    ("add", "➕"),
    ("add_a_photo", "📷"),
    ("alarm", "⏰"),
    ("apps", "⊞"),
    ("archive", "📦"),
    ("arrow_back", "⬅"),
    ("arrow_downward", "⬇"),
    ("arrow_forward", "➡"),
    ("arrow_upward", "⬆"),
    ("assessment", "📊"),
    ("assignment", "📋"),
    ("assistant", "💬"),
    ("attach_file", "📎"),
    ("audiotrack", "🎵"),
    ("auto_fix_high", "✨"),
    ("bar_chart", "📊"),
    ("blur_circular", "◎"),
    ("blur_on", "◎"),
    ("book", "📖"),
    ("bookmark", "🔖"),
    ("brightness_5", "🔆"),
    ("brightness_6", "🌓"),
    ("brush", "🎨"),
    ("bug_report", "🐛"),
    ("build", "🔧"),
    ("calculate", "🔢"),
    ("camera", "📷"),
    ("camera_alt", "📷"),
    ("casino", "🎲"),
    ("cast", "📡"),
    ("category", "🏷"),
    ("center_focus_strong", "🎯"),
    ("chat", "💬"),
    ("check", "✔"),
    ("check_box", "☑"),
    ("clear", "❌"),
    ("close", "❌"),
    ("cloud", "☁"),
    ("cloud_download", "☁"),
    ("cloud_upload", "☁"),
    ("code", "💻"),
    ("collections", "🖼"),
    ("color_lens", "🎨"),
    ("colorize", "💉"),
    ("compare", "⚖"),
    ("computer", "💻"),
    ("content_copy", "🗐"),
    ("content_cut", "✂"),
    ("contrast", "◑"),
    ("create", "✏"),
    ("crop", "✂"),
    ("dashboard", "⊞"),
    ("data_usage", "📈"),
    ("delete", "🗑"),
    ("description", "📄"),
    ("developer_board", "💻"),
    ("directions_run", "🏃"),
    ("done", "✔"),
    ("donut_large", "⭕"),
    ("edit", "✏"),
    ("email", "✉"),
    ("equalizer", "📊"),
    ("error", "❗"),
    ("event", "📅"),
    ("explore", "🌐"),
    ("face", "👤"),
    ("favorite", "❤"),
    ("file_download", "📥"),
    ("file_download_outline", "📥"),
    ("file_upload", "📤"),
    ("filter", "🖼"),
    ("filter_center_focus", "🎯"),
    ("fingerprint", "👆"),
    ("flag", "⚑"),
    ("flare", "✨"),
    ("flash_on", "⚡"),
    ("flip", "🔁"),
    ("folder", "📁"),
    ("folder_open", "📂"),
    ("functions", "∑"),
    ("gamepad", "🎮"),
    ("games", "🎮"),
    ("gesture", "✏"),
    ("get_app", "📥"),
    ("gps_fixed", "🎯"),
    ("grade", "⭐"),
    ("graphic_eq", "📊"),
    ("grid_on", "⊞"),
    ("group", "👥"),
    ("headset", "🎧"),
    ("help", "❓"),
    ("help_outline", "❓"),
    ("highlight", "💡"),
    ("history", "⏱"),
    ("home", "🏠"),
    ("hourglass_empty", "⏳"),
    ("image", "🖼"),
    ("import_export", "⬍"),
    ("info", "ℹ"),
    ("info_outline", "ℹ"),
    ("insert_chart", "📊"),
    ("insert_drive_file", "📄"),
    ("insert_photo", "🖼"),
    ("keyboard", "⌨"),
    ("label", "🏷"),
    ("language", "🌐"),
    ("laptop", "💻"),
    ("launch", "🚀"),
    ("layers", "📚"),
    ("lens", "⚫"),
    ("library_books", "📚"),
    ("lightbulb_outline", "💡"),
    ("line_style", "☰"),
    ("linear_scale", "📏"),
    ("link", "🔗"),
    ("list", "☰"),
    ("local_library", "📚"),
    ("lock", "🔒"),
    ("loop", "🔁"),
    ("mail", "✉"),
    ("map", "🗺"),
    ("memory", "💾"),
    ("menu", "☰"),
    ("message", "💬"),
    ("mic", "🎤"),
    ("mouse", "🖱"),
    ("movie", "🎬"),
    ("multiline_chart", "📈"),
    ("music_note", "🎵"),
    ("notifications", "🔔"),
    ("opacity", "💧"),
    ("palette", "🎨"),
    ("pan_tool", "✋"),
    ("pause", "⏸"),
    ("person", "👤"),
    ("pets", "🐾"),
    ("phone", "📞"),
    ("photo", "🖼"),
    ("photo_camera", "📷"),
    ("photo_library", "🖼"),
    ("pie_chart", "◔"),
    ("place", "📍"),
    ("play", "▶"),
    ("play_arrow", "▶"),
    ("power_settings_new", "⚡"),
    ("print", "🖶"),
    ("public", "🌐"),
    ("queue_music", "🎵"),
    ("refresh", "🔄"),
    ("remove", "➖"),
    ("remove_red_eye", "👁"),
    ("rotate_right", "↻"),
    ("rowing", "🚣"),
    ("save", "💾"),
    ("scatter_plot", "📈"),
    ("schedule", "⏱"),
    ("school", "🎓"),
    ("search", "🔍"),
    ("security", "🔒"),
    ("send", "📤"),
    ("settings", "⚙"),
    ("share", "🔗"),
    ("show_chart", "📈"),
    ("shuffle", "🔀"),
    ("slideshow", "🎬"),
    ("sort", "⬍"),
    ("star", "⭐"),
    ("stop", "⏹"),
    ("storage", "💾"),
    ("straighten", "📏"),
    ("swap_horiz", "↔"),
    ("swap_vert", "↕"),
    ("sync", "🔄"),
    ("table_chart", "📋"),
    ("text_fields", "🔤"),
    ("thumb_up", "👍"),
    ("timeline", "📈"),
    ("timer", "⏱"),
    ("toys", "🎮"),
    ("track_changes", "🎯"),
    ("transform", "📐"),
    ("translate", "🌐"),
    ("trending_up", "📈"),
    ("tune", "⚙"),
    ("tv", "📺"),
    ("update", "🔄"),
    ("verified_user", "🔒"),
    ("videocam", "📹"),
    ("view_list", "☰"),
    ("view_module", "⊞"),
    ("visibility", "👁"),
    ("volume_up", "🔊"),
    ("warning", "⚠"),
    ("wb_incandescent", "💡"),
    ("wb_sunny", "☀"),
    ("whatshot", "🔥"),
    ("widgets", "⊞"),
    ("wifi", "📶"),
    ("window_close", "❌"),
    ("work", "💼"),
    ("zoom_in", "🔍"),
    ("zoom_out", "🔍"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample_plugins::sample_plugins;
    use egui::FontFamily;
    use imjoy_engine::PluginSource;

    #[test]
    fn names_of_icons_are_never_drawn_as_words() {
        for (icon, glyph) in [
            ("photo", "🖼"),
            ("casino", "🎲"),
            ("Pets", "🐾"),
            ("help-outline", "❓"),
            ("🙀", "🙀"),
            ("Fx", "Fx"),
            (" 👋 ", "👋"),
        ] {
            assert_eq!(PluginIcon::of(icon), PluginIcon::Glyph(glyph.into()), "{icon}");
        }
        for icon in
            ["extension", "no_such_icon", "https://example.org/a.png", "data:image/png;base64,AAAA", "ico", "日本語"]
        {
            assert_eq!(PluginIcon::of(icon), PluginIcon::Piece, "{icon}");
        }
        assert_eq!(PluginIcon::of(" "), PluginIcon::None);
        assert_eq!(PluginIcon::of(&"🙀".repeat(100)), PluginIcon::Piece);
    }

    /// The names of glyphs that the fonts do not have.
    fn missing<N>(glyphs: impl IntoIterator<Item = (N, String)>) -> Vec<N> {
        let context = egui::Context::default();
        let mut glyphs = Some(glyphs);
        let mut missing = Vec::new();
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            let font = egui::FontId::new(14.0, FontFamily::Proportional);
            for (name, glyph) in glyphs.take().into_iter().flatten() {
                if !ui.fonts_mut(|fonts| fonts.has_glyphs(&font, &glyph)) {
                    missing.push(name);
                }
            }
        });
        // Nothing is drawn: egui asks that the textures be given up on purpose.
        output.textures_delta.clear();
        missing
    }

    #[test]
    fn the_fonts_have_every_glyph_and_the_table_is_in_order() {
        assert!(GLYPHS.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(missing(GLYPHS.iter().map(|(name, glyph)| (*name, (*glyph).to_owned()))), Vec::<&str>::new());
    }

    #[test]
    fn the_fonts_have_the_icons_of_all_samples() {
        let icons = sample_plugins().into_iter().filter_map(|source| {
            let PluginSource::BuiltIn { name, contents } = source else { return None };
            let icon = imjoy_engine::check_plugin(&name, &contents).unwrap().manifest.icon;
            match PluginIcon::of(&icon) {
                // As it is drawn: without the wish for colours.
                PluginIcon::Glyph(glyph) => Some((format!("{name}: {icon}"), glyph.replace('\u{fe0f}', ""))),
                PluginIcon::None | PluginIcon::Piece => panic!("{name} has the icon {icon}"),
            }
        });
        assert_eq!(missing(icons), Vec::<String>::new());
    }
}
