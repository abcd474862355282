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
    p("api_key", &["region", "id"]),
    p("subscription", &["region", "id"]),
    p("person", &["region", "id"]),
    p("calendar_year", &["region", "year"]),
    p("calendar_day", &["region", "day"]),
    p("calendar_local", &["region", "day", "version"]),
    p("division", &["region", "code"]),
    p("station", &["region", "code"]),
    p("station_serves", &["region", "division_code"]),
    p("station_version", &["region", "code", "valid_from"]),
    p("serves_version", &["region", "division_code", "valid_from"]),
    p("station_offer", &["region", "station_code", "item_id", "valid_from"]),
    p("station_place", &["region", "station_code", "valid_from"]),
    p("station_map", &["region", "version"]),
    p("station_post", &["region", "staff_id"]),
    p("station_photo", &["region", "id"]),
    p("renaming_campaign", &["region", "id"]),
    p("renaming_task", &["region", "campaign_id", "station_code"]),
    p("inspection_checklist", &["region", "version"]),
    p("inspection_round", &["region", "id"]),
    p("inspection_visit", &["region", "round_id", "station_code", "no"]),
    p("assisted_case", &["region", "case_id"]),
    p("item_version", &["region", "item_id", "version"]),
    p("approval_unit", &["region", "department_id"]),
    p("delegate_rules", &["region", "version"]),
    p("letter_scan", &["region", "letter_kind", "letter_id"]),
    p("letter_scan_before", &["region", "letter_kind", "letter_id", "place"]),
    p("county_rule", &["region", "topic", "version"]),
    p("appointment_letter", &["region", "id"]),
    p("authorization_letter", &["region", "id"]),
    p("service_case", &["region", "id"]),
    p("number_shown", &["region", "case_id", "staff_id", "seq"]),
    p("power_use", &["region", "case_id", "act", "version"]),
    p("sent_back", &["region", "case_id", "version"]),
    p("file", &["region", "id"]),
    p("archive_package", &["region", "id"]),
    p("archive_batch", &["region", "id"]),
    p("metric_profile", &["region", "id"]),
    p("city_figure", &["region", "county_code", "indicator"]),
    p("snapshot", &["region", "id"]),
    p("item_draft", &["region", "item_id"]),
    p("division_version", &["region", "code", "valid_from"]),
    p("province_export", &["region", "import_id"]),
    p("exchange_peer", &["region", "code"]),
    p("exchange_message", &["region", "peer", "direction", "seq"]),
    p("exchange_item", &["region", "peer", "code"]),
    p("exchange_review", &["region", "peer", "code"]),
    p("exchange_application", &["region", "peer", "code"]),
    p("exchange_acknowledged", &["region", "peer", "code"]),
    p("policy", &["region", "code"]),
    p("policy_answer", &["region", "peer", "code"]),
    p("policy_sending", &["region", "peer", "kind", "code"]),
    p("exchange_held", &["region", "sender", "kind", "code"]),
    p("exchange_reconciliation", &["region", "peer", "day"]),
    p("reported_snapshot", &["region", "county", "as_of", "version"]),
    p("standing", &["region", "day", "version"]),
    p("standing_row", &["region", "day", "version", "county"]),
    p("gap_blocker", &["region", "indicator", "subject"]),
    p("rectification_order", &["region", "id"]),
    p("county_phrase", &["region"]),
    p("report_template", &["region", "id"]),
    p("report", &["region", "id"]),
    p("certificate_kind", &["region", "id"]),
    p("certificate", &["region", "id"]),
    p("chain", &["region", "id"]),
    p("chain_version", &["region", "chain_id", "version"]),
    p("matter", &["region", "id"]),
    p("followup_plan", &["region", "version"]),
    p("followup_draw", &["region", "week"]),
    p("followup_line", &["region", "id"]),
    p("review_invitation", &["region", "case_id", "node"]),
    p("service_review", &["region", "id"]),
    p("review_handling", &["region", "review_id"]),
    p("review_import", &["region", "import_id"]),
    p("review_rules", &["region", "version"]),
    p("review_rules_draft", &["region"]),
    p("review_sign", &["region", "id"]),
    p("questionnaire", &["region", "id"]),
    p("questionnaire_edition", &["region", "questionnaire_id", "edition"]),
    p("questionnaire_answer", &["region", "id"]),
    p("evaluation_index", &["region", "version"]),
    p("evaluation_draft", &["region"]),
    p("evaluation_run", &["region", "id"]),
    p("evaluation_dispute", &["region", "id"]),
    p("evaluation_talk", &["region", "id"]),
    p("evaluation_bulletin", &["region", "id"]),
    p("matter_office", &["region", "matter_id", "department_id"]),
    p("watch_profile", &["region", "version"]),
    p("watch_card", &["region", "id"]),
    p("supervision_order", &["region", "id"]),
    p("ledger_import", &["region", "import_id"]),
    p("ticket_import", &["region", "import_id"]),
    p("detector_profile", &["region", "version"]),
    p("oversight_run", &["region", "id"]),
    p("oversight_lead", &["region", "id"]),
];

