//! The sample county's departments and items (样例事项库), written as one import.
//!
//! Deliberately not here: reading a real catalogue file, which `services::catalogue` does.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    base::{DepartmentId, ImportId, ItemId, date_text_with_year},
    catalogue::{CatalogueImported, Content, Guide, Material, OnlineDepth, Standing, Status},
    indicators::Indicator,
    people::{Department, Desk, Source, Stamp},
};
use jiff::{ToSpan as _, civil::Date};
use store::StoreError;

use super::{
    create::SampleFault,
    days::HOURS,
    forms,
    planted::{MISPLACED, MISPLACED_AT},
    rows::{self, DepartmentRow, GapRow, MatterRow, PowerRow},
    tables::TableFault,
};
use crate::{
    Bureau,
    catalogue::{NewVersion, Occasion, write_versions},
};

/// What stands where a file's name would.
const FILE_NAME: &str = "样例事项库";

/// An item that cases are made of.
pub(super) struct Listed {
    pub(super) id: ItemId,
    pub(super) department: &'static str,
    /// Key of its matter.
    pub(super) matter: &'static str,
    /// Places of its situation and its action among the matter's, from 1; 0 where there are none. The
    /// first are the commonest.
    pub(super) sides: (usize, usize),
    pub(super) action: &'static str,
    pub(super) content: Content,
}

/// The catalogue as written.
pub(super) struct Catalogue {
    pub(super) departments: HashMap<&'static str, (DepartmentId, DepartmentRow)>,
    pub(super) items: Vec<Listed>,
}

/// Departments and counted items as the tables have them, written nowhere. `new_id` makes their ids; `today` is the
/// day that the gaps' due days count from.
pub(super) fn listed(new_id: &impl Fn() -> i64, today: Date) -> Result<Catalogue, TableFault> {
    let mut departments = HashMap::new();
    for row in rows::departments()? {
        departments.insert(row.key, (DepartmentId::new(new_id()), row));
    }
    let items = items(new_id, &departments, today)?;
    Ok(Catalogue { departments, items })
}

/// Writes departments, counted items and ex officio powers under one event. `today` is the day that
/// the gaps' due days count from.
pub(super) fn load(bureau: &Bureau, today: Date) -> Result<Catalogue, SampleFault> {
    let Catalogue { departments, items } = listed(&|| bureau.new_id(), today)?;
    let mut made = Vec::new();
    for row in rows::departments()? {
        let Some((id, _)) = departments.get(row.key) else { continue };
        made.push(Department {
            id: *id,
            name: row.name.into(),
            code: row.code.as_str().into(),
            window_no: row.window,
            place: row.place.into(),
            phone: row.phone.into(),
        });
    }
    let powers = powers(&departments)?;
    let mut versions: Vec<NewVersion> =
        items.iter().map(|i| NewVersion { id: i.id, version: 1, content: i.content.clone() }).collect();
    for content in powers {
        versions.push(NewVersion { id: ItemId::new(bureau.new_id()), version: 1, content });
    }
    unique_codes(&versions)?;
    let now = bureau.now();
    let occasion = Occasion {
        region: *bureau.region(),
        import: ImportId::new(bureau.new_id()),
        today: bureau.today(),
        now,
        stamp: Stamp { source: Source::Imported, ..Desk::system("命令行").stamp(now, None) },
    };
    let event = CatalogueImported {
        file_name: FILE_NAME.into(),
        file_digest: rows::catalogue_digest(),
        complete: true,
        rows: versions.len() as u64,
        added: versions.len() as u64,
        changed: 0,
        removed: 0,
        unchanged: 0,
        refused: 0,
    };
    bureau
        .db()
        .write(move |tx| -> Result<(), StoreError> { write_versions(tx, &occasion, &made, &versions, &event) })?;
    Ok(Catalogue { departments, items })
}

fn unique_codes(versions: &[NewVersion]) -> Result<(), TableFault> {
    let mut codes = HashSet::new();
    match versions.iter().find(|v| !codes.insert(v.content.code.as_str())) {
        None => Ok(()),
        Some(twice) => Err(TableFault {
            table: "matters.tsv",
            row: 0,
            why: format!("里“{}”的编码与另一项相同", twice.content.name),
        }),
    }
}

