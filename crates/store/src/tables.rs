//! What each table is: a projection that the journal can rebuild, rows an import versioned, the
//! journal itself, or working state. A test compares these lists with the schema.

/// A table that the journal's after-images rebuild, with its key. Each row belongs to one stream,
/// so streams can be replayed in any order.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    /// Name in SQL.
    pub name: &'static str,
    /// Columns of the primary key, `region` first.
    pub key: &'static [&'static str],
}

const fn p(name: &'static str, key: &'static [&'static str]) -> Projection {
    Projection { name, key }
}

/// Tables that `verify` rebuilds from the journal and compares row by row.
pub const PROJECTIONS: &[Projection] = &[
    p("county", &["region"]),
    p("signing_key", &["region", "key_id"]),
    p("department", &["region", "id"]),
    p("staff", &["region", "id"]),
    p("person", &["region", "id"]),
    p("calendar_year", &["region", "year"]),
    p("calendar_day", &["region", "day"]),
    p("division", &["region", "code"]),
    p("station", &["region", "code"]),
    p("station_serves", &["region", "division_code"]),
    p("item_version", &["region", "item_id", "version"]),
    p("service_case", &["region", "id"]),
    p("metric_profile", &["region", "id"]),
    p("city_figure", &["region", "county_code", "indicator"]),
    p("snapshot", &["region", "id"]),
];

/// Tables computed from a projection: the newest version of each item.
pub const DERIVED: &[&str] = &["service_item"];

/// Rows frozen with a digest that stands in their event: not repeated inside it.
pub const FROZEN: &[&str] = &["snapshot_item", "snapshot_division"];

/// The journal and what protects it.
pub const JOURNAL: &[&str] = &["event", "stream_head", "outbox", "block"];

/// Working state: may be lost without losing a fact (except secrets, which must not be in a journal).
pub const WORKING: &[&str] = &[
    "attempt",
    "case_number",
    "catalogue_import",
    "idempotency",
    "import_row",
    "lease",
    "person_key",
    "schema_migration",
    "session",
    "staff_secret",
];

/// The projection of that name. Unknown names are a fault of the caller.
pub(crate) fn projection(name: &str) -> Option<&'static Projection> {
    PROJECTIONS.iter().find(|p| p.name == name)
}
