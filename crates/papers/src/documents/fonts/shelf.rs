//! 字架: the fonts one document uses, read when first needed and let go with it.
//!
//! Deliberately not here: what is printed; a character nobody has is only said to
//! be missing.

use std::{collections::HashMap, fs, sync::Arc};

use krilla::text::Font;
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

use super::{super::typeface::Typeface, find::Fonts};

/// 〓, the compositor's mark for a type that is not in the case.
const STAND_IN: char = '〓';

/// What is printed for a character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::documents) struct Picked {
    /// The font on the shelf and the glyph in it; `None` leaves a blank.
    pub(in crate::documents) glyph: Option<(usize, u32)>,
    /// Width in ems.
    pub(in crate::documents) width: f32,
    /// No font has the character; what is printed stands for it.
    pub(in crate::documents) missing: bool,
}

/// The fonts of one document.
pub(in crate::documents) struct Shelf<'a> {
    fonts: &'a Fonts,
    /// By place in the list of faces; the inner `None` is a font that cannot be read.
    read: HashMap<usize, Option<OnShelf>>,
    picked: HashMap<(Typeface, char), Picked>,
}

struct OnShelf {
    font: Font,
    bytes: Arc<Vec<u8>>,
    index: u32,
}

impl<'a> Shelf<'a> {
    /// An empty shelf; `None` where this machine has no Chinese font.
    pub(in crate::documents) fn new(fonts: &'a Fonts) -> Option<Self> {
        let mut shelf = Self { fonts, read: HashMap::new(), picked: HashMap::new() };
        (!shelf.pick(Typeface::FangSong, '国').missing).then_some(shelf)
    }

    /// The glyph for a character in a typeface, from the first font that has it.
    pub(in crate::documents) fn pick(&mut self, typeface: Typeface, character: char) -> Picked {
        if let Some(&known) = self.picked.get(&(typeface, character)) {
            return known;
        }
        let picked = self.look(typeface, character).unwrap_or_else(|| self.stand_in(typeface, character));
        self.picked.insert((typeface, character), picked);
        picked
    }

    /// The font itself, once something was picked from it.
    pub(in crate::documents) fn font(&self, place: usize) -> Option<Font> {
        self.read.get(&place)?.as_ref().map(|on_shelf| on_shelf.font.clone())
    }

    fn look(&mut self, typeface: Typeface, character: char) -> Option<Picked> {
        let fonts = self.fonts;
        fonts.chain(typeface).iter().find_map(|&place| {
            let on_shelf = self.read.entry(place).or_insert_with(|| read(fonts, place)).as_ref()?;
            let (glyph, width) = on_shelf.glyph(character)?;
            Some(Picked { glyph: Some((place, glyph)), width, missing: false })
        })
    }

    fn stand_in(&mut self, typeface: Typeface, character: char) -> Picked {
        let width = if character.is_ascii() { 0.5 } else { 1.0 };
        if character.is_whitespace() {
            return Picked { glyph: None, width, missing: false };
        }
        match self.look(typeface, STAND_IN) {
            Some(mark) => Picked { missing: true, ..mark },
            None => Picked { glyph: None, width, missing: true },
        }
    }
}

impl OnShelf {
    fn glyph(&self, character: char) -> Option<(u32, f32)> {
        let font = FontRef::from_index(&self.bytes, self.index).ok()?;
        // Glyph 0 is the box that fonts draw for what they do not have.
        let glyph = font.charmap().map(character).filter(|glyph| glyph.to_u32() != 0)?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let width = metrics.advance_width(glyph)? / self.font.units_per_em();
        Some((glyph.to_u32(), width))
    }
}

fn read(fonts: &Fonts, place: usize) -> Option<OnShelf> {
    let face = fonts.faces.get(place)?;
    let bytes = Arc::new(fs::read(&face.path).ok()?);
    let font = Font::new(Arc::clone(&bytes).into(), face.named.index)?;
    Some(OnShelf { font, bytes, index: face.named.index })
}
