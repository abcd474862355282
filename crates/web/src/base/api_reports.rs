//! What the addresses of reports answer (报告接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/reports",
        id: "reports",
        summary: "报告列表，新的在前",
        ok: (200, Some("Reports")),
        ..PLAIN
    },
    Operation {
        path: "/api/reports/{report}",
        id: "report",
        summary: "一份报告的文字、提示和每个数字的来源",
        ok: (200, Some("Report")),
        refusals: &[404],
        ..PLAIN
    },
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("Reports", &[("reports", "[ReportLine]", "新的在前，最多 200 份")]),
    (
        "ReportLine",
        &[
            ("id", "text", "id"),
            ("kind", "text", "analysis 分析研判报告，weekly 周报，assignment 交办单"),
            ("title", "text", "标题"),
            ("as_of", "date", "数据截至"),
        ],
    ),
    (
        "Report",
        &[
            ("id", "text", "id"),
            ("kind", "text", "analysis、weekly、assignment"),
            ("title", "text", "标题"),
            ("as_of", "date", "数据截至"),
            ("snapshot", "text", "快照编号"),
            ("sections", "[ReportSection]", "各部分"),
            ("notes", "[text]", "给写稿人的提示，不在报告里"),
            ("sources", "[ReportSource]", "数字的来源"),
        ],
    ),
    ("ReportSection", &[("heading", "text", "标题，开头一段为空"), ("paragraphs", "[ReportParagraph]", "各段")]),
    (
        "ReportParagraph",
        &[
            ("id", "text", "段落编号"),
            ("text", "text", "文字"),
            ("edited", "boolean", "人工改过"),
            ("numbers_by_hand", "[text]", "人工填写的数字"),
        ],
    ),
    (
        "ReportSource",
        &[
            ("what", "text", "指标或数量"),
            ("parts", "text", "构成"),
            ("profile", "text", "口径"),
            ("source", "text", "来源"),
        ],
    ),
];
