//! What the addresses of the watch ask and answer (监察接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

const DEPARTMENT: (&str, &str) = ("department", "部门 id");
const BEFORE: (&str, &str) = ("before", "上一页的 next");
const LIMIT: (&str, &str) = ("limit", "每页件数，最多 1000");

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/oversight",
        id: "watchBoard",
        summary: "监察看板：在办、超期、今天和本周到期，各部门，到期日历",
        query: &[DEPARTMENT],
        ok: (200, Some("WatchBoard")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/time",
        id: "watchTime",
        summary: "时间去哪了：办结的件等谁等了几个工作日，几件在最后一天办结",
        query: &[DEPARTMENT, ("days", "到今天为止几天，不写是 30")],
        ok: (200, Some("WatchTime")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/cards",
        id: "watchCards",
        summary: "黄牌红牌，新发的在前",
        query: &[
            ("tab", "disputed 有异议、unexplained 没有公开原因、annulled 已撤销、all 全部，不写是计数的"),
            DEPARTMENT,
            ("level", "yellow、red"),
            ("point", "whole、answer、handing、review、decision、certificate、delivery、reasons"),
            BEFORE,
            LIMIT,
        ],
        ok: (200, Some("WatchCards")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/cards/{card}",
        id: "watchCard",
        summary: "一张牌的全部情况",
        ok: (200, Some("WatchCardDetail")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/cards/{card}/explain",
        id: "explainCard",
        summary: "公开说明超期原因",
        body: Some("CardReasonRequest"),
        once: true,
        ok: (200, Some("CardVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/cards/{card}/dispute",
        id: "disputeCard",
        summary: "提出异议",
        body: Some("CardDisputeRequest"),
        once: true,
        ok: (200, Some("CardVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/cards/{card}/rule",
        id: "ruleCard",
        summary: "裁定异议，或撤销误发的牌",
        body: Some("CardRulingRequest"),
        once: true,
        ok: (200, Some("CardVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/orders",
        id: "supervisionOrders",
        summary: "督办单，新发的在前",
        query: &[
            ("tab", "issued 待答复、overdue 逾期没有答复、back 部门退回、replied 待核实、all 全部，不写是没有办结"),
            DEPARTMENT,
            BEFORE,
            LIMIT,
        ],
        ok: (200, Some("SupervisionOrders")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/orders",
        id: "issueSupervision",
        summary: "对一件办件发督办单",
        body: Some("SupervisionRequest"),
        once: true,
        ok: (201, Some("SupervisionIssued")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/orders/{order}",
        id: "supervisionOrder",
        summary: "一张督办单的全部情况",
        ok: (200, Some("SupervisionDetail")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/orders/{order}/reply",
        id: "replySupervision",
        summary: "答复督办",
        body: Some("SupervisionStepRequest"),
        once: true,
        ok: (200, Some("SupervisionVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/orders/{order}/send-back",
        id: "sendSupervisionBack",
        summary: "部门退回督办单",
        body: Some("SupervisionStepRequest"),
        once: true,
        ok: (200, Some("SupervisionVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/orders/{order}/insist",
        id: "insistSupervision",
        summary: "退回的督办单重新交办，可以改交别的部门，答复期限从今天起算",
        body: Some("SupervisionHandRequest"),
        once: true,
        ok: (200, Some("SupervisionVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/orders/{order}/close",
        id: "closeSupervision",
        summary: "核实后办结督办",
        body: Some("SupervisionStepRequest"),
        once: true,
        ok: (200, Some("SupervisionVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/orders/{order}/withdraw",
        id: "withdrawSupervision",
        summary: "撤回督办单",
        body: Some("SupervisionStepRequest"),
        once: true,
        ok: (200, Some("SupervisionVersion")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/oversight/run",
        id: "runWatch",
        summary: "运行监察，或只试算；运行几次结果一样",
        body: Some("WatchRunRequest"),
        ok: (200, Some("WatchRun")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/oversight/notice",
        id: "overdueNotice",
        summary: "超期公示：超期的件和部门说明的原因，不写申请人",
        query: &[DEPARTMENT],
        ok: (200, Some("OverdueNotice")),
        refusals: &[422],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    ("CardReasonRequest", &[("version", "integer", "看到的版本"), ("reason", "text", "超期原因")]),
    (
        "CardDisputeRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("reason", "text", "异议的理由"),
            ("evidence=", "text?", "凭据；综合窗口对自己的牌提出异议时要写"),
        ],
    ),
    (
        "CardRulingRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("verdict", "uphold|annul", "uphold 维持，annul 撤销"),
            ("reason", "text", "裁定的理由"),
        ],
    ),
    ("SupervisionRequest", &[("case_no", "text", "办件编号"), ("words", "text", "督办要求")]),
    (
        "SupervisionStepRequest",
        &[("version", "integer", "看到的版本"), ("text", "text", "答复、核实情况，退回或撤回的原因")],
    ),
    (
        "SupervisionHandRequest",
        &[
            ("version", "integer", "看到的版本"),
            ("text", "text", "重新交办的理由"),
            ("department_id=", "text?", "交给哪个部门，不写是原部门"),
        ],
    ),
    (
        "WatchRunRequest",
        &[("dry_run=", "boolean", "只试算，不发牌"), ("on=", "text?", "看哪一天，不写是今天；以后的日子只能试算")],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "WatchBoard",
        &[
            ("today", "date", "哪一天"),
            ("counts", "WatchCounts", "合计"),
            ("departments", "[WatchDepartment]", "各部门，超期多的在前"),
            ("days", "[WatchDay]", "从本周一起五周，各日到期件数"),
            ("due", "[WatchDue]", "今天到期和超期的件，最多 50 件"),
        ],
    ),
    (
        "WatchCounts",
        &[
            ("open", "integer", "在办"),
            ("overdue", "integer", "超期，暂停的不算"),
            ("due_today", "integer", "今天到期"),
            ("due_this_week", "integer", "今天到周日到期"),
            ("standing", "integer", "特别程序暂停的"),
            ("yellow", "integer", "本月黄牌，撤销的不算"),
            ("red", "integer", "本月红牌，撤销的不算"),
            ("disputed", "integer", "本月的牌里有异议待裁定的"),
            ("annulled", "integer", "本月的牌里已撤销的"),
            ("unexplained", "integer", "本月全程超期没有公开原因的"),
            ("orders_issued", "integer", "督办单待答复"),
            ("orders_overdue", "integer", "其中逾期没有答复"),
            ("orders_sent_back", "integer", "部门退回待处理的督办单"),
            ("orders_replied", "integer", "督办单待核实"),
        ],
    ),
    (
        "WatchDepartment",
        &[
            ("department_id", "text?", "部门 id，大厅自己的综合窗口为空"),
            ("department", "text", "部门"),
            ("counts", "WatchCounts", "件数"),
        ],
    ),
    ("WatchDay", &[("on", "date", "哪一天"), ("count", "integer", "到期件数"), ("closed", "boolean", "休息日")]),
    (
        "WatchDue",
        &[
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项"),
            ("department", "text", "部门"),
            ("due_on", "date", "最迟办结"),
            ("over", "integer", "超期工作日，今天到期为 0"),
            ("waiting_for", "text", "等谁"),
        ],
    ),
    (
        "WatchTime",
        &[
            ("from", "date", "从哪天"),
            ("to", "date", "到哪天"),
            ("all", "WatchTimeLine", "合计"),
            ("departments", "[WatchTimeLine]", "各部门"),
        ],
    ),
    (
        "WatchTimeLine",
        &[
            ("department_id", "text?", "部门 id，合计为空"),
            ("department", "text", "部门"),
            ("cases", "integer", "办结件数"),
            ("spells", "[WatchSpell]", "各环节用掉的工作日合计"),
            ("finished_before", "integer", "最后一天之前办结"),
            ("finished_on_last_day", "integer", "最后一天办结"),
            ("finished_after", "integer", "超期办结"),
        ],
    ),
    (
        "WatchSpell",
        &[
            ("spell", "text", "correction、answer、handling、procedure、certificate、collection"),
            ("label", "text", "环节"),
            ("waits_for", "text", "等谁"),
            ("workdays", "integer", "工作日合计"),
        ],
    ),
    ("WatchCards", &[("cards", "[WatchCard]", "新发的在前"), ("next", "text?", "下一页的 before")]),
    (
        "WatchCard",
        &[
            ("id", "text", "监察编号"),
            ("version", "integer", "版本，改动时带回"),
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项"),
            ("department_id", "text", "责任部门 id"),
            ("department", "text", "责任部门"),
            ("point", "text", "监察点"),
            ("level", "text", "reminder 提醒、yellow 黄牌、red 红牌"),
            ("from", "date", "起算日"),
            ("due_on", "date", "发牌时的期限"),
            ("reached_on", "date", "触发日"),
            ("given_at", "instant", "发牌时间"),
            ("profile_version", "integer", "监察规则的版本，0 是系统自带"),
            ("stage", "text", "given、disputed、upheld、annulled"),
            ("stage_label", "text", "状态"),
            ("counts", "boolean", "是否计数"),
            ("at_window", "boolean", "大厅自己的综合窗口晚了，不是部门"),
            ("reason", "text?", "公开的超期原因"),
            ("dispute", "text?", "异议"),
            ("evidence", "text?", "异议的凭据"),
            ("ruling", "text?", "裁定"),
        ],
    ),
    (
        "WatchCardDetail",
        &[
            ("card", "WatchCard", "这张牌"),
            ("case_stage", "text", "办件现在的环节"),
            ("due_now", "date?", "办件现在的期限"),
            ("dispute_until", "date", "提出异议的最后一天"),
            ("orders", "[text]", "督办单号"),
            ("history", "[WatchEvent]", "经过，先发生的在前"),
        ],
    ),
    (
        "WatchEvent",
        &[
            ("seq", "integer", "次序"),
            ("kind", "text", "事件"),
            ("happened_at", "instant", "发生"),
            ("actor", "text", "谁"),
            ("role", "text", "以什么岗位"),
            ("terminal", "text", "在哪里"),
            ("words", "text", "一句话"),
        ],
    ),
    (
        "WatchChange",
        &[
            ("id", "text", "事件编号，不变"),
            ("kind", "text", "事件，如 oversight.card_given"),
            ("no", "text", "监察编号或者督办单号"),
            ("address", "text", "这张牌或者督办单的接口地址"),
            ("case_no", "text", "办件编号"),
            ("item_name", "text", "事项"),
            ("department", "text", "责任部门"),
            ("department_code", "text", "部门代码"),
            ("at_window", "boolean", "是综合窗口的牌，不是部门的"),
            ("level", "text?", "reminder 提醒、yellow 黄牌、red 红牌"),
            ("point", "text?", "监察点"),
            ("due_on", "date?", "环节的期限，督办单是答复期限"),
            ("stage", "text", "这一步之后的状态"),
            ("rank", "text?", "上报给谁"),
            ("version", "integer", "事件之后的版本"),
            ("happened_at", "instant", "发生"),
            ("entered_at", "instant", "登记"),
        ],
    ),
    ("CardVersion", &[("id", "text", "监察编号"), ("version", "integer", "新的版本")]),
    ("SupervisionOrders", &[("orders", "[Supervision]", "新发的在前"), ("next", "text?", "下一页的 before")]),
    (
        "Supervision",
        &[
            ("no", "text", "督办单号，照印"),
            ("slug", "text", "地址里的单号，如 2026-12"),
            ("version", "integer", "版本，改动时带回"),
            ("cause", "text", "触发规则：case_reds、long_overdue、by_hand"),
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项"),
            ("department_id", "text", "责任部门 id"),
            ("department", "text", "责任部门"),
            ("words", "text", "督办内容"),
            ("issued_at", "instant", "督办发出时间"),
            ("reply_by", "date", "答复期限"),
            ("overdue", "boolean", "逾期没有答复"),
            ("told", "[ToldRank]", "这次交办以来已报给谁"),
            ("handed_on", "date", "这次交办的日子，期限和上报从这天起算"),
            ("handed_before", "[SupervisionHanded]", "退回前的交办，先交的在前"),
            ("stage", "text", "issued、sent_back、replied、closed、withdrawn"),
            ("stage_label", "text", "环节"),
            ("sent_back", "text?", "部门退回的原因"),
            ("reply", "text?", "答复"),
            ("finding", "text?", "核实情况，撤回时是原因"),
        ],
    ),
    (
        "SupervisionHanded",
        &[
            ("department_id", "text", "部门 id"),
            ("department", "text", "部门"),
            ("from", "date", "从哪天起"),
            ("reply_by", "date", "当时的答复期限"),
            ("told", "[ToldRank]", "当时已报给谁"),
            ("sent_back", "text", "退回的原因"),
            ("sent_back_at", "instant", "退回时间"),
            ("reason", "text", "重新交办的理由"),
        ],
    ),
    ("ToldRank", &[("rank", "text", "报给谁"), ("on", "date", "哪一天")]),
    ("SupervisionDetail", &[("order", "Supervision", "这张督办单"), ("history", "[WatchEvent]", "经过")]),
    ("SupervisionIssued", &[("slug", "text", "地址里的单号")]),
    ("SupervisionVersion", &[("slug", "text", "地址里的单号"), ("version", "integer", "新的版本")]),
    (
        "WatchRun",
        &[
            ("dry_run", "boolean", "只是试算"),
            ("looked_at", "integer", "看了几件"),
            ("cards", "[WatchGiven]", "发的提醒和牌"),
            ("orders", "[WatchOrdered]", "发的督办单"),
            ("told", "[WatchTold]", "逐级上报"),
        ],
    ),
    (
        "WatchGiven",
        &[
            ("case_no", "text", "办件编号"),
            ("item", "text", "事项"),
            ("department", "text", "责任部门"),
            ("point", "text", "监察点"),
            ("level", "text", "reminder、yellow、red"),
            ("due_on", "date", "期限"),
            ("reached_on", "date", "触发日"),
        ],
    ),
    (
        "WatchOrdered",
        &[
            ("no", "text?", "督办单号，试算时为空"),
            ("cause", "text", "触发规则"),
            ("case_no", "text", "办件编号"),
            ("department", "text", "责任部门"),
        ],
    ),
    ("WatchTold", &[("no", "text", "督办单号"), ("rank", "text", "报给谁")]),
    ("OverdueNotice", &[("since", "date", "从哪天起"), ("cases", "[OverdueCase]", "超期的件")]),
    (
        "OverdueCase",
        &[
            ("case_no", "text", "办件编号，隐去中间几位"),
            ("item", "text", "事项"),
            ("department", "text", "部门"),
            ("due_on", "date", "应当办结的日子"),
            ("done_on", "date?", "办结日，没有办结为空"),
            ("over", "integer", "超期工作日"),
            ("reason", "text?", "部门说明的原因"),
        ],
    ),
];
