//! What the addresses of ratings ask and answer (好差评接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/reviews/handle",
        id: "reviewsToHandle",
        summary: "要办的差评，期限近的在前；部门只见本部门的",
        ok: (200, Some("ReviewWorklist")),
        ..PLAIN
    },
    Operation {
        path: "/api/reviews/{review}",
        id: "review",
        summary: "一条评价和它的办理；匿名的不给办件编号",
        ok: (200, Some("Review")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/reviews/{review}/steps/{step}",
        id: "handleReview",
        summary: "部门办一步：verify 核实、appeal 申诉、rectified 整改、told 反馈、close 办结",
        body: Some("ReviewStepRequest"),
        once: true,
        ok: (200, Some("ReviewVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/reviews/{review}/rulings/{step}",
        id: "settleReview",
        summary: "管理部门办一步：decide 复核申诉、publish 公开评价和答复",
        body: Some("ReviewStepRequest"),
        once: true,
        ok: (200, Some("ReviewVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
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
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[(
    "ReviewStepRequest",
    &[
        ("version", "integer", "看到的版本"),
        ("words", "text", "核实情况、理由、意见、做了什么、评价人的答复或公开的答复，看是哪一步"),
        ("due=", "text", "核实：整改期限；不写是当场改正"),
        ("shown=", "text", "公开：评价的文字，不含姓名和号码"),
        ("granted=", "boolean", "复核：申诉是否成立"),
    ],
)];

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("ReviewWorklist", &[("reviews", "[ReviewLine]", "要办的差评")]),
    (
        "ReviewLine",
        &[
            ("id", "text", "评价编号"),
            ("version", "integer", "版本，办下一步要带上"),
            ("stars", "integer", "一星到五星"),
            ("given_at", "instant", "评价时间"),
            ("case_no", "text?", "办件编号；匿名为空"),
            ("item", "text", "事项"),
            ("department", "text", "部门"),
            ("staff", "text", "经办人"),
            ("state", "text?", "verifying、appealed、rectifying、rectified、fed_back、closed、set_aside"),
            ("next_on", "date?", "下一步的期限"),
        ],
    ),
    (
        "Review",
        &[
            ("id", "text", "评价编号"),
            ("version", "integer", "版本，办下一步要带上"),
            ("stars", "integer", "一星到五星"),
            ("options", "[integer]", "勾选的代码"),
            ("ticked", "[text]", "勾选的文字"),
            ("words", "text", "写的文字"),
            (
                "provenance",
                "text",
                "citizen 本人、phone 电话、staff_device 工作人员设备、import 外部、system_default 默认",
            ),
            ("channel", "text", "渠道"),
            ("node", "text", "acceptance 受理、handling 办理、completion 办结"),
            ("given_at", "instant", "评价时间"),
            ("case_no", "text?", "办件编号；匿名为空"),
            ("item", "text", "事项"),
            ("department", "text", "部门"),
            ("staff", "text", "经办人"),
            ("window", "integer?", "窗口号"),
            ("set_aside", "boolean", "申诉成立，不计入评价率"),
            ("again", "integer?", "整改后再评的星级"),
            ("state", "text?", "办理到哪一步；不是差评为空"),
            ("next_on", "date?", "下一步的期限"),
            ("done", "text?", "做了什么"),
            ("answer", "text", "评价人怎么说"),
            ("reply", "text?", "公开的答复"),
            ("order", "text?", "整改单在地址里的单号"),
            ("published", "boolean", "已公开"),
        ],
    ),
    ("ReviewVersion", &[("id", "text", "评价编号"), ("version", "integer", "新的版本")]),
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