type Departments = HashMap<&'static str, (DepartmentId, DepartmentRow)>;
/// Gaps by matter, situation and action.
type Gaps = HashMap<(&'static str, &'static str, &'static str), Vec<GapRow>>;

fn items(new_id: &impl Fn() -> i64, departments: &Departments, today: Date) -> Result<Vec<Listed>, TableFault> {
    let materials: HashMap<&str, Material> = rows::materials()?.into_iter().collect();
    let mut gaps = Gaps::new();
    for gap in rows::gaps()? {
        gaps.entry((gap.matter, gap.situation, gap.action)).or_default().push(gap);
    }
    let mut out = Vec::new();
    for (n, matter) in rows::matters()?.iter().enumerate() {
        let Some((id, department)) = departments.get(matter.department) else {
            return Err(matter.at.fault(format!("没有部门“{}”", matter.department)));
        };
        let guide = guide(matter, department, &materials)?;
        for (s, situation) in sides(&matter.situations) {
            for (a, action) in sides(&matter.actions) {
                let gaps = gaps.remove(&(matter.key, situation, action)).unwrap_or_default();
                let code = code(department, matter.item_type.as_str(), n + 1, s, a);
                let mut guide = guide.clone();
                if matter.key == MISPLACED && s <= 1 && a <= 2 {
                    guide.place = MISPLACED_AT.into();
                }
                guide.blockers = blockers(&gaps, departments, today)?;
                guide.form = forms::form_of(matter.key, situation, action)
                    .map_err(|flaw| matter.at.fault(format!("的申请表：{flaw}")))?;
                let content = content(matter, *id, (code, full_name(matter.name, situation, action)), guide, &gaps);
                let (id, sides) = (ItemId::new(new_id()), (s, a));
                out.push(Listed { id, department: matter.department, matter: matter.key, sides, action, content });
            }
        }
    }
    match gaps.values().flatten().next() {
        None => Ok(out),
        Some(left) => Err(left.at.fault("没有对应的业务办理项")),
    }
}

/// One side of the expansion: its values numbered from 1, or one empty value numbered 0.
fn sides(values: &[&'static str]) -> Vec<(usize, &'static str)> {
    if values.is_empty() { vec![(0, "")] } else { values.iter().enumerate().map(|(i, v)| (i + 1, *v)).collect() }
}

/// `事项（情形）（动作）`; an empty side is left out.
fn full_name(matter: &str, situation: &str, action: &str) -> String {
    let mut name = matter.to_owned();
    for part in [situation, action].into_iter().filter(|p| !p.is_empty()) {
        name.push_str(&format!("（{part}）"));
    }
    name
}

/// 业务办理项编码 of 33 characters (domain §2.2): the department's code, level 4 (county), a base code of
/// 12 that begins with 99 because no national catalogue numbers these items, and a number of two.
fn code(department: &DepartmentRow, item_type: &str, matter: usize, situation: usize, action: usize) -> String {
    let serial = department.serial % 100;
    format!("{}499{item_type}{serial:02}{matter:03}{situation:03}{action:02}", department.code)
}

fn guide(matter: &MatterRow, d: &DepartmentRow, materials: &HashMap<&str, Material>) -> Result<Guide, TableFault> {
    let find = |key: &&str| materials.get(*key).cloned().ok_or_else(|| matter.at.fault(format!("没有材料“{key}”")));
    Ok(Guide {
        materials: matter.materials.iter().map(find).collect::<Result<_, _>>()?,
        conditions: format!("符合{}规定的条件，申请材料齐全、符合法定形式。", matter.legal_basis),
        legal_basis: matter.legal_basis.into(),
        fee: matter.fee.into(),
        result_name: matter.result_name.into(),
        result_kind: matter.result_kind.into(),
        place: d.place.into(),
        hours: HOURS.into(),
        phone: d.phone.into(),
        theme: matter.theme.into(),
        aliases: matter.aliases.iter().map(|a| (*a).to_owned()).collect(),
        blockers: Vec::new(),
        ..Guide::default()
    })
}

fn content(
    matter: &MatterRow,
    department: DepartmentId,
    named: (String, String),
    guide: Guide,
    gaps: &[GapRow],
) -> Content {
    let (code, name) = named;
    Content {
        code,
        department,
        division: "990101000000".into(),
        main_name: matter.name.into(),
        name,
        item_type: matter.item_type.clone(),
        status: Status::InUse,
        case_kind: Some(matter.case_kind),
        clients: Some(matter.clients),
        statutory: Some(matter.statutory),
        promised: Some(matter.promised),
        standing: standing(gaps),
        guide,
        raw: BTreeMap::new(),
    }
}

/// Everything is reached except what the gaps say.
fn standing(gaps: &[GapRow]) -> Standing {
    let has = |indicator: Indicator| gaps.iter().any(|g| g.indicator == indicator);
    let (depth, visits) = match (has(Indicator::OnlineAvailableRate), has(Indicator::FullyOnlineRate)) {
        (true, _) => (OnlineDepth::L1, 2),
        (false, true) => (OnlineDepth::L3, 1),
        (false, false) => (OnlineDepth::L4, 0),
    };
    Standing {
        online_depth: Some(depth),
        onsite_visits: Some(visits),
        published: Some(!has(Indicator::ProvincialPublicationRate)),
        resident: Some(!has(Indicator::HallResidencyRate)),
        ..Standing::default()
    }
}

/// What stands in the way, who clears it, by when.
fn blockers(gaps: &[GapRow], departments: &Departments, today: Date) -> Result<Vec<(String, String)>, TableFault> {
    gaps.iter()
        .map(|gap| {
            let Some((_, owner)) = departments.get(gap.owner) else {
                return Err(gap.at.fault(format!("没有部门“{}”", gap.owner)));
            };
            let due = date_text_with_year(today.saturating_add(gap.due.days()));
            let words = format!("{}。责任单位：{}，{due}前解决", gap.blocker, owner.short);
            Ok((gap.indicator.id().to_owned(), words))
        })
        .collect()
}

/// Ex officio powers: in the catalogue, outside the figures; what the figures ask is not known of them.
fn powers(departments: &Departments) -> Result<Vec<Content>, TableFault> {
    rows::powers()?.iter().enumerate().map(|(n, power)| power_content(power, n + 1, departments)).collect()
}

fn power_content(power: &PowerRow, n: usize, departments: &Departments) -> Result<Content, TableFault> {
    let Some((id, department)) = departments.get(power.department) else {
        return Err(power.at.fault(format!("没有部门“{}”", power.department)));
    };
    Ok(Content {
        code: code(department, power.item_type.as_str(), 900 + n, 0, 0),
        department: *id,
        division: "990101000000".into(),
        main_name: power.name.into(),
        name: power.name.into(),
        item_type: power.item_type.clone(),
        status: Status::InUse,
        case_kind: None,
        clients: None,
        statutory: None,
        promised: None,
        standing: Standing::default(),
        guide: Guide { place: department.place.into(), phone: department.phone.into(), ..Guide::default() },
        raw: BTreeMap::new(),
    })
}

#[cfg(test)]
mod tests {
    use domain::catalogue::CodeScheme;

    use super::*;

    #[test]
    fn names_and_codes_have_their_form() {
        assert_eq!(full_name("食品经营许可", "单位食堂", "新办"), "食品经营许可（单位食堂）（新办）");
        assert_eq!(full_name("收养登记", "", "解除"), "收养登记（解除）");
        assert_eq!(full_name("集会许可", "", ""), "集会许可");
        let departments = rows::departments().unwrap();
        let code = code(&departments[20], "01", 17, 3, 5);
        assert_eq!((code.len(), CodeScheme::of(&code)), (33, CodeScheme::Variant), "{code}");
        assert!(code.ends_with("499012101700305"), "{code}");
    }
}
