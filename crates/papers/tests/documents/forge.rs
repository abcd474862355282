//! 造字: a TrueType font of a few characters, for tests of what fonts have and lack.
//!
//! Every character is the same upright bar; what matters is which are there.

/// A font with the given names and characters.
pub(crate) fn font(english: &str, chinese: &str, characters: &[char]) -> Vec<u8> {
    let mut characters = characters.to_vec();
    characters.sort_unstable();
    let glyphs = u16::try_from(characters.len() + 1).expect("is small");
    let glyph = bar();
    let mut loca = vec![0_u32];
    let mut glyf = Vec::new();
    for _ in 0..glyphs {
        glyf.extend_from_slice(&glyph);
        loca.push(u32::try_from(glyf.len()).expect("is small"));
    }
    let tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"OS/2", os2()),
        (b"cmap", cmap(&characters)),
        (b"glyf", glyf),
        (b"head", head()),
        (b"hhea", hhea(glyphs)),
        (b"hmtx", [1_000_u16, 100].repeat(usize::from(glyphs)).iter().flat_map(|word| word.to_be_bytes()).collect()),
        (b"loca", loca.iter().flat_map(|offset| offset.to_be_bytes()).collect()),
        (b"maxp", maxp(glyphs)),
        (b"name", name(english, chinese)),
        (b"post", [0x0003_0000_u32, 0, 0, 0, 0, 0, 0, 0].iter().flat_map(|word| word.to_be_bytes()).collect()),
    ];
    assemble(&tables)
}

fn words(list: &[i32]) -> Vec<u8> {
    list.iter().flat_map(|&word| (word as u16).to_be_bytes()).collect()
}

fn assemble(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).expect("is small");
    let mut file = vec![0, 1, 0, 0];
    file.extend(words(&[i32::from(count), 128, 3, i32::from(count) * 16 - 128]));
    let mut at = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        file.extend_from_slice(*tag);
        for word in [0, at, bytes.len()] {
            file.extend(u32::try_from(word).expect("is small").to_be_bytes());
        }
        at += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        file.extend_from_slice(bytes);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// A rectangle of four points.
fn bar() -> Vec<u8> {
    let mut glyph = words(&[1, 100, 0, 900, 800, 3, 0]);
    glyph.extend([1, 1, 1, 1]);
    glyph.extend(words(&[100, 0, 800, 0]));
    glyph.extend(words(&[0, 800, 0, -800]));
    glyph
}

fn head() -> Vec<u8> {
    let mut head = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5];
    head.extend(words(&[0, 1_000]));
    head.extend([0; 16]);
    head.extend(words(&[100, 0, 900, 800, 0, 8, 2, 1, 0]));
    head
}

fn hhea(glyphs: u16) -> Vec<u8> {
    let mut hhea = vec![0, 1, 0, 0];
    hhea.extend(words(&[880, -120, 0, 1_000, 100, 100, 900, 1, 0, 0, 0, 0, 0, 0, 0, i32::from(glyphs)]));
    hhea
}

fn maxp(glyphs: u16) -> Vec<u8> {
    let mut maxp = vec![0, 1, 0, 0];
    maxp.extend(words(&[i32::from(glyphs), 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]));
    maxp
}

fn os2() -> Vec<u8> {
    let mut os2 = words(&[4, 1_000, 400, 5]);
    os2.resize(96, 0);
    os2
}

/// One group a character: format 12 of the character map.
fn cmap(characters: &[char]) -> Vec<u8> {
    let mut cmap = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    let groups = u32::try_from(characters.len()).expect("is small");
    for word in [16 + 12 * groups, 0, groups] {
        cmap.extend(word.to_be_bytes());
    }
    for (glyph, &character) in (1_u32..).zip(characters) {
        for word in [u32::from(character), u32::from(character), glyph] {
            cmap.extend(word.to_be_bytes());
        }
    }
    cmap
}

/// Family, full and PostScript name, in English and in Chinese.
fn name(english: &str, chinese: &str) -> Vec<u8> {
    let names = [
        (0x409, 1, english.to_owned()),
        (0x409, 2, "Regular".to_owned()),
        (0x409, 4, english.to_owned()),
        (0x409, 6, english.replace(' ', "")),
        (0x804, 1, chinese.to_owned()),
        (0x804, 4, chinese.to_owned()),
    ];
    let (mut records, mut strings) = (Vec::new(), Vec::new());
    for (language, id, text) in &names {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (length, at) = (bytes.len() as i32, strings.len() as i32);
        records.extend(words(&[3, 1, *language, *id, length, at]));
        strings.extend(bytes);
    }
    let count = names.len() as i32;
    let mut table = words(&[0, count, 6 + 12 * count]);
    table.extend(records);
    table.extend(strings);
    table
}
