//! What the addresses of the case statistics answer (办件统计接口), for the description of the API.

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/cases/statistics",
        id: "caseStatistics",
        summary: "办件统计：按月、按部门，一个部门的再按事项",
        query: &[
            ("from", "起月，如 2026-01；不写是近十二个月"),
            ("to", "止月"),
            ("department", "部门 id"),
            ("item", "事项 id"),
        ],
        ok: (200, Some("CaseStatistics")),
        ..PLAIN
    },
    Operation {
        path: "/api/cases/statistics/rows",
        id: "caseStatisticsRows",
        summary: "一个统计数背后的办件",
        query: &[
            ("side", "accepted 受理，finished 办结"),
            ("from", "起月"),
            ("to", "止月"),
            ("department", "部门 id"),
            ("item", "事项 id"),
            ("timely", "on_time 按期，late 逾期，no_limit 没有期限"),
            ("outcome", "grant 准予，deny 不予"),
            ("same_day", "1 只看即收即办"),
            ("at_once", "1 只看即时办结"),
            NEXT,
            ("limit", "每页件数，最多 200"),
        ],
        ok: (200, Some("CountedCases")),
        ..PLAIN
    },
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "CaseStatistics",
        &[
            ("from", "text", "起月"),
            ("to", "text", "止月"),
            ("all", "CaseCounts", "这几个月合计"),
            ("open", "integer", "现在在办"),
            ("overdue", "integer", "现在在办而且超期"),
            ("months", "[CaseStatisticsLine]", "按月，早的在前"),
            ("departments", "[CaseStatisticsLine]", "按部门，受理多的在前"),
            ("items", "[CaseStatisticsLine]", "按事项，只有指定一个部门才有，最多 100 项"),
        ],
    ),
    (
        "CaseStatisticsLine",
        &[
            ("key", "text", "月份，或部门、事项的 id"),
            ("name", "text", "名称"),
            ("counts", "CaseCounts", "各数"),
            ("overdue", "integer?", "超期在办，只有按部门才有"),
        ],
    ),
    (
        "CaseCounts",
        &[
            ("accepted", "integer", "受理"),
            ("finished", "integer", "办结"),
            ("on_time", "integer", "按期办结"),
            ("late", "integer", "逾期办结"),
            ("no_limit", "integer", "没有期限的办结，不算按期也不算逾期"),
            ("granted", "integer", "准予"),
            ("denied", "integer", "不予"),
            ("same_day", "integer", "即收即办：受理当天作出决定"),
            ("at_once", "integer", "即时办结：受理后半小时内办结"),
        ],
    ),
    ("CountedCases", &[("cases", "[CountedCase]", "这一页"), ("next", "text?", "下一页的 after")]),
    (
        "CountedCase",
        &[
            ("case_no", "text", "办件编号"),
            ("item_name", "text", "事项"),
            ("applicant", "text", "申请人，个人遮掩"),
            ("department", "text", "部门"),
            ("stage", "text", "环节"),
            ("stage_label", "text", "环节名称"),
            ("due_on", "date?", "最迟办结日"),
        ],
    ),
];
