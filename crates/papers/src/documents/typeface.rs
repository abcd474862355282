//! 字体名: the five typefaces of an official document, by the names offices know,
//! and what stands in for each.
//!
//! Deliberately not here: looking for them on this machine.

/// A typeface of GB/T 9704-2012.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Typeface {
    /// 小标宋: the title.
    XiaoBiaoSong,
    /// 仿宋: the text, headings of levels three and four.
    FangSong,
    /// 楷体: headings of level two, the lines under the title.
    KaiTi,
    /// 黑体: headings of level one, heads of tables, captions, `附件`.
    HeiTi,
    /// 宋体: page numbers, cells, words in charts.
    SongTi,
}

impl Typeface {
    /// All five.
    pub const ALL: [Self; 5] = [Self::XiaoBiaoSong, Self::FangSong, Self::KaiTi, Self::HeiTi, Self::SongTi];

    /// The name an office's word processor knows it by.
    #[must_use]
    pub fn office_name(self) -> &'static str {
        match self {
            Self::XiaoBiaoSong => "方正小标宋简体",
            Self::FangSong => "仿宋_GB2312",
            Self::KaiTi => "楷体_GB2312",
            Self::HeiTi => "黑体",
            Self::SongTi => "宋体",
        }
    }

    /// Families that may be used, best first; `true` asks for the bold of a family
    /// that has several weights. The first few are the typeface itself under its
    /// other names, then come free ones.
    pub(super) fn families(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::XiaoBiaoSong => &[
                ("方正小标宋简体", false),
                ("FZXiaoBiaoSong-B05S", false),
                ("方正小标宋_GBK", false),
                ("FZXiaoBiaoSong-B05", false),
                ("华文中宋", false),
                ("STZhongsong", false),
                ("Noto Serif CJK SC", true),
                ("Noto Serif SC", true),
                ("Source Han Serif SC", true),
                ("思源宋体", true),
                ("FandolSong", true),
            ],
            Self::FangSong => &[
                ("仿宋_GB2312", false),
                ("FangSong_GB2312", false),
                ("方正仿宋_GB2312", false),
                ("仿宋", false),
                ("FangSong", false),
                ("华文仿宋", false),
                ("STFangsong", false),
                ("方正仿宋_GBK", false),
                ("方正仿宋简体", false),
                ("朱雀仿宋", false),
                ("Zhuque Fangsong (technical preview)", false),
                ("FandolFang R", false),
                ("FandolFang", false),
            ],
            Self::KaiTi => &[
                ("楷体_GB2312", false),
                ("KaiTi_GB2312", false),
                ("方正楷体_GB2312", false),
                ("楷体", false),
                ("KaiTi", false),
                ("华文楷体", false),
                ("STKaiti", false),
                ("FandolKai", false),
                ("霞鹜文楷", false),
                ("LXGW WenKai", false),
                ("AR PL UKai CN", false),
            ],
            Self::HeiTi => &[
                ("黑体", false),
                ("SimHei", false),
                ("方正黑体_GBK", false),
                ("方正黑体简体", false),
                ("华文黑体", false),
                ("STHeiti", false),
                ("Noto Sans CJK SC", true),
                ("Noto Sans SC", true),
                ("Source Han Sans SC", true),
                ("思源黑体", true),
                ("FandolHei", true),
                ("Noto Sans CJK SC", false),
                ("WenQuanYi Zen Hei", false),
            ],
            Self::SongTi => &[
                ("宋体", false),
                ("SimSun", false),
                ("新宋体", false),
                ("NSimSun", false),
                ("方正书宋_GBK", false),
                ("华文宋体", false),
                ("STSong", false),
                ("FandolSong", false),
            ],
        }
    }

    /// For `w:altName`: what a word processor may take where the typeface is not
    /// installed.
    pub(super) fn alternates(self) -> &'static str {
        match self {
            Self::XiaoBiaoSong => "方正小标宋_GBK,华文中宋,Noto Serif CJK SC,宋体",
            Self::FangSong => "仿宋,FangSong,华文仿宋,FandolFang R,Noto Serif CJK SC",
            Self::KaiTi => "楷体,KaiTi,华文楷体,FandolKai,LXGW WenKai",
            Self::HeiTi => "SimHei,方正黑体_GBK,Noto Sans CJK SC",
            Self::SongTi => "SimSun,Noto Serif CJK SC,FandolSong",
        }
    }
}

/// Asked, in this order, for any character the typeface itself does not have; the
/// last ones hold the rare characters of names and places.
pub(super) const LAST_RESORTS: &[(&str, bool)] = &[
    ("Noto Serif CJK SC", false),
    ("Noto Serif SC", false),
    ("Source Han Serif SC", false),
    ("思源宋体", false),
    ("宋体", false),
    ("SimSun", false),
    ("FandolSong", false),
    ("AR PL UMing CN", false),
    ("Noto Sans CJK SC", false),
    ("Source Han Sans SC", false),
    ("WenQuanYi Zen Hei", false),
    ("Droid Sans Fallback", false),
    ("宋体-ExtB", false),
    ("SimSun-ExtB", false),
    ("方正超大字符集", false),
    ("HanaMinA", false),
    ("HanaMinB", false),
    ("BabelStone Han", false),
    ("DejaVu Sans", false),
];
