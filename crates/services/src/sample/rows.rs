//! The rows of the sample county's tables by meaning (样例表的行): departments, matters, materials,
//! gaps, divisions, the city's counties.
//!
//! Deliberately not here: people and companies (`visitors`), and how rows become items and stations.

use domain::{
    base::{DivisionCode, Region, Uscc},
    catalogue::{CaseKind, Clients, ItemType, Limit, Material, Need, Origin},
    indicators::Indicator,
};

use super::tables::{Line, Place, Table, TableFault};

/// An embedded table: file name and columns.
macro_rules! table {
    ($file:literal, $($column:literal),+) => {
        Table {
            name: $file,
            text: include_str!(concat!("../../data/sample/", $file)),
            header: &[$($column),+],
        }
    };
}

pub(super) use table;

const DEPARTMENTS: Table =
    table!("departments.tsv", "key", "name", "short", "serial", "org9base", "phone", "window", "place");
const MATTERS: Table = table!(
    "matters.tsv",
    "key",
    "department",
    "name",
    "item_type",
    "situations",
    "actions",
    "client",
    "statutory_workdays",
    "promised_workdays",
    "case_kind",
    "legal_basis",
    "result_name",
    "result_kind",
    "fee",
    "materials",
    "alias",
    "theme"
);
const MATERIALS: Table = table!("materials.tsv", "key", "name", "need", "form", "source", "copies");
const POWERS: Table = table!("powers.tsv", "name", "department", "item_type");
const GAPS: Table = table!("gaps.tsv", "indicator", "matter", "situation", "action", "blocker", "owner", "due");
const TOWNS: Table = table!("towns.tsv", "code", "name", "station_name", "address", "phone", "hours");
const VILLAGES: Table = table!("villages.tsv", "code", "name", "station_name", "plate_name", "serves_by");
const COUNTIES: Table = table!(
    "counties.tsv",
    "code",
    "name",
    "online_available_rate",
    "fully_online_rate",
    "provincial_publication_rate",
    "station_coverage_rate",
    "hall_residency_rate"
);
/// A department.
pub(super) struct DepartmentRow {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) short: &'static str,
    pub(super) serial: u16,
    pub(super) code: Uscc,
    pub(super) phone: &'static str,
    pub(super) window: Option<u16>,
    pub(super) place: &'static str,
}

/// A matter (主项); situation × action make its items.
pub(super) struct MatterRow {
    pub(super) at: Place,
    pub(super) key: &'static str,
    pub(super) department: &'static str,
    pub(super) name: &'static str,
    pub(super) item_type: ItemType,
    pub(super) situations: Vec<&'static str>,
    pub(super) actions: Vec<&'static str>,
    pub(super) clients: Clients,
    pub(super) statutory: Limit,
    pub(super) promised: Limit,
    pub(super) case_kind: CaseKind,
    pub(super) legal_basis: &'static str,
    pub(super) result_name: &'static str,
    pub(super) result_kind: &'static str,
    pub(super) fee: &'static str,
    pub(super) materials: Vec<&'static str>,
    pub(super) aliases: Vec<&'static str>,
    pub(super) theme: &'static str,
}

/// An ex officio power (依职权): an item outside the five figures.
pub(super) struct PowerRow {
    pub(super) at: Place,
    pub(super) name: &'static str,
    pub(super) department: &'static str,
    pub(super) item_type: ItemType,
}

/// One item that does not meet one figure, and what stands in the way.
pub(super) struct GapRow {
    pub(super) at: Place,
    pub(super) indicator: Indicator,
    pub(super) matter: &'static str,
    pub(super) situation: &'static str,
    pub(super) action: &'static str,
    pub(super) blocker: &'static str,
    pub(super) owner: &'static str,
    /// Days from the snapshot.
    pub(super) due: i32,
}

/// A township.
pub(super) struct TownRow {
    pub(super) code: DivisionCode,
    pub(super) name: &'static str,
    pub(super) station: &'static str,
    pub(super) address: &'static str,
    pub(super) phone: &'static str,
    pub(super) hours: &'static str,
}

/// A village; `served_by` names the neighbour whose station serves it too.
pub(super) struct VillageRow {
    pub(super) at: Place,
    pub(super) code: DivisionCode,
    pub(super) name: &'static str,
    pub(super) station: &'static str,
    pub(super) plate: &'static str,
    pub(super) served_by: Option<DivisionCode>,
}

