//! What the addresses of ratings ask and answer (好差评接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    path: "/api/reviews/rates",
    id: "reviewRates",
    summary: "好差评：主动评价率、好评率、差评率、按期整改率、回访率，各带分子分母；默认评价、工作人员设备、外部系统单列，不进任何评价率",
    query: &[
        ("from", "从哪个月，如 2026-09；不写是两个月前"),
        ("to", "到哪个月；不写是本月"),
        ("department", "部门编号"),
        ("item", "事项编号"),
        ("window", "窗口号"),
    ],
    ok: (200, Some("ReviewRates")),
    refusals: &[422],
    ..PLAIN
}];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "ReviewRates",
        &[
            ("from", "date", "第一天"),
            ("to", "date", "最后一天"),
            ("active", "ReviewRate", "主动评价率：这些月办结的件里，申请人自己评过的"),
            ("positive", "ReviewRate", "好评率：有效评价里三星以上"),
            ("negative", "ReviewRate", "差评率：有效评价里一星二星"),
            ("rectified_in_time", "ReviewRate", "按期整改率：属实的差评里按期整改的"),
            ("called_back", "ReviewRate", "回访率：实名差评里已告诉评价人的"),
            ("open", "integer", "还在办的差评"),
            ("counts", "ReviewNumbers", "各系列的条数"),
            ("months", "[ReviewGroup]", "按月"),
            ("departments", "[ReviewGroup]", "按部门"),
            ("items", "[ReviewGroup]", "按事项"),
            ("windows", "[ReviewGroup]", "按窗口"),
            ("staff", "[ReviewGroup]", "按人员"),
        ],
    ),
    (
        "ReviewRate",
        &[("part", "integer", "分子"), ("whole", "integer", "分母"), ("percent", "text?", "百分比；没有可算的为空")],
    ),
    (
        "ReviewNumbers",
        &[
            ("effective", "integer", "有效评价"),
            ("good", "integer", "三星以上"),
            ("bad", "integer", "一星二星"),
            ("stars", "[integer]", "一星到五星各几条"),
            ("set_aside", "integer", "申诉成立，不计入"),
            ("staff_device", "integer", "工作人员设备，单列"),
            ("imported", "integer", "外部系统，单列"),
            ("defaults", "integer", "系统默认，单列"),
        ],
    ),
    (
        "ReviewGroup",
        &[
            ("id", "text", "编号；0 是未知"),
            ("name", "text", "名称"),
            ("counts", "ReviewNumbers", "条数"),
            ("positive", "ReviewRate?", "好评率；太少为空"),
            ("active", "ReviewRate?", "主动评价率，只按部门算"),
        ],
    ),
];
