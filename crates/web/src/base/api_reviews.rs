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
        path: "/api/reviews/signs",
        id: "reviewSigns",
        summary: "刷评迹象，待核实的在前，和每种迹象的核实结果；部门只见本部门的。迹象不改评价率",
        ok: (200, Some("ReviewSigns")),
        ..PLAIN
    },
    Operation {
        path: "/api/reviews/signs/{sign}",
        id: "reviewSign",
        summary: "一条刷评迹象，带依据的评价编号",
        ok: (200, Some("ReviewSign")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/reviews/signs/{sign}",
        id: "settleReviewSign",
        summary: "登记一条迹象的核实结果",
        body: Some("ReviewSignRequest"),
        once: true,
        ok: (200, Some("ReviewVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/reviews/rules",
        id: "reviewRules",
        summary: "好差评规则：现在用的、草稿、各版；每个字段是表单上的文字",
        ok: (200, Some("ReviewRules")),
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/reviews/rules",
        id: "draftReviewRules",
        summary: "保存规则的草稿；没写的字段当空的",
        body: Some("ReviewRulesRequest"),
        once: true,
        ok: (200, Some("ReviewVersion")),
        refusals: &[409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/reviews/rules/publish",
        id: "publishReviewRules",
        summary: "从某天起启用草稿，最早明天；以前的评价仍按当天的规则",
        body: Some("ReviewRulesDay"),
        once: true,
        ok: (200, Some("ReviewVersion")),
        refusals: &[409, 422],
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

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "ReviewStepRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("words", "text", "核实情况、理由、意见、做了什么、评价人的答复或公开的答复，看是哪一步"),
            ("due=", "text", "核实：整改期限；不写是当场改正"),
            ("shown=", "text", "公开：评价的文字，不含姓名和号码"),
            ("granted=", "boolean", "复核：申诉是否成立"),
        ],
    ),
    (
        "ReviewSignRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("ruling", "text", "explained 情况正常、upheld 查实"),
            ("reason", "text", "怎么核实的，为什么"),
        ],
    ),
    ("ReviewRulesRequest", &[("version", "integer", "看到的版本"), ("fields", "[ReviewRuleText]", "各个字段")]),
    ("ReviewRuleText", &[("name", "text", "字段名"), ("text", "text", "内容，和表单上写的一样")]),
    ("ReviewRulesDay", &[("version", "integer", "看到的版本"), ("valid_from", "text", "启用日期，例如 2026-12-20")]),
];

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
            ("imported", "text?", "外部系统的文件和行；本县评的为空"),
        ],
    ),
    (
        "ReviewSigns",
        &[
            ("from", "date", "看的评价的第一天"),
            ("to", "date", "最后一天"),
            ("signs", "[ReviewSign]", "待核实的在前"),
            ("counts", "[ReviewSignCount]", "每种迹象的核实结果"),
        ],
    ),
    (
        "ReviewSign",
        &[
            ("id", "text", "编号"),
            ("version", "integer", "版本，核实要带上"),
            ("kind", "text", "template、burst、same_device、too_quick、shared_phone、no_low_scores"),
            ("staff", "text", "谁的评价"),
            ("department", "text", "部门"),
            ("finding", "text", "查到什么"),
            ("part", "integer", "有迹象的评价"),
            ("whole", "integer", "一共的评价"),
            ("others_part", "integer", "其他人有迹象的"),
            ("others_whole", "integer", "其他人一共的"),
            ("one_in", "integer", "碰巧的可能不到几分之一"),
            ("rules_version", "integer", "按哪版规则查到；0 是系统自带"),
            ("found_at", "instant", "首次查到"),
            ("state", "text", "open 待核实、explained 情况正常、upheld 查实"),
            ("reason", "text?", "核实的理由"),
            ("settled_at", "instant?", "什么时候核实的"),
            ("evidence", "[text]", "依据的评价编号"),
        ],
    ),
    (
        "ReviewSignCount",
        &[
            ("kind", "text", "哪种迹象"),
            ("open", "integer", "待核实"),
            ("explained", "integer", "情况正常，误报"),
            ("upheld", "integer", "查实"),
        ],
    ),
    (
        "ReviewRules",
        &[
            ("version", "integer", "草稿的版本，保存、启用要带上"),
            ("in_use", "ReviewRulesVersion", "现在用的"),
            ("draft", "[ReviewRuleField]?", "草稿；没有或没有权改的为空"),
            ("versions", "[ReviewRulesVersion]", "各版，新的在前，系统自带的在最后"),
        ],
    ),
    (
        "ReviewRulesVersion",
        &[
            ("version", "integer", "第几版；0 是系统自带"),
            ("valid_from", "date?", "启用日期；系统自带的为空"),
            ("fields", "[ReviewRuleField]", "各个字段"),
        ],
    ),
    ("ReviewRuleField", &[("name", "text", "字段名"), ("text", "text", "内容")]),
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
            ("imported_rectified_in_time", "ReviewRate", "外部差评按期整改率，不进其他评价率"),
            ("imported_open", "integer", "还在办的外部差评"),
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
