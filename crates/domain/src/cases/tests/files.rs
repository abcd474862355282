//! Files of a case: how many, how large, how long.

use super::*;
use crate::base::{FileId, FileKind};

fn room() -> FileRoom {
    FileRoom {
        file_megabytes: 2,
        files_per_material: 2,
        files_per_case: 3,
        case_megabytes: 4,
        name_characters: 20,
        source: "测试".into(),
    }
}

fn new(id: i64, place: Option<u16>, size: u64) -> NewFile {
    NewFile { id: FileId::new(id), place, digest: format!("{id:064x}"), size, kind: FileKind::Pdf }
}

fn accepted() -> Case {
    taken(&item("01", Status::InUse), ApplicantKind::Person, &[0, 2]).unwrap().0
}

fn add(case: &Case, held: &[CaseFile], file: NewFile) -> Result<(CaseFile, FileAttached), AttachRefusal> {
    attach(&room(), case, held, file, None, Timestamp::UNIX_EPOCH)
}

#[test]
fn a_file_belongs_to_a_material_or_to_none() {
    let case = accepted();
    let (file, event) = add(&case, &[], new(1, Some(0), 100)).unwrap();
    assert_eq!((file.version, file.case, file.person, file.place), (1, case.id, case.person, Some(0)));
    assert_eq!((event.material.as_str(), event.size, event.kind.as_str()), ("申请书", 100, "pdf"));
    assert_eq!(event.digest, file.digest);
    assert_eq!(add(&case, &[], new(1, None, 1)).unwrap().1.material, "");
    let beyond = u16::try_from(case.materials.len()).unwrap();
    assert_eq!(add(&case, &[], new(1, Some(beyond), 1)).unwrap_err(), AttachRefusal::Place);
}

#[test]
fn there_is_room_for_so_many_and_no_more() {
    let case = accepted();
    let (one, _) = add(&case, &[], new(1, Some(0), 1 << 20)).unwrap();
    let (two, _) = add(&case, std::slice::from_ref(&one), new(2, Some(0), 1 << 20)).unwrap();
    let held = [one, two];
    assert_eq!(add(&case, &held, new(3, Some(0), 1)).unwrap_err(), AttachRefusal::MaterialFull(2));
    assert_eq!(add(&case, &held, new(3, Some(1), (2 << 20) + 1)).unwrap_err(), AttachRefusal::CaseTooLarge(4));
    let (three, _) = add(&case, &held, new(3, Some(1), 2 << 20)).unwrap();
    let mut held = [&held[..], &[three]].concat();
    assert_eq!(add(&case, &held, new(4, None, 0)).unwrap_err(), AttachRefusal::CaseFull(3));
    // What was taken off makes room.
    held[0] = detach(&case, held[0].clone(), "拍糊了", Timestamp::UNIX_EPOCH).unwrap().0;
    assert!(add(&case, &held, new(4, Some(0), 1)).is_ok());
}

#[test]
fn sizes_are_told_in_whole_megabytes() {
    assert_eq!(fits(&room(), "a.pdf", 2 << 20), Ok(()));
    let told = fits(&room(), "合同.pdf", (2 << 20) + 1).unwrap_err().to_string();
    assert_eq!(told, "“合同.pdf”有 3 MB，最多 2 MB。可以分成两份上传");
}

#[test]
fn a_file_is_taken_off_once_with_a_reason() {
    let case = accepted();
    let (file, _) = add(&case, &[], new(1, None, 1)).unwrap();
    assert_eq!(detach(&case, file.clone(), " ", Timestamp::UNIX_EPOCH).unwrap_err(), AttachRefusal::WhyMissing);
    let (off, event) = detach(&case, file, " 拍糊了 ", Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!((off.version, off.detached.as_ref().map(|d| d.1.as_str())), (2, Some("拍糊了")));
    assert_eq!(event.why, "拍糊了");
    assert_eq!(detach(&case, off, "再撤", Timestamp::UNIX_EPOCH).unwrap_err(), AttachRefusal::Detached);
}

#[test]
fn what_was_decided_on_stays_as_it_was() {
    let case = accepted();
    let (file, _) = add(&case, &[], new(1, None, 1)).unwrap();
    let (withdrawn, _) = end(case, EndKind::Withdrawn, ("", ""), None, Timestamp::UNIX_EPOCH).unwrap();
    let code = |refusal: AttachRefusal| refusal.code();
    assert_eq!(code(add(&withdrawn, &[], new(2, None, 1)).unwrap_err()), "wrong_stage");
    assert_eq!(code(detach(&withdrawn, file, "x", Timestamp::UNIX_EPOCH).unwrap_err()), "wrong_stage");
}

#[test]
fn of_a_draft_everything_is_the_applicants_to_take_back_and_of_a_correction_what_answers_it() {
    let at = |second| Timestamp::from_second(second).unwrap();
    let came = |case: &Case, second, by| attach(&room(), case, &[], new(1, Some(0), 1), by, at(second)).unwrap().0;
    let (draft, _) = draft(&item("01", Status::InUse), ApplicantKind::Person, &Brought::default(), opening()).unwrap();
    assert!(is_applicants_to_remove(&draft, &came(&draft, 5, None)) && drop_file(&draft).is_ok());
    assert!(!is_applicants_to_remove(&draft, &came(&draft, 5, Some(StaffId::new(1)))));
    let sent = Case { stage: Stage::Submitted, ..draft };
    assert!(!is_applicants_to_remove(&sent, &came(&sent, 5, None)) && drop_file(&sent).is_err());

    let (on, until) = (date(2026, 2, 13), date(2026, 3, 6));
    let asked = Correction { at: at(10), on, by: StaffId::new(1), items: vec![], until, supplied_at: None };
    let correcting = Case { correction: Some(asked), stage: Stage::CorrectionAsked, ..sent };
    let files = [5, 11].map(|second| came(&correcting, second, None));
    assert_eq!(files.each_ref().map(|f| is_applicants_to_remove(&correcting, f)), [false, true]);
    assert_eq!(uploaded(&correcting, &files), [0]);
    assert_eq!(uploaded(&correcting, &files[..1]), [] as [usize; 0], "what was there before does not answer it");
    let received = Case { stage: Stage::Submitted, ..correcting };
    assert_eq!(uploaded(&received, &files[..1]), [0]);
}

#[test]
fn what_came_as_a_file_is_listed_so_and_only_where_it_counts() {
    let content = item("01", Status::InUse).content;
    let brought = Brought { ticked: &[0], uploaded: &[0, 1], ..Brought::default() };
    let listed = brought.listed(&content, None);
    assert_eq!((listed[0].received, listed[0].means), (true, Means::Upload));
    assert_eq!((listed[1].received, listed[1].means), (false, Means::Paper));
}

#[test]
fn only_the_original_itself_is_asked_for_where_the_guide_wants_nothing_else() {
    let wants = |form: &str| Material { form: form.into(), ..material("证", Need::Required) }.wants_original();
    assert!(wants("原件") && wants("原件 1 份"));
    assert!(!wants("复印件") && !wants("原件或复印件") && !wants("电子") && !wants("原件（纸质或电子）") && !wants(""));
}
