//! What the contract between nodes asks and answers (节点对接接口), for the description of the API.

use super::{
    api::{NEXT, Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        method: "POST",
        path: "/api/exchange/messages",
        id: "exchangeMessage",
        summary: "收下级或上级节点的一封信，回签名的回执；发信节点凭登记的 SM2 公钥认定，不用登录。同一封再来一次，回执一样",
        body: Some("ExchangeMessage"),
        ok: (200, Some("SignedText")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/exchange/answers",
        id: "exchangeAnswer",
        summary: "交回执：来取信的节点收下以后用",
        body: Some("ExchangeAnswer"),
        ok: (200, Some("ExchangeSettled")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/exchange/held",
        id: "exchangeHeld",
        summary: "对账：本级收下的提问方事项或好差评，签名，一页 1000 条",
        body: Some("SignedQuestion"),
        ok: (200, Some("SignedText")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/exchange/waiting",
        id: "exchangeWaiting",
        summary: "取信：本级要给提问方、还没有回执的信",
        body: Some("SignedQuestion"),
        ok: (200, Some("ExchangeWaiting")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/exchange",
        id: "exchange",
        summary: "与上下级节点对接的情况、最近一次对账",
        ok: (200, Some("Exchange")),
        ..PLAIN
    },
    Operation {
        path: "/api/exchange/{node}/items",
        id: "exchangeItems",
        summary: "每个事项向这个上级上报的情况",
        query: &[("state", "not_sent、sent、accepted、rejected、differs、withdrawn"), NEXT],
        ok: (200, Some("ExchangeItems")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/exchange/{node}/reviews",
        id: "exchangeReviews",
        summary: "好差评向这个上级上报的情况；送过的才列出",
        query: &[("state", "not_sent、sent、accepted、rejected、differs、withdrawn"), NEXT],
        ok: (200, Some("ExchangeReviews")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/exchange/{node}/applications",
        id: "handedApplications",
        summary: "推送给这个下级的办件，新的在前，最多 200 件",
        query: &[("state", "not_sent、sent、accepted、rejected、differs、withdrawn")],
        ok: (200, Some("HandedApplications")),
        refusals: &[404, 422],
        ..PLAIN
    },
    Operation {
        method: "POST",
        path: "/api/exchange/{node}/applications",
        id: "handOver",
        summary: "把统一受理平台收到的申请推送给这个下级，随下一封信送到；申请人信息只有下级能打开。同一流水号重发结果一样，退回的可以改好再推",
        body: Some("PushRequest"),
        ok: (201, Some("HandedApplication")),
        refusals: &[404, 409, 422],
        ..PLAIN
    },
    Operation {
        path: "/api/exchange/{node}/applications/{number}",
        id: "handedApplication",
        summary: "推送的一件到了哪一步：送没送到、收为哪一件或为什么退回、办到哪一步",
        ok: (200, Some("HandedApplication")),
        refusals: &[404],
        ..PLAIN
    },
];

pub(super) const REQUESTS: &[ShapeRow] = &[
    (
        "ExchangeMessage",
        &[
            ("envelope", "text", "信封的 JSON：form、from、to、seq、prev、kind、body_digest、at"),
            ("body", "text", "内容的 JSON：rows，每行 key、version、withdrawn、fields；摘要按这段文字算"),
            (
                "signature",
                "text",
                "SM2 对信封文字的签名，十六进制；信封文字逐行是版本行、from、to、seq、prev、kind、body_digest、at",
            ),
            (
                "enclosures=",
                "texts",
                "推送办件的申请内容，按行的 key：SM2 加密给收信方（C1C3C2，十六进制），SM3 摘要写在那一行",
            ),
        ],
    ),
    (
        "ExchangeAnswer",
        &[
            ("from", "text", "回执是谁给的，区划代码"),
            ("text", "text", "回执的 JSON，签名按这段文字算"),
            ("signature", "text", "SM2 签名，十六进制"),
        ],
    ),
    (
        "SignedQuestion",
        &[
            (
                "text",
                "text",
                "问题的 JSON：form、what（held 事项、held_reviews 好差评或 waiting）、from、to、after、at；10 分钟内有效",
            ),
            ("signature", "text", "SM2 签名，十六进制"),
        ],
    ),
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    ("SignedText", &[("text", "text", "JSON，签名按这段文字算"), ("signature", "text", "SM2 签名，十六进制")]),
    (
        "ExchangeSettled",
        &[("seq", "integer", "第几封"), ("accepted", "integer", "接收的行数"), ("rejected", "integer", "退回的行数")],
    ),
    ("ExchangeWaiting", &[("messages", "[ExchangeMail]", "先封的在前，最多 5 封")]),
    (
        "ExchangeMail",
        &[
            ("envelope", "text", "信封的 JSON"),
            ("body", "text", "内容的 JSON"),
            ("signature", "text", "SM2 签名，十六进制"),
            ("enclosures=", "texts", "只有收信方能打开的申请内容"),
        ],
    ),
    ("HandedApplications", &[("applications", "[HandedApplication]", "新的在前")]),
    (
        "HandedApplication",
        &[
            ("number", "text", "申办流水号"),
            ("node", "text", "推送给谁，区划代码"),
            ("version", "integer", "第几次推送"),
            ("item_code", "text", "业务办理项编码"),
            ("submitted_at", "instant", "申请人提交的时间"),
            ("handed_at", "instant", "推送的时间"),
            ("state", "text", "not_sent 待送，sent 已送等回执，accepted 已收，rejected 退回"),
            ("reason", "text", "退回的原因"),
            ("case_no", "text?", "下级的办件编号"),
            ("case_event", "text?", "最近一次环节"),
            ("case_state", "text?", "办件状态"),
            ("case_result", "text?", "办理结果"),
            ("case_at", "text?", "最近一次环节的时间"),
        ],
    ),
    (
        "Exchange",
        &[
            ("node", "text", "本级区划代码"),
            ("public_key", "text", "本级公钥，给对方登记用"),
            ("sources_differ", "integer", "省级导出与省级回执说法不一的事项"),
            ("nodes", "[ExchangeNode]", "登记的节点"),
        ],
    ),
    (
        "ExchangeNode",
        &[
            ("code", "text", "区划代码"),
            ("name", "text", "名称"),
            ("side", "text", "above 上级，below 下级"),
            ("address", "text", "地址；空的是用文件交换"),
            ("active", "boolean", "是否在用"),
            ("keys", "[ExchangeKey]", "登记过的公钥，早的在前，最后一个在用"),
            ("sent", "integer", "封好的信"),
            ("unanswered", "integer", "没有回执的，最多数到 100"),
            ("received", "integer", "收下的信"),
            ("items", "[ExchangeCount]", "上级：事项按情况"),
            ("reviews", "[ExchangeCount]", "上级：好差评按情况"),
            ("applications", "[ExchangeCount]", "下级：推送的办件按情况"),
            ("held", "[ExchangeCount]", "下级：收下的按种类"),
            ("reconciled", "ExchangeReconciled?", "最近一次对账"),
        ],
    ),
    (
        "ExchangeKey",
        &[("public_key", "text", "SM2 公钥，十六进制"), ("since", "instant", "登记的时间；以后的信按它核")],
    ),
    ("ExchangeCount", &[("kind", "text", "情况或种类"), ("count", "integer", "多少")]),
    (
        "ExchangeReconciled",
        &[
            ("day", "date", "哪天"),
            ("ours", "integer", "本级应有的"),
            ("theirs", "integer", "对方有的"),
            ("agree", "integer", "两边一致的"),
            ("differences", "[ExchangeDifference]", "其余的"),
            ("reviews", "ExchangeReviewsReconciled?", "好差评；对方不回答的为空"),
        ],
    ),
    (
        "ExchangeReviewsReconciled",
        &[
            ("ours", "integer", "本级应有的"),
            ("theirs", "integer", "对方有的"),
            ("agree", "integer", "两边一致的"),
            ("differences", "[ExchangeDifference]", "其余的"),
        ],
    ),
    ("ExchangeReviews", &[("reviews", "[ExchangeReview]", "按编号，每页 200 条"), ("next", "text?", "下一页的 after")]),
    (
        "ExchangeReview",
        &[
            ("number", "text", "评价编号"),
            ("item", "text", "事项"),
            ("version", "integer", "最近送的版本"),
            ("state", "text", "情况"),
            ("reason", "text", "退回或不一致的原因"),
            ("seq", "integer", "最近是第几封送的"),
        ],
    ),
    (
        "ExchangeDifference",
        &[
            ("code", "text", "业务办理项编码"),
            ("name", "text", "事项"),
            ("kind", "text", "not_sent、waiting、rejected、changed、lost、differs、not_withdrawn、only_theirs"),
            ("act", "text", "谁来办：program、department、office、above"),
            ("words", "text", "两边情况"),
        ],
    ),
    ("ExchangeItems", &[("items", "[ExchangeItem]", "按编码，每页 200 项"), ("next", "text?", "下一页的 after")]),
    (
        "ExchangeItem",
        &[
            ("code", "text", "业务办理项编码"),
            ("name", "text", "事项"),
            ("version", "integer", "最近送的版本"),
            ("state", "text", "情况"),
            ("reason", "text", "退回或不一致的原因"),
            ("seq", "integer", "最近是第几封送的，0 是没送过"),
            ("published", "boolean?", "省级是否发布；没有来源为空"),
            ("by", "text?", "按哪个来源：export 省级导出，node 省级回执"),
            ("differ", "boolean", "两个来源说法不一"),
            ("said", "text", "两个来源各自的说法和日期"),
        ],
    ),
];
