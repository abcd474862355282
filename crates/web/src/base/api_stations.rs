//! What the addresses of campaigns and inspections answer (站点建设接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/stations/places",
        id: "stationPlaces",
        summary: "在用站点的位置（WGS-84），给按距离排序的程序；没有登记坐标的不在里面",
        ok: (200, Some("[StationPlace]")),
        ..PLAIN
    },
    Operation {
        path: "/api/stations/{station}/offers",
        id: "stationOffers",
        summary: "一个站点能办的事项，直接办理或帮办代办",
        query: &[("q", "要找的字")],
        ok: (200, Some("[StationOffer]")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/stations/renaming",
        id: "renamingCampaigns",
        summary: "历次更名行动，新的在前",
        ok: (200, Some("[RenamingCampaign]")),
        ..PLAIN
    },
    Operation {
        path: "/api/stations/renaming/{campaign}",
        id: "renamingProgress",
        summary: "一次更名行动：各乡镇进度和看得到的任务；与覆盖率分开统计",
        ok: (200, Some("RenamingProgress")),
        refusals: &[404],
        ..PLAIN
    },
    Operation {
        path: "/api/stations/inspections",
        id: "inspectionRounds",
        summary: "历次规范化检查，新的在前",
        ok: (200, Some("[InspectionRound]")),
        ..PLAIN
    },
    Operation {
        path: "/api/stations/inspections/{round}",
        id: "inspectionProgress",
        summary: "一轮规范化检查：各乡镇进度，检查过的站点逐条结果",
        ok: (200, Some("InspectionProgress")),
        refusals: &[404],
        ..PLAIN
    },
];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "StationPlace",
        &[
            ("division", "text", "站点所在区划代码"),
            ("name", "text", "站点"),
            ("address", "text", "地址"),
            ("phone", "text", "电话"),
            ("hours", "text", "办公时间"),
            ("longitude", "text", "经度，度，WGS-84"),
            ("latitude", "text", "纬度，度，WGS-84"),
        ],
    ),
    (
        "StationOffer",
        &[
            ("item", "text", "事项 id"),
            ("code", "text", "业务办理项编码"),
            ("name", "text", "事项名称"),
            ("way", "text", "handled 直接办理、assisted 帮办代办"),
            ("since", "date", "从哪天起"),
        ],
    ),
    (
        "RenamingCampaign",
        &[
            ("id", "text", "行动 id"),
            ("version", "integer", "版本"),
            ("title", "text", "名称"),
            ("basis", "text", "依据"),
            ("opened_on", "date", "开展日"),
            ("due_on", "date", "完成期限"),
            ("closed_on", "date?", "结束日，进行中为空"),
        ],
    ),
    (
        "RenamingProgress",
        &[
            ("campaign", "RenamingCampaign", "行动"),
            ("towns", "[RenamingTown]", "各乡镇"),
            ("tasks", "[RenamingTask]", "任务"),
        ],
    ),
    (
        "RenamingTown",
        &[
            ("division", "text", "区划代码"),
            ("name", "text", "乡镇"),
            ("tasks", "integer", "任务"),
            ("open", "integer", "待更名"),
            ("sent_back", "integer", "退回重报"),
            ("reported", "integer", "待验收"),
            ("accepted", "integer", "已验收"),
        ],
    ),
    (
        "RenamingTask",
        &[
            ("division", "text", "站点所在区划代码"),
            ("name", "text", "村（社区）或乡镇"),
            ("town", "text", "乡镇"),
            ("old_name", "text", "原来的名称"),
            ("official_name", "text", "规范名称"),
            ("stage", "text", "open、sent_back、reported、accepted"),
            ("stage_label", "text", "环节"),
            ("new_name", "text?", "上报的名称"),
            ("photo", "text?", "照片 id"),
            ("reported_at", "instant?", "上报时间"),
            ("reason", "text?", "退回原因"),
            ("version", "integer", "版本"),
        ],
    ),
    (
        "InspectionRound",
        &[
            ("id", "text", "轮次 id"),
            ("version", "integer", "版本"),
            ("title", "text", "名称"),
            ("checklist", "integer", "检查清单的版本"),
            ("begins_on", "date", "开始日"),
            ("ends_on", "date", "结束日"),
            ("closed_on", "date?", "关闭日，进行中为空"),
        ],
    ),
    (
        "InspectionProgress",
        &[
            ("round", "InspectionRound", "轮次"),
            ("towns", "[InspectedTown]", "各乡镇"),
            ("stations", "[InspectedStation]", "检查过的站点"),
        ],
    ),
    (
        "InspectedTown",
        &[
            ("division", "text", "区划代码"),
            ("name", "text", "乡镇"),
            ("stations", "integer", "在用站点"),
            ("inspected", "integer", "已检查"),
            ("clean", "integer", "全部符合"),
            ("lacking", "integer", "还不符合的条数"),
        ],
    ),
    (
        "InspectedStation",
        &[
            ("division", "text", "区划代码"),
            ("name", "text", "站点"),
            ("town", "text", "乡镇"),
            ("order_no", "text?", "整改单号"),
            ("visits", "[InspectionVisit]", "检查和复查"),
        ],
    ),
    (
        "InspectionVisit",
        &[
            ("no", "integer", "1 是检查，2 起是复查"),
            ("on", "date", "日期"),
            ("photo", "text?", "照片 id"),
            ("findings", "[InspectionFinding]", "逐条结果"),
        ],
    ),
    (
        "InspectionFinding",
        &[
            ("point", "text", "条目"),
            ("text", "text", "要求"),
            ("met", "boolean", "符合"),
            ("note", "text", "差在哪里，符合时为空"),
        ],
    ),
];
