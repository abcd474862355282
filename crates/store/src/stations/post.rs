//! Who works at which station, and photographs.

use domain::{
    base::{DivisionCode, FileKind, PhotoId, Region, StaffId},
    stations::{Post, StationPhoto},
};

use super::station::code;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn post(r: &Row) -> Result<Post, StoreError> {
    Ok(Post {
        staff: StaffId::new(r.int("staff_id")?),
        station: code(r, "station_code")?,
        since: r.date("since")?,
        version: r.int("version")?,
    })
}

/// The post of a member of staff.
pub fn station_post(tx: &mut Tx<'_>, region: &Region, staff: StaffId) -> Result<Option<Post>, StoreError> {
    tx.row(
        "SELECT staff_id, station_code, since, version FROM station_post WHERE region = $1 AND staff_id = $2",
        vals![region, staff],
    )?
    .as_ref()
    .map(post)
    .transpose()
}

/// All posts, by station.
pub fn station_posts(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Post>, StoreError> {
    tx.rows(
        "SELECT staff_id, station_code, since, version FROM station_post WHERE region = $1 \
         ORDER BY station_code, staff_id",
        vals![region],
    )?
    .iter()
    .map(post)
    .collect()
}

/// The after-image of a post.
pub fn post_change(region: &Region, p: &Post) -> Change {
    Change::put(
        "station_post",
        vec![
            ("region", Val::from(region)),
            ("staff_id", Val::from(p.staff)),
            ("station_code", Val::from(&p.station)),
            ("since", Val::from(p.since)),
            ("version", Val::from(p.version)),
        ],
    )
}

/// One photograph.
pub fn station_photo(tx: &mut Tx<'_>, region: &Region, id: PhotoId) -> Result<Option<StationPhoto>, StoreError> {
    tx.row(
        "SELECT id, station_code, address, digest, size, kind, taken_by, taken_at FROM station_photo \
         WHERE region = $1 AND id = $2",
        vals![region, id],
    )?
    .as_ref()
    .map(|r| {
        Ok(StationPhoto {
            id: PhotoId::new(r.int("id")?),
            station: code(r, "station_code")?,
            address: r.text("address")?,
            digest: r.text("digest")?,
            size: r.num("size")?,
            kind: FileKind::parse(&r.text("kind")?)
                .ok_or_else(|| StoreError::corrupt("station_photo.kind", "不认识的文件类型"))?,
            by: StaffId::new(r.int("taken_by")?),
            at: r.instant("taken_at")?,
        })
    })
    .transpose()
}

/// Photographs of a station, the newest first.
pub fn station_photos(tx: &mut Tx<'_>, region: &Region, at: &DivisionCode) -> Result<Vec<PhotoId>, StoreError> {
    tx.rows("SELECT id FROM station_photo WHERE region = $1 AND station_code = $2 ORDER BY id DESC", vals![region, at])?
        .iter()
        .map(|r| Ok(PhotoId::new(r.int("id")?)))
        .collect()
}

/// The after-image of a photograph.
pub fn photo_change(region: &Region, p: &StationPhoto) -> Change {
    Change::put(
        "station_photo",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(p.id)),
            ("station_code", Val::from(&p.station)),
            ("address", Val::from(&p.address)),
            ("digest", Val::from(&p.digest)),
            ("size", Val::from(i64::try_from(p.size).unwrap_or(i64::MAX))),
            ("kind", Val::from(p.kind.as_str())),
            ("taken_by", Val::from(p.by)),
            ("taken_at", Val::from(p.at)),
        ],
    )
}
