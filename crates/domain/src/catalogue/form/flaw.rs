//! What is wrong with a form's definition (表单问题), for the editor who writes it, in sentences that say what
//! to do. Not here: what is wrong with an answer (`answers`).

/// Why a definition is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormFlaw {
    /// Nothing is asked.
    #[error("表单里还没有字段，请先加一个；不要专门的表单，请改用默认表单")]
    Empty,
    /// Too many screens for one who applies once in ten years.
    #[error("表单最多分 {most} 页，现在 {now} 页，请合并几页")]
    Pages {
        /// Most pages.
        most: usize,
        /// Pages there are.
        now: usize,
    },
    /// Too many fields.
    #[error("表单最多 {most} 个字段，现在是 {now} 个，请去掉不必问的")]
    Fields {
        /// Most fields.
        most: usize,
        /// Fields there are.
        now: usize,
    },
    /// A page without a heading.
    #[error("第 {0} 页请写标题")]
    PageTitle(usize),
    /// A page without a field.
    #[error("“{0}”这一页没有字段，请加一个或删掉这一页")]
    PageEmpty(String),
    /// A key that cannot be one.
    #[error("字段名“{0}”请用小写字母开头，只用小写字母、数字和下划线，最多 40 个")]
    Key(String),
    /// Two fields of one key, or a key that means something else.
    #[error("字段名“{0}”已经用过，请换一个")]
    KeyTaken(String),
    /// No label.
    #[error("字段“{0}”请写要问什么，最多 20 个字")]
    Label(String),
    /// Two fields that read alike.
    #[error("有两个字段都叫“{0}”，请改其中一个")]
    LabelTaken(String),
    /// A choice of less than two.
    #[error("“{0}”至少要有两个选项，每个最多 60 个字，不能重复")]
    Options(String),
    /// Bounds that leave nothing.
    #[error("“{0}”的范围请从小到大写，字数在 1 到 2000 之间，小数最多 4 位")]
    Range(String),
    /// A bound by a field that is no date.
    #[error("“{label}”的日期范围用到“{other}”，它不是这张表里的日期字段")]
    BoundBy {
        /// The field.
        label: String,
        /// What it names.
        other: String,
    },
    /// A condition on what is not asked before.
    #[error("“{label}”的条件用到“{other}”，它要排在前面")]
    ConditionOn {
        /// The field.
        label: String,
        /// What it names.
        other: String,
    },
    /// A condition compares with an answer that nobody can give.
    #[error("“{label}”的条件里，“{other}”没有“{value}”这个选项")]
    ConditionValue {
        /// The field.
        label: String,
        /// The earlier field.
        other: String,
        /// The answer.
        value: String,
    },
    /// A condition that says nothing, or more than people can follow.
    #[error("“{0}”的条件请写 1 到 10 条比较")]
    ConditionSize(String),
    /// Personal information without a purpose.
    #[error("“{0}”是个人信息，请写为什么要问（处理目的）")]
    Purpose(String),
    /// Personal information without a legal basis.
    #[error("“{0}”是个人信息，请写依据哪部法律哪一条")]
    LegalBasis(String),
    /// A text that is too long.
    #[error("“{0}”的说明、目的、依据最多各 200 个字")]
    TooLong(String),
    /// A reuse word that cannot be one.
    #[error("“{0}”的沿用标识请用小写字母、数字、点和下划线，最多 60 个")]
    Reuse(String),
    /// Two fields of one form for the same datum.
    #[error("“{0}”和前面的字段沿用标识相同，同一内容不用问两次")]
    ReuseTaken(String),
}

/// Why a schema text is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaFlaw {
    /// No JSON.
    #[error("这不是 JSON：第 {line} 行第 {column} 列读不下去")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Another dialect.
    #[error("$schema 是“{0}”，这里读的是 JSON Schema 2020-12")]
    Dialect(String),
    /// A keyword outside the subset.
    #[error("{place}用了 {word}，不在能读的范围里")]
    Outside {
        /// `整张表`, or the field.
        place: String,
        /// The keyword, or keyword and value.
        word: String,
    },
    /// A keyword whose value is not as it must be.
    #[error("{place}的 {word} 写法不对，请对照说明")]
    Shape {
        /// `整张表`, or the field.
        place: String,
        /// The keyword.
        word: String,
    },
    /// Pages and properties do not name the same fields.
    #[error("分页和字段对不上：“{0}”应当正好出现一次")]
    Order(String),
    /// What was read is not a good form.
    #[error(transparent)]
    Form(#[from] FormFlaw),
}
