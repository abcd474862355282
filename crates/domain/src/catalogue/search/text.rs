//! Text as it is compared (归一化): half width, lower case, without marks that people leave out, with the sound of each
//! character. Readings come from the pinyin tables; words whose common reading differs stand in [`READINGS`].

use pinyin::ToPinyin as _;

/// Words of the catalogue whose characters are read otherwise than alone: 多音字 by word. The place is that of the
/// character; readings by 现代汉语词典.
const READINGS: &[(&str, &[&str])] = &[
    ("会计", &["kuai", "ji"]),
    ("银行", &["yin", "hang"]),
    ("行业", &["hang", "ye"]),
    ("重新", &["chong", "xin"]),
    ("重建", &["chong", "jian"]),
    ("重置", &["chong", "zhi"]),
    ("校验", &["jiao", "yan"]),
    ("给付", &["ji", "fu"]),
    ("供给", &["gong", "ji"]),
    ("音乐", &["yin", "yue"]),
    ("乐器", &["yue", "qi"]),
    ("没收", &["mo", "shou"]),
    ("调解", &["tiao", "jie"]),
    ("调整", &["tiao", "zheng"]),
    ("调剂", &["tiao", "ji"]),
    ("空调", &["kong", "tiao"]),
    ("长期", &["chang", "qi"]),
    ("延长", &["yan", "chang"]),
    ("长途", &["chang", "tu"]),
    ("长效", &["chang", "xiao"]),
    ("都市", &["du", "shi"]),
];

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// A text with everything that is compared of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    /// Folded.
    pub(super) plain: String,
    /// The same by character.
    pub(super) chars: Vec<char>,
    /// Sound of each character without tone; empty where it has none.
    pub(super) sounds: Vec<&'static str>,
    /// First letters of the sounds.
    pub(super) initials: String,
    /// All sounds joined.
    pub(super) pinyin: String,
    /// Where each sound begins in `pinyin`.
    pub(super) starts: Vec<usize>,
}

impl Text {
    pub(super) fn of(text: &str) -> Self {
        Self::folded(plain(text))
    }

    /// Takes what is folded already.
    pub(super) fn folded(plain: String) -> Self {
        let chars: Vec<char> = plain.chars().collect();
        let sounds = sounds(&chars);
        let mut text = Self { plain, chars, ..Self::default() };
        for sound in &sounds {
            text.starts.push(text.pinyin.len());
            text.pinyin.push_str(sound);
            text.initials.extend(sound.chars().next());
        }
        text.sounds = sounds;
        text
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }
}

/// Lower case, half width, without spaces and marks.
pub(super) fn plain(text: &str) -> String {
    placed(text).into_iter().map(|(c, _)| c).collect()
}

/// The same, each character with the place in the text that it came from.
pub(super) fn placed(text: &str) -> Vec<(char, usize)> {
    let fold = |(at, c): (usize, char)| {
        let c = match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let kept = !c.is_whitespace() && !"()、,。·“”‘’\"'《》〔〕[]【】-—_/：:；;？?！!".contains(c);
        c.to_lowercase().filter(move |_| kept).map(move |l| (l, at))
    };
    text.chars().enumerate().flat_map(fold).collect()
}

/// Whether a folded term is typed in letters and digits.
pub(super) fn is_latin(term: &str) -> bool {
    term.is_ascii()
}

fn sounds(chars: &[char]) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = chars.iter().map(|c| sound(*c)).collect();
    for (word, readings) in READINGS {
        let word: Vec<char> = word.chars().collect();
        for at in 0..chars.len().saturating_sub(word.len() - 1) {
            if chars[at..at + word.len()] == word[..] {
                out[at..at + word.len()].copy_from_slice(readings);
            }
        }
    }
    out
}

fn sound(c: char) -> &'static str {
    if let Some(at) = LATIN.find(c) {
        return &LATIN[at..=at];
    }
    match c.to_pinyin().map_or("", |p| p.plain()) {
        // As keyboards write it.
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        sound => sound,
    }
}
