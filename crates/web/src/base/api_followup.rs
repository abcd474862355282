//! What the addresses of follow-up calls ask and answer (电话回访接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/followup/draws/{week}",
        id: "followupDraw",
        summary: "一周的抽样：承诺值、种子、名单，并按种子重抽复核",
        ok: (200, Some("FollowupDraw")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/followup/results",
        id: "followupResults",
        summary: "电话回访结果：接通、满意、置信区间，各部门五个维度，各周走势",
        query: &[("period", "时段，周如 2026-W48，月如 2026-11；不写是上周")],
        ok: (200, Some("FollowupResults")),
        refusals: &[422],
        ..PLAIN
    },
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "FollowupDraw",
        &[
            ("week", "text", "周"),
            ("commitment", "text", "承诺值：SM3（周 + 空格 + 种子）"),
            ("committed_at", "instant", "承诺时间"),
            ("in_time", "boolean", "在当周结束前承诺"),
            ("seed", "text?", "种子，抽样后公布"),
            ("drawn_at", "instant?", "抽样时间"),
            ("plan", "integer?", "按哪一版方案"),
            ("population", "integer", "可以抽的件数"),
            ("left_out", "integer", "不参加抽样的件数"),
            ("sample", "integer", "样本"),
            ("reserve", "integer", "备用"),
            ("verified", "boolean?", "重抽一致；还没有抽样为空"),
            ("differences", "[FollowupDifference]", "对不上的地方"),
            ("list", "[FollowupCandidate]", "冻结的名单"),
        ],
    ),
    ("FollowupDifference", &[("case_no", "text", "办件编号，说整体时为空"), ("what", "text", "哪里对不上")]),
    (
        "FollowupCandidate",
        &[
            ("case_no", "text", "办件编号"),
            ("department", "text", "部门"),
            ("applicant", "person|organisation", "申请人类型"),
            ("left_out", "text?", "no_phone、called_lately、refused_lately、same_applicant"),
            ("place", "text?", "sample 样本、reserve 备用"),
            ("number", "integer?", "第几件"),
        ],
    ),
    (
        "FollowupResults",
        &[
            ("period", "text", "时段"),
            ("weeks_drawn", "[text]", "已抽样的周"),
            ("confidence", "integer", "置信水平，%"),
            ("whole", "FollowupGroup", "全部"),
            ("departments", "[FollowupDepartment]", "各部门"),
            ("trend", "[FollowupWeek]", "各周"),
            ("words", "[FollowupWord]", "意见里的词"),
            ("notes", "integer", "留有意见的件数"),
            ("off_hall", "integer", "说交在部门办公室的件数"),
            ("extra", "integer", "说要了指南以外材料的件数"),
            ("kept_back", "integer", "限制查看的条数"),
            ("orders", "FollowupOrders", "整改单"),
        ],
    ),
    (
        "FollowupGroup",
        &[
            ("population", "integer", "总体"),
            ("drawn", "integer", "抽取"),
            ("waiting", "integer?", "还没打完"),
            ("skipped", "integer?", "跳过"),
            ("reached", "integer?", "接通"),
            ("erased", "integer?", "接通而回答已清除"),
            ("answered", "integer?", "有总体评价的"),
            ("satisfied", "integer?", "其中满意的"),
            ("share", "text?", "满意率的推断，0 到 1；没有人回答或人太少为空"),
            ("low", "text?", "置信下限"),
            ("high", "text?", "置信上限"),
            ("effective", "text?", "有效样本量"),
            ("unheard", "integer?", "没有人接通的层里的件数"),
            ("reach_text", "text", "接通，一句话"),
            ("text", "text", "满意，一句话"),
            ("certainty", "text?", "能推断到什么程度，一句话"),
            ("dimensions", "[FollowupDimension]", "五个维度"),
        ],
    ),
    (
        "FollowupDimension",
        &[
            ("dimension", "attitude|competence|efficiency|integrity|told_once", "维度"),
            ("label", "text", "维度"),
            ("answered", "integer", "回答"),
            ("satisfied", "integer", "满意"),
            ("levels", "[integer]", "1 到 5 分各几件"),
        ],
    ),
    (
        "FollowupDepartment",
        &[
            ("department", "text", "部门"),
            ("hidden", "boolean", "回答太少或会被合计倒推，只给抽取件数，其余为空"),
            ("result", "FollowupGroup", "结果"),
        ],
    ),
    ("FollowupWeek", &[("week", "text", "周"), ("result", "FollowupGroup", "结果")]),
    ("FollowupWord", &[("word", "text", "词"), ("notes", "integer", "出现的件数")]),
    (
        "FollowupOrders",
        &[
            ("issued", "integer", "待答复"),
            ("overdue", "integer", "其中超期"),
            ("answered", "integer", "待核验"),
            ("closed", "integer", "已销号"),
            ("withdrawn", "integer", "已撤回"),
        ],
    ),
];
