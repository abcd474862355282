//! What the addresses of the calendar answer (工作日历接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    path: "/api/calendar",
    id: "calendar",
    summary: "一年里每一天上不上班，和依据的通知",
    query: &[("year", "年份，4 位数字，不写是今年")],
    ok: (200, Some("CalendarYear")),
    refusals: &[400],
    ..PLAIN
}];

pub(super) const ANSWERS: &[ShapeRow] = &[
    (
        "CalendarYear",
        &[
            ("year", "integer", "年份"),
            ("known", "boolean", "这一年的放假通知已录入；没有录入时周一至周五按上班算，到期日是暂定"),
            ("notices", "[CalendarNotice]", "依据的通知"),
            ("workdays", "integer", "全年工作日数"),
            ("days", "[CalendarDay]", "每一天，按日期"),
        ],
    ),
    ("CalendarNotice", &[("title", "text", "标题和文号"), ("address", "text", "网址，没有为空")]),
    (
        "CalendarDay",
        &[
            ("date", "date", "日期"),
            ("workday", "boolean", "上班"),
            ("by", "text", "local 地方安排、notice 放假通知、weekend 周末、weekday 平日"),
            ("name", "text", "节日或事由，平常日子为空"),
        ],
    ),
];
