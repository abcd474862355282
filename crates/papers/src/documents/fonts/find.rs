//! 找字体: the fonts of the configured folders and of the system, put in order for
//! each typeface.
//!
//! Only names are read here; a font itself is read when a document needs it.
//!
//! Deliberately not here: downloading or installing fonts.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    super::typeface::{LAST_RESORTS, Typeface},
    names::{self, Named},
};

/// Folders below each other that are searched, and files that are looked at: more
/// than any real machine has.
const DEEPEST: usize = 6;
const MOST_FILES: usize = 4_000;
/// A larger file is not a font; the largest known is under 100 MB.
const LARGEST: u64 = 200 << 20;

/// The fonts of this machine, by name. Finding them reads names only and takes
/// milliseconds; keep it or make it anew for each document.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    pub(super) faces: Vec<Face>,
    /// For each typeface the places in `faces`, best first.
    chains: [Vec<usize>; Typeface::ALL.len()],
}

/// One font.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) path: PathBuf,
    pub(super) named: Named,
    /// From a configured folder.
    configured: bool,
}

impl Fonts {
    /// Looks into the configured folders, then into the system's.
    #[must_use]
    pub fn find(configured: &[PathBuf]) -> Self {
        Self::among(configured, &system_folders())
    }

    /// Looks into the given folders and nowhere else.
    #[must_use]
    pub fn only_in(folders: &[PathBuf]) -> Self {
        Self::among(folders, &[])
    }

    fn among(configured: &[PathBuf], system: &[PathBuf]) -> Self {
        let mut faces = Vec::new();
        for (folders, configured) in [(configured, true), (system, false)] {
            let mut files = Vec::new();
            folders.iter().for_each(|folder| collect(folder, 0, &mut files));
            for path in files {
                let found = names::of_file(&path);
                faces.extend(found.into_iter().map(|named| Face { path: path.clone(), named, configured }));
            }
        }
        let chains = Typeface::ALL.map(|typeface| chain(&faces, typeface));
        Self { faces, chains }
    }

    /// The font that a typeface is printed with, by its own name; `None` where this
    /// machine has none for it. For the check of an installation.
    #[must_use]
    pub fn chosen(&self, typeface: Typeface) -> Option<&str> {
        let face = &self.faces[*self.chain(typeface).first()?];
        Some(&face.named.shown)
    }

    /// Places in `faces` for a typeface, best first.
    pub(super) fn chain(&self, typeface: Typeface) -> &[usize] {
        let place = match typeface {
            Typeface::XiaoBiaoSong => 0,
            Typeface::FangSong => 1,
            Typeface::KaiTi => 2,
            Typeface::HeiTi => 3,
            Typeface::SongTi => 4,
        };
        &self.chains[place]
    }
}

/// By the typeface's list, then by the list of last resorts, then whatever else a
/// county put into its folder: a font of rare characters may have any name.
fn chain(faces: &[Face], typeface: Typeface) -> Vec<usize> {
    let mut chain = Vec::new();
    for &(family, bold) in typeface.families().iter().chain(LAST_RESORTS) {
        if let Some(place) = best(faces, family, bold).filter(|place| !chain.contains(place)) {
            chain.push(place);
        }
    }
    for (place, face) in faces.iter().enumerate() {
        if face.configured && !chain.contains(&place) {
            chain.push(place);
        }
    }
    chain
}

/// The font of a family whose weight is nearest; of equal ones the first found, and
/// so the configured one.
fn best(faces: &[Face], family: &str, bold: bool) -> Option<usize> {
    let family = family.to_lowercase();
    let wanted: u16 = if bold { 700 } else { 400 };
    let of_family = faces.iter().enumerate().filter(|(_, face)| face.named.names.contains(&family));
    of_family.min_by_key(|(_, face)| face.named.weight.abs_diff(wanted)).map(|(place, _)| place)
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    // Folders list their files in any order; the choice of a font must not depend on it.
    paths.sort();
    for path in paths {
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.is_dir() && depth < DEEPEST {
            collect(&path, depth + 1, files);
        } else if about.is_file() && about.len() <= LARGEST && is_font(&path) && files.len() < MOST_FILES {
            files.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str())
}

fn system_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts/opentype", "/System/Library/Fonts"]
            .map(PathBuf::from)
            .to_vec();
    // Where Debian's TeX packages keep Fandol (仿宋, 楷体) out of the usual folders.
    folders.push(PathBuf::from("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"));
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        folders.extend([home.join(".fonts"), home.join(".local/share/fonts")]);
    }
    if let Some(windows) = std::env::var_os("WINDIR").map(PathBuf::from) {
        folders.push(windows.join("Fonts"));
    }
    if let Some(local) = std::env::var_os("LOCALAPPDATA").map(PathBuf::from) {
        folders.push(local.join("Microsoft/Windows/Fonts"));
    }
    folders
}
