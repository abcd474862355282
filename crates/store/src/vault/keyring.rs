//! The county's keys on disk: one file, readable by its owner alone, named by the key's id.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use domain::base::Rng;
use serde::{Deserialize, Serialize};

use super::seal::Vault;
use crate::{hex, unhex};

/// Why keys could not be made or read. The sentence is for the operator.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file is not there.
    #[error("找不到密钥文件 {0}。没有它，个人信息打不开；请从备份放回原处")]
    Missing(PathBuf),
    /// It is there and cannot be used.
    #[error("密钥文件 {0} 读不出来：{1}")]
    Unreadable(PathBuf, String),
}

/// The content of a key file, hexadecimal.
#[derive(Serialize, Deserialize)]
pub struct KeyFile {
    key_id: String,
    master: String,
    index: String,
    signing: String,
}

impl KeyFile {
    /// New keys from the operating system's randomness, written to `dir` and synced before return.
    pub fn create(dir: &Path, rng: &dyn Rng) -> Result<Vault, KeyFault> {
        let mut id = [0; 8];
        rng.fill(&mut id);
        let (mut master, mut index) = ([0; 32], [0; 32]);
        rng.fill(&mut master);
        rng.fill(&mut index);
        let file = Self {
            key_id: hex(&id),
            master: hex(&master),
            index: hex(&index),
            signing: hex(&super::sign::new_secret(rng)),
        };
        let path = path_of(dir, &file.key_id);
        write(dir, &path, &file).map_err(|e| KeyFault::Unreadable(path.clone(), e.to_string()))?;
        file.into_vault().ok_or_else(|| KeyFault::Unreadable(path, "内容不完整".into()))
    }

    /// Keys that a county's database names.
    pub fn load(dir: &Path, key_id: &str) -> Result<Vault, KeyFault> {
        let path = path_of(dir, key_id);
        if !path.exists() {
            return Err(KeyFault::Missing(path));
        }
        let unreadable = |why: String| KeyFault::Unreadable(path.clone(), why);
        let text = fs::read_to_string(&path).map_err(|e| unreadable(e.to_string()))?;
        let file: Self = serde_json::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
        file.into_vault().ok_or_else(|| unreadable("内容不完整".into()))
    }

    fn into_vault(self) -> Option<Vault> {
        Vault::new(
            self.key_id,
            unhex(&self.master)?.try_into().ok()?,
            unhex(&self.index)?.try_into().ok()?,
            &unhex(&self.signing)?,
        )
    }
}

fn path_of(dir: &Path, key_id: &str) -> PathBuf {
    dir.join(format!("{key_id}.json"))
}

fn write(dir: &Path, path: &Path, file: &KeyFile) -> std::io::Result<()> {
    fs::create_dir_all(dir)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut out = options.open(path)?;
    out.write_all(&serde_json::to_vec_pretty(file)?)?;
    out.sync_all()?;
    fs::File::open(dir)?.sync_all()
}
