//! What the addresses of scores ask and answer (评价得分接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/evaluation",
        id: "evaluationRanking",
        summary: "评价得分：一个周期里同类对象的得分和位次",
        query: &[
            ("period", "周期，月如 2026-09，季如 2026-Q3，年如 2026；不写是最近一期"),
            ("kind", "department 部门、window 窗口、person 个人、township 乡镇；不写是部门"),
            ("run", "哪一次计算；不写是这一期最后一次"),
        ],
        ok: (200, Some("EvaluationRanking")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/evaluation/score",
        id: "evaluationScore",
        summary: "一个得分的构成：各级指标、比上期变动的原因",
        query: &[("run", "哪一次计算"), ("kind", "评价对象的种类"), ("key", "评价对象的代号")],
        ok: (200, Some("EvaluationScore")),
        refusals: &[404],
        ..PLAIN
    },
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "EvaluationRanking",
        &[
            ("period", "text?", "周期；还没有计算过为空"),
            ("run", "text?", "计算的编号"),
            ("nth", "integer?", "这一期第几次计算"),
            ("computed_at", "text?", "计算时间"),
            ("index", "text", "指标体系"),
            ("index_version", "integer", "第几版，0 是随程序附带的"),
            ("kind", "department|window|person|township", "评价对象"),
            ("lines", "[EvaluationLine]", "得分，好的在前，没有得分的在后"),
        ],
    ),
    (
        "EvaluationLine",
        &[
            ("key", "text", "代号"),
            ("name", "text", "名称"),
            ("place", "integer?", "位次，并列的相同；没有得分为空"),
            ("points", "text?", "得分，两位小数；数据不够为空"),
            ("before", "text?", "上期得分"),
            ("covered", "text", "有数据的权重，0 到 1"),
        ],
    ),
    (
        "EvaluationScore",
        &[
            ("period", "text", "周期"),
            ("run", "text", "计算的编号"),
            ("kind", "department|window|person|township", "评价对象"),
            ("key", "text", "代号"),
            ("name", "text", "名称"),
            ("points", "text?", "得分"),
            ("before", "text?", "上期得分"),
            ("covered", "text", "有数据的权重，0 到 1"),
            ("nodes", "[EvaluationNode]", "各级指标，上级在前"),
            ("moved", "[EvaluationMove]", "比上期变动的原因，大的在前"),
        ],
    ),
    (
        "EvaluationNode",
        &[
            ("key", "text", "代号"),
            ("name", "text", "名称"),
            ("depth", "integer", "第几级"),
            ("weight", "text", "占总分的份量，0 到 1"),
            ("points", "text?", "得分"),
            ("too_few", "boolean", "条数太少，不公布"),
            ("measure", "text?", "数据的代号"),
            ("value", "text?", "数值"),
            ("rows", "integer?", "依据的条数"),
        ],
    ),
    (
        "EvaluationMove",
        &[
            ("key", "text", "代号"),
            ("name", "text", "名称"),
            ("by", "text", "带来的变动，分"),
            ("by_points", "text", "其中自己的得分变了"),
            ("by_weight", "text", "其中所占的份量变了"),
        ],
    ),
];