/// A county of the city with its five published figures, in the report's order.
pub(super) struct CountyRow {
    pub(super) region: Region,
    pub(super) name: &'static str,
    pub(super) figures: [(Indicator, &'static str); 5],
}

/// The digest of everything the catalogue is made from: it stands where a file's digest would.
pub(super) fn catalogue_digest() -> String {
    let texts = [DEPARTMENTS, MATTERS, MATERIALS, POWERS, GAPS].map(|t| t.text);
    store::digest((texts.concat() + &super::forms::texts()).as_bytes())
}

pub(super) fn each<T>(table: Table, read: impl Fn(&Line) -> Result<T, TableFault>) -> Result<Vec<T>, TableFault> {
    table.lines()?.iter().map(read).collect()
}

fn division(line: &Line, column: &str) -> Result<DivisionCode, TableFault> {
    line.word(column, |text| DivisionCode::parse(text).ok())
}

/// All departments.
pub(super) fn departments() -> Result<Vec<DepartmentRow>, TableFault> {
    each(DEPARTMENTS, |line| {
        // 11 = 机构编制部门登记的机关 (GB 32100-2015); both check characters are computed.
        let code = line.word("org9base", |base| Uscc::with_both_checks(&format!("11990101{base}")).ok())?;
        Ok(DepartmentRow {
            key: line.text("key")?,
            name: line.text("name")?,
            short: line.text("short")?,
            serial: line.number("serial")?,
            code,
            phone: line.text("phone")?,
            window: line.optional_number("window")?,
            place: line.text("place")?,
        })
    })
}

/// All matters.
pub(super) fn matters() -> Result<Vec<MatterRow>, TableFault> {
    each(MATTERS, |line| {
        let row = MatterRow {
            at: line.place,
            key: line.text("key")?,
            department: line.text("department")?,
            name: line.text("name")?,
            item_type: line.word("item_type", ItemType::parse)?,
            situations: line.list("situations")?,
            actions: line.list("actions")?,
            clients: line.word("client", client)?,
            statutory: Limit::workdays(line.number("statutory_workdays")?),
            promised: Limit::workdays(line.number("promised_workdays")?),
            case_kind: line.word("case_kind", CaseKind::from_word)?,
            legal_basis: line.text("legal_basis")?,
            result_name: line.cell("result_name")?,
            result_kind: line.text("result_kind")?,
            fee: line.text("fee")?,
            materials: line.list("materials")?,
            aliases: line.list("alias")?,
            theme: line.text("theme")?,
        };
        if (row.case_kind == CaseKind::Instant) != row.promised.is_instant() {
            return Err(line.place.fault("即办件的承诺时限应为 0，承诺件不能为 0"));
        }
        if row.promised.value > row.statutory.value {
            return Err(line.place.fault("承诺时限长于法定时限"));
        }
        if row.result_name.is_empty() != (row.result_kind == "无") {
            return Err(line.place.fault("结果类型为“无”时结果名称才能空"));
        }
        Ok(row)
    })
}

/// Whose a matter is, as the tables write it.
pub(super) fn client(word: &str) -> Option<Clients> {
    match word {
        "person" => Some(Clients::Person),
        "org" => Some(Clients::Organisation),
        "both" => Some(Clients::Both),
        _ => None,
    }
}

/// All materials by key.
pub(super) fn materials() -> Result<Vec<(&'static str, Material)>, TableFault> {
    each(MATERIALS, |line| {
        let need = line.word("need", |word| match word {
            "必要" => Some(Need::Required),
            "非必要" => Some(Need::Optional),
            "容缺后补" => Some(Need::Deferrable),
            _ => None,
        })?;
        let origin = line.word("source", |word| match word {
            "申请人自备" => Some(Origin::Applicant),
            "政府部门核发" => Some(Origin::Government),
            "中介机构出具" => Some(Origin::Intermediary),
            _ => None,
        })?;
        let (name, form) = (line.text("name")?.to_owned(), line.text("form")?.to_owned());
        Ok((
            line.text("key")?,
            Material { name, need, form, origin, copies: line.number("copies")?, ..Material::default() },
        ))
    })
}

/// All ex officio powers.
pub(super) fn powers() -> Result<Vec<PowerRow>, TableFault> {
    each(POWERS, |line| {
        Ok(PowerRow {
            at: line.place,
            name: line.text("name")?,
            department: line.text("department")?,
            item_type: line.word("item_type", ItemType::parse)?,
        })
    })
}

/// All gaps.
pub(super) fn gaps() -> Result<Vec<GapRow>, TableFault> {
    each(GAPS, |line| {
        Ok(GapRow {
            at: line.place,
            indicator: line.word("indicator", Indicator::parse)?,
            matter: line.text("matter")?,
            situation: line.cell("situation")?,
            action: line.cell("action")?,
            blocker: line.text("blocker")?,
            owner: line.text("owner")?,
            due: line.number("due")?,
        })
    })
}

/// All townships.
pub(super) fn towns() -> Result<Vec<TownRow>, TableFault> {
    each(TOWNS, |line| {
        Ok(TownRow {
            code: division(line, "code")?,
            name: line.text("name")?,
            station: line.text("station_name")?,
            address: line.text("address")?,
            phone: line.text("phone")?,
            hours: line.text("hours")?,
        })
    })
}

/// All villages and neighbourhoods.
pub(super) fn villages() -> Result<Vec<VillageRow>, TableFault> {
    each(VILLAGES, |line| {
        let served_by = match line.cell("serves_by")? {
            "" => None,
            _ => Some(division(line, "serves_by")?),
        };
        Ok(VillageRow {
            at: line.place,
            code: division(line, "code")?,
            name: line.text("name")?,
            station: line.text("station_name")?,
            plate: line.text("plate_name")?,
            served_by,
        })
    })
}

/// The city's counties, the own one first.
pub(super) fn counties() -> Result<Vec<CountyRow>, TableFault> {
    each(COUNTIES, |line| {
        let mut figures = Indicator::FIVE.map(|i| (i, ""));
        for (indicator, text) in &mut figures {
            *text = line.text(indicator.id())?;
        }
        Ok(CountyRow { region: line.word("code", |text| Region::parse(text).ok())?, name: line.text("name")?, figures })
    })
}
