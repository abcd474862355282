//! What the addresses of the calendar answer (工作日历接口), for the description of the API.

use super::{
    api::{Operation, PLAIN},
    api_schemas::ShapeRow,
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/calendar",
        id: "calendar",
        summary: "一年里每一天上不上班，和依据的通知",
        query: &[("year", "年份，4 位数字，不写是今年")],
        ok: (200, Some("CalendarYear")),
        refusals: &[422],
        ..PLAIN
    },
    Operation {
        path: "/api/calendar/due",
        id: "due",
        summary: "试算到期日：受理当天不计，特别程序的工作日不计，延长的另加",
        query: &[
            ("from", "受理日"),
            ("days", "时限，整数"),
            ("unit", "workday 工作日、day 自然日、month 月，不写是工作日"),
            ("pause", "特别程序，如 2024-03-06..2024-03-20，可以写几次"),
            ("extend", "批准延长的工作日数"),
        ],
        ok: (200, Some("DueAnswer")),
        refusals: &[422],
        ..PLAIN
    },
];

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
    (
        "DueAnswer",
        &[
            ("from", "date", "受理日"),
            ("due", "date", "到期日"),
            ("provisional", "boolean", "暂定：落在放假安排还没有录入的年份"),
            ("workdays", "integer", "受理后到到期日的工作日数，含特别程序的"),
            ("paused", "integer", "其中特别程序的，不计入时限"),
            ("passed", "integer", "到今天已用的工作日，不含特别程序的"),
            ("left", "integer", "从今天到到期日还有的工作日，过期为负"),
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
