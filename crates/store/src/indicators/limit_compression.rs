//! 承诺时限压缩比 in SQL; the rule is `domain::indicators::limit_compression`.

/// A stored limit (`20workday`, `7day`, `1month`, `1year`, `2hour`) in working days.
pub(super) fn workdays(column: &str) -> String {
    let number = |unit: &str| format!("CAST(replace({column}, '{unit}', '') AS BIGINT)");
    let is = |unit: &str| format!("replace({column}, '{unit}', '') <> {column}");
    format!(
        "CASE WHEN {} THEN {} WHEN {} THEN {} WHEN {} THEN {} * p.month_days WHEN {} THEN {} * p.year_days \
         WHEN {} THEN 0 ELSE NULL END",
        is("workday"),
        number("workday"),
        is("day"),
        number("day"),
        is("month"),
        number("month"),
        is("year"),
        number("year"),
        is("hour")
    )
}

/// How a row with its limits as `law` and `promise` stands.
pub(super) const STANDING: &str = "WHEN coalesce(s.law, 0) = 0 THEN 'excluded' WHEN s.promise IS NULL THEN 'unknown' \
     WHEN s.promise < s.law THEN 'met' ELSE 'not_met'";