/// Columns that a later migration added. Rows written before it hold NULL there and their events and
/// digests do not know them, so a NULL in such a column is left out wherever a row is written down
/// as text.
const LATER: &[(&str, &[&str])] = &[
    ("item_version", &["mobile", "online_link", "exercise_level"]),
    ("snapshot_item", &["mobile", "online_link", "exercise_level", "case_kind", "statutory", "promised"]),
    ("station", &["name_checked_on", "name_evidence", "plate_checked_on", "plate_evidence"]),
    ("city_figure", &["benchmark", "source"]),
    (
        "service_case",
        &[
            "channel",
            "received_at",
            "received_on",
            "received_by",
            "notice_by",
            "next_on",
            "promised_on",
            "statutory_on",
            "deliver_by",
            "owed_until",
            "check_by",
            "life",
            "answers",
            "foreign_no",
            "foreign_source",
            "decided_as",
            "decided_under",
            "decided_under_no",
            "matter_id",
        ],
    ),
    ("file", &["bytes_of"]),
    ("ticket_import", &["booked"]),
    ("queue_ticket", &["booked"]),
    ("watch_card", &["at_window", "evidence"]),
    ("supervision_order", &["sent_back", "sent_back_at", "sent_back_by", "handed_on", "handed_back"]),
    ("appointment_letter", &["rules_version"]),
    ("authorization_letter", &["rules_version"]),
    ("calendar_year", &["address", "entered_by"]),
    ("calendar_day", &["name"]),
    ("service_review", &["import_key"]),
    ("exchange_reconciliation", &["reviews"]),
];

/// Whether a migration after the first added this column.
pub(crate) fn is_later(table: &str, column: &str) -> bool {
    LATER.iter().any(|(t, columns)| *t == table && columns.contains(&column))
}

/// Tables computed from a projection: the newest version of each item, the counters of cases and of ratings.
pub const DERIVED: &[&str] = &["case_counter", "case_delta", "review_counter", "review_delta", "service_item"];

/// Rows frozen with a digest that stands in their event: not repeated inside it.
pub const FROZEN: &[&str] = &[
    "province_item",
    "snapshot_item",
    "snapshot_division",
    "certificate_file",
    "followup_candidate",
    "imported_review",
    "evaluation_score",
    "evaluation_fact",
    "ledger_row",
    "oversight_finding",
    "queue_ticket",
];

/// The journal and what protects it.
pub const JOURNAL: &[&str] = &["event", "stream_head", "outbox", "block"];

/// Working state: may be lost without losing a fact (except secrets, which must not be in a journal).
pub const WORKING: &[&str] = &[
    "api_key_secret",
    "attempt",
    "case_number",
    "catalogue_import",
    "consent_code",
    "delivery_parked",
    "delivery_way",
    "exchange_enclosure",
    "exchange_mark",
    "followup_hold",
    "followup_seed",
    "certificate_number",
    "idempotency",
    "import_file",
    "import_row",
    "lead_number",
    "lease",
    "matter_draft",
    "matter_number",
    "order_number",
    "parked_intake",
    "person_key",
    "phrase",
    "questionnaire_device",
    "schema_migration",
    "session",
    "staff_secret",
    "supervision_number",
];

/// Working state that no backup keeps: who was signed in and who was trying to; what the program itself
/// makes anew.
pub const PASSING: &[&str] =
    &["attempt", "consent_code", "exchange_mark", "followup_hold", "lease", "schema_migration", "session"];

/// The projection of that name. Unknown names are a fault of the caller.
pub(crate) fn projection(name: &str) -> Option<&'static Projection> {
    PROJECTIONS.iter().find(|p| p.name == name)
}
