//! What the addresses of questionnaires ask and answer (问卷接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/questionnaires",
        id: "questionnaires",
        summary: "满意度问卷清单",
        ok: (200, Some("QuestionnaireList")),
        ..PLAIN
    },
    Operation {
        path: "/api/questionnaires/measured",
        id: "questionnaireMeasures",
        summary: "一段时间各部门、各窗口的问卷评价，供评价指标取数",
        query: &[("from", "第一天，不写是 30 天前"), ("to", "最后一天，不写是今天")],
        ok: (200, Some("QuestionnaireMeasures")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/questionnaires/{questionnaire}/results",
        id: "questionnaireResults",
        summary: "问卷结果：各题人数、区间、分层，文字里的个人信息已遮住",
        query: &[("edition", "只算这一版；不写是全部版次")],
        ok: (200, Some("QuestionnaireResults")),
        refusals: &[404, 422],
        ..PLAIN
    },
];

const STANDINGS: &str = "open|not_yet|over|full|closed";

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("QuestionnaireList", &[("questionnaires", "[ListedQuestionnaire]", "新的在前")]),
    (
        "ListedQuestionnaire",
        &[
            ("id", "text", "问卷 id"),
            ("title", "text", "名称"),
            ("standing", STANDINGS, "今天收不收"),
            ("edition", "integer?", "最近一版，没有发布过为空"),
            ("answers", "integer", "收到几份"),
        ],
    ),
    (
        "QuestionnaireResults",
        &[
            ("id", "text", "问卷 id"),
            ("title", "text", "名称"),
            ("standing", STANDINGS, "今天收不收"),
            ("edition", "integer", "按哪一版的题目"),
            ("editions", "[integer]", "发布过的版次"),
            ("one_edition", "boolean", "只算这一版的答卷"),
            ("answers", "integer", "几份"),
            ("paper", "integer", "其中纸质补录"),
            ("confidence", "integer", "置信水平，%"),
            ("questions", "[QuestionnaireQuestion]", "各题"),
        ],
    ),
    (
        "QuestionnaireQuestion",
        &[
            ("key", "text", "代号"),
            ("label", "text", "题目"),
            ("kind", "one|several|scale|text", "怎么答"),
            ("answered", "integer", "几人答"),
            ("text", "text", "一句话"),
            ("satisfied", "integer?", "满意的人数，只有满意度题有"),
            ("low", "text?", "满意率置信下限，0 到 1"),
            ("high", "text?", "满意率置信上限"),
            ("mean", "text?", "平均分，1 到 5"),
            ("options", "[QuestionnaireOption]", "各选项"),
            ("strata", "[QuestionnaireStratum]", "各层"),
            ("words", "[text]", "文字，个人信息已遮住"),
        ],
    ),
    (
        "QuestionnaireOption",
        &[
            ("label", "text", "选项"),
            ("n", "integer", "人数"),
            ("low", "text?", "置信下限"),
            ("high", "text?", "置信上限"),
        ],
    ),
    (
        "QuestionnaireStratum",
        &[
            ("stratum", "text", "层"),
            ("hidden", "boolean", "人太少或会被倒推，不单列"),
            ("answered", "integer?", "几人答"),
            ("satisfied", "integer?", "满意的人数"),
            ("options", "[QuestionnaireOption]", "各选项"),
        ],
    ),
    (
        "QuestionnaireMeasures",
        &[
            ("from", "date", "第一天"),
            ("to", "date", "最后一天"),
            ("measures", "[QuestionnaireMeasure]", "各部门、各窗口"),
        ],
    ),
    (
        "QuestionnaireMeasure",
        &[
            ("department", "text?", "部门 id"),
            ("window", "integer?", "窗口号"),
            ("about", "overall|attitude|quality|efficiency", "评的是什么"),
            ("answered", "integer", "几人评"),
            ("satisfied", "integer", "满意的人数"),
            ("mean", "text?", "平均分"),
            ("low", "text?", "满意率置信下限"),
            ("high", "text?", "满意率置信上限"),
            ("paper", "integer", "其中纸质补录"),
        ],
    ),
];
