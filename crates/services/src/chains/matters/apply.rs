//! Applying under a chain without a desk (网上申请一件事): sent in in one step, by whoever then holds number and query
//! password. Guessing is slowed as for the progress of a case.

use std::path::Path;

use domain::{
    cases::Channel,
    chains::MatterNo,
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{Tx, chains as rows};

use super::{
    ahead::keep_ahead,
    ground::Ground,
    intake::{MatterForm, Opener, open},
    refusal::{MatterFailure, MatterRefusal},
    work::{Who, Work},
};
use crate::{
    Bureau, Failure,
    cases::{
        AttachForm, Attached, FileNotKept, Incoming, ProgressRefusal, Right, attach_own as attach_to_case, right_of,
        slowed,
    },
};

/// What was sent in, and what opens it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// 一件事编号.
    pub matter_no: String,
    /// 查询密码.
    pub query_password: String,
    /// Its version.
    pub version: i64,
}

/// Sends an application in: every answer is checked, materials may follow. The same key gives the same matter.
pub fn apply(bureau: &Bureau, desk: &Desk, form: &MatterForm, key: Option<&str>) -> Result<Applied, MatterFailure> {
    let role = bureau.may(desk, Act::CaseApply)?;
    // Whoever sends it in from a desk of the house does it as anybody does.
    let who = Who { by: None, ..Who::at(desk, role, bureau.now()) };
    let opener = Opener::new(bureau, who, (Channel::Online, None), form)?;
    let command = bureau.command(desk, "matter.apply", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Applied, MatterFailure> {
        let work = open(&worker, tx, (&opener, &form), false)?.work;
        let (matter_no, query_password) = (work.filed.matter.no.to_string(), opener.query_password.clone());
        Ok(Applied { matter_no, query_password, version: work.save(tx)? })
    })?;
    Ok(done.value)
}

/// Who acts on an own matter, and on which version of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OwnMatter {
    /// 一件事编号.
    pub matter_no: String,
    /// 查询密码.
    pub password: String,
    /// Version the page was made from.
    pub version: i64,
}

impl OwnMatter {
    /// Checks number and password, slowed against guessing.
    pub(super) fn let_in(&self, bureau: &Bureau, desk: &Desk) -> Result<MatterNo, MatterFailure> {
        bureau.may(desk, Act::CaseApply)?;
        let (no, right) =
            opened_by(bureau, desk, &self.matter_no, &self.password, |_, filed, right| Ok((filed.matter.no, right)))?;
        match right {
            Right::Password => Ok(no),
            // Four digits are those of the mobile, which open nothing here.
            Right::Tail => Err(wrong(ProgressRefusal::Wrong)),
        }
    }

    /// The matter for an act of its applicant, who was let in.
    pub(super) fn load<'a>(&self, bureau: &'a Bureau, tx: &mut Tx<'_>, desk: &Desk) -> Result<Work<'a>, MatterFailure> {
        let no = MatterNo::parse(&self.matter_no).map_err(|_| Failure::NotFound)?;
        let found = rows::matter_by_no(tx, bureau.region(), &no)?.ok_or(Failure::NotFound)?;
        let who = Who { by: None, ..Who::at(desk, None, bureau.now()) };
        Work::expected(bureau, tx, who, found, self.version)
    }
}

/// Opens a matter by number and secret, slowed against guessing, and reads on where they are right.
pub(super) fn opened_by<T>(
    bureau: &Bureau,
    desk: &Desk,
    matter_no: &str,
    secret: &str,
    read: impl FnOnce(&mut Tx<'_>, domain::chains::Filed, Right) -> Result<T, store::StoreError>,
) -> Result<T, MatterFailure> {
    let no = MatterNo::parse(matter_no).map_err(|f| wrong(ProgressRefusal::Number(f.to_string())))?;
    let region = *bureau.region();
    let found = slowed(bureau, desk, no.as_str(), |tx| {
        let Some((filed, sealed)) = rows::matter_by_no(tx, &region, &no)? else { return Ok(None) };
        match right_of(bureau, tx, filed.person, &sealed, secret)? {
            Some(right) => read(tx, filed, right).map(Some),
            None => Ok(None),
        }
    });
    found.map_err(|f| f.map(MatterRefusal::Door))
}

fn wrong(refusal: ProgressRefusal) -> MatterFailure {
    Failure::Refused(MatterRefusal::Door(refusal))
}

/// The applicant adds a file to the own matter, as a material of the merged list: it goes to the case of every member
/// that has begun and needs the material, or lies ready for the first that waits for it. `exe` is this program, which looks into the file in a child process. The
/// same key with the same file gives the same answer.
///
/// # Errors
/// [`FileNotKept`] when the file or a case does not allow it; `NotFound` where no member needs it any more.
pub fn attach_own(
    bureau: &Bureau,
    desk: &Desk,
    (at, place): (&OwnMatter, usize),
    file: &Incoming,
    exe: &Path,
    key: Option<&str>,
) -> Result<Vec<Attached>, Failure<FileNotKept>> {
    bureau.may(desk, Act::CaseApply)?;
    let cases = opened_by(bureau, desk, &at.matter_no, &at.password, |tx, filed, _| {
        let ground = Ground::of(bureau, tx, &filed)?;
        let uses = ground.materials.materials.get(place).map(|m| m.uses.clone()).unwrap_or_default();
        let mut out = Vec::new();
        for at in uses.into_iter().map(|u| u.at) {
            let listed = &ground.item(&at.member)?.content.guide.materials;
            let own = listed.iter().position(|m| m.name == at.name).and_then(|p| u16::try_from(p).ok());
            let id = filed.members.get(&at.member).and_then(|h| h.case);
            let (Some(own), Some(id)) = (own, id) else { continue };
            let found = store::cases::case(tx, bureau.region(), id)?;
            // A case that is over takes no more files, and must not hold up those that do.
            let open = found.filter(|(case, _)| domain::cases::takes_files(&case.stage, "").is_ok());
            if let Some((case, _)) = open {
                out.push((case.no.to_string(), own));
            }
        }
        Ok(out)
    });
    let cases = cases.map_err(|f| match f {
        Failure::Refused(MatterRefusal::Door(door)) => Failure::Refused(FileNotKept::Password(door)),
        Failure::Refused(_) | Failure::NotFound => Failure::NotFound,
        Failure::Denied(d) => Failure::Denied(d),
        Failure::Stale => Failure::Stale,
        Failure::Store(e) => Failure::Store(e),
    })?;
    if cases.is_empty() {
        // Nobody who has begun needs it: whoever waits for it gets it when it begins.
        return Ok(vec![keep_ahead(bureau, desk, (at, place), (file, exe), key)?]);
    }
    let mut out = Vec::new();
    for (case_no, own) in cases {
        let form = AttachForm { case_no: case_no.clone(), place: Some(own) };
        let key = key.map(|k| format!("{k}:{case_no}"));
        out.push(attach_to_case(bureau, desk, (&form, &at.password), file.clone(), exe, key.as_deref())?);
    }
    Ok(out)
}
