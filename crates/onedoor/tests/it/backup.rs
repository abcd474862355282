//! Backup while writing, restore on either engine, and refusal of what is damaged (trust ).

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use domain::base::Rng as _;
use serde_json::Value;
use services::backup::{BackupFault, Damage, Harm, check};

use crate::{
    program::{Ground, fresh, grounds},
    site::{Client, Site, application, furnish},
};

const WRITERS: usize = 4;

/// Tells the writers to stop, also when the test fails: they would write for ever.
struct Told<'a>(&'a AtomicBool);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Everything under a folder, with its bytes.
fn files_of(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_of(&path, out) } else { out.push(path) }
    }
}

fn export(ground: &Ground) -> Value {
    ground.run(["export", "--digest", "--json"]).expect(0).json()
}

/// Restores into a fresh place on the same engine as `like`.
fn restored(like: &Ground, backup: &Path, keys: &Path) -> Ground {
    let place = fresh(like.engine);
    let args = ["restore", backup.to_str().unwrap(), "--keys", keys.to_str().unwrap(), "--json"];
    assert_eq!(place.run(args).expect(0).json()["state"]["sound"], true);
    place
}

#[test]
fn a_backup_taken_while_writing_is_one_moment_of_the_county() {
    for ground in grounds() {
        let (_, item) = furnish(&ground, 0);
        let site = Site::open(&ground, &[]);
        let token = site.sign_in("clerk");
        let (stop, written) = (AtomicBool::new(false), AtomicUsize::new(0));
        let mut before = Vec::new();
        let (keys, backups) = (ground.scratch.join("medium"), ground.scratch.join("backups"));
        thread::scope(|scope| {
            let _told = Told(&stop);
            for w in 0..WRITERS {
                let (client, item, stop, written) = (Client::new(&site, &token), &item, &stop, &written);
                scope.spawn(move || {
                    for i in 0.. {
                        if stop.load(Ordering::Relaxed) {
                            return;
                        }
                        let key = format!("backup-{w}-{i}");
                        let (status, answer) =
                            client.post("/api/cases", Some(&key), &application(item, w * 10_000 + i)).unwrap();
                        assert!(status < 300, "{answer}");
                        written.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            for n in 0..3 {
                let from = written.load(Ordering::Relaxed);
                while written.load(Ordering::Relaxed) < from + 100 {
                    thread::sleep(Duration::from_millis(10));
                }
                let acked = written.load(Ordering::Relaxed);
                let dir = backups.join(n.to_string());
                let args = ["backup", dir.to_str().unwrap(), "--keys", keys.to_str().unwrap(), "--json"];
                let taken = ground.run(args).expect(0).json();
                before.push((dir, acked, taken));
            }
        });
        drop(site);
        let during = written.load(Ordering::Relaxed);
        assert!(during > before[2].1, "nothing was written while the last backup ran");
        for (dir, acked, taken) in &before {
            let place = restored(&ground, dir, &keys);
            assert_eq!(export(&place)["digest"], taken["canonical"], "{}", place.engine);
            let site = Site::open(&place, &[]);
            let list = site.client("clerk").get("/api/cases?limit=1").unwrap().1;
            let counts: Value = serde_json::from_str(&list).unwrap();
            let cases: u64 = counts["counts"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
            assert!(cases >= *acked as u64, "{cases} of {acked} that were acknowledged before the backup began");
        }
        println!("{}: {during} cases written around three backups", ground.engine);
    }
}

#[test]
fn a_backup_of_one_engine_becomes_a_county_on_the_other() {
    let all = grounds();
    for ground in &all {
        let (_, item) = furnish(ground, 0);
        let site = Site::open(ground, &[]);
        let clerk = site.client("clerk");
        for n in 0..5 {
            clerk.post("/api/cases", Some(&format!("k{n}")), &application(&item, n)).unwrap();
        }
        drop(site);
        let (dir, keys) = (ground.scratch.join("backup"), ground.scratch.join("medium"));
        let args = ["backup", dir.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
        ground.run(args).expect(0);
        let file = ground.scratch.join("all.jsonl");
        let told = ground.run(["export", file.to_str().unwrap(), "--json"]).expect(0).json();
        let text = fs::read(&file).unwrap();
        assert_eq!(store::digest(&text), told["digest"].as_str().unwrap());
        assert_eq!(text.iter().filter(|b| **b == b'\n').count() as u64, told["rows"].as_u64().unwrap());
        for other in &all {
            let place = restored(other, &dir, &keys);
            let again = place.scratch.join("all.jsonl");
            place.run(["export", again.to_str().unwrap()]).expect(0);
            assert!(fs::read(&again).unwrap() == text, "{} to {} differs", ground.engine, place.engine);
            // It opens what was sealed, and people sign in as before.
            let site = Site::open(&place, &[]);
            let list = site.client("clerk").get("/api/cases").unwrap().1;
            assert!(list.contains("王*"), "{list}");
        }
    }
}

#[test]
fn a_damaged_backup_is_refused_and_says_what_is_whole() {
    let ground = grounds().remove(0);
    let (bureau, item) = furnish(&ground, 0);
    let site = Site::open(&ground, &[]);
    site.client("clerk").post("/api/cases", None, &application(&item, 1)).unwrap();
    drop(site);
    fs::create_dir_all(bureau.home().files().join("ab")).unwrap();
    fs::write(bureau.home().files().join("ab/abcd"), [7; 5_000]).unwrap();
    drop(bureau);
    let (dir, keys) = (ground.scratch.join("backup"), ground.scratch.join("medium"));
    ground.run(["backup", dir.to_str().unwrap(), "--keys", keys.to_str().unwrap()]).expect(0);
    check(&dir).unwrap();
    let mut all = Vec::new();
    files_of(&dir, &mut all);
    let rng = testkit::rng();
    // Every file once, then by chance.
    let filled: Vec<&PathBuf> = all.iter().filter(|f| f.metadata().unwrap().len() > 0).collect();
    for n in 0..filled.len() + 120 {
        let file = filled.get(n).copied().unwrap_or_else(|| filled[rng.below(filled.len() as u64) as usize]);
        let whole = fs::read(file).unwrap();
        let (at, bit) = (rng.below(whole.len() as u64) as usize, rng.below(8));
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << bit;
        fs::write(file, &flipped).unwrap();
        let name = file.strip_prefix(&dir).unwrap().display().to_string();
        match check(&dir) {
            Err(BackupFault::Damaged { damage, sound }) if !name.starts_with("manifest") => {
                assert_eq!(damage, [Damage { path: name, harm: Harm::Altered }]);
                assert_eq!(sound, all.len() - 3);
            }
            Err(BackupFault::Damaged { sound: 0, .. }) => assert!(name.starts_with("manifest")),
            other => panic!("{name} byte {at} bit {bit}: {other:?}"),
        }
        fs::write(file, whole).unwrap();
    }
    // Every bit of the signature, for it is text, and text has spellings.
    let file = dir.join("manifest.sig");
    let whole = fs::read(&file).unwrap();
    for (at, bit) in (0..whole.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << bit;
        fs::write(&file, flipped).unwrap();
        let found = check(&dir);
        assert!(matches!(found, Err(BackupFault::Damaged { sound: 0, .. })), "byte {at} bit {bit}: {found:?}");
    }
    fs::write(file, whole).unwrap();
    // Said to whoever restores, and nothing is made.
    fs::remove_file(dir.join("tables/staff.jsonl")).unwrap();
    fs::write(dir.join("tables/event.jsonl"), "{}\n").unwrap();
    fs::write(dir.join("files/ab/abcd"), "x").unwrap();
    fs::write(dir.join("virus.exe"), "x").unwrap();
    let place = fresh(ground.engine);
    let args = ["restore", dir.to_str().unwrap(), "--keys", keys.to_str().unwrap()];
    let done = place.run(args).expect(1);
    for sentence in ["4 处损坏", "可以由留痕逐条重算", "留痕不全", "只影响这一份附件", "不是备份时写的", "个文件完好"]
    {
        assert!(done.err.contains(sentence), "{sentence}: {}", done.err);
    }
    assert!(!place.home().exists());
}

#[test]
fn nothing_is_overwritten_and_keys_lie_apart() {
    for ground in grounds() {
        furnish(&ground, 0);
        let (dir, keys) = (ground.scratch.join("backup"), ground.scratch.join("medium"));
        let (to, medium) = (dir.to_str().unwrap(), keys.to_str().unwrap());
        ground.run(["backup", to, "--keys", medium]).expect(0);
        let done = ground.run(["backup", to]).expect(1);
        assert!(done.err.contains("已经有内容"), "{}", done.err);
        let other = ground.scratch.join("other");
        let beside = other.join("keys");
        let done = ground.run(["backup", other.to_str().unwrap(), "--keys", beside.to_str().unwrap()]).expect(1);
        assert!(done.err.contains("不能和备份放在一起"), "{}", done.err);
        let done = ground.run(["restore", to, "--keys", medium]).expect(1);
        assert!(done.err.contains("已经有"), "{}", done.err);
        // A backup medium alone: no key, nothing that a key file holds.
        let mut all = Vec::new();
        files_of(&dir, &mut all);
        let secret = fs::read_to_string(fs::read_dir(&keys).unwrap().next().unwrap().unwrap().path()).unwrap();
        let secret: Value = serde_json::from_str(&secret).unwrap();
        for file in &all {
            let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
            for part in ["master", "index", "signing"] {
                assert!(!text.contains(secret[part].as_str().unwrap()), "{part} in {}", file.display());
            }
        }
        let place = fresh(ground.engine);
        assert_ne!(place.run(["restore", to]).code, 0);
        let done = place.run(["restore", to, "--keys", to]).expect(1);
        assert!(done.err.contains("找不到密钥"), "{}", done.err);
        // Another county's keys under the same name are no keys.
        let wrong = ground.scratch.join("wrong");
        fs::create_dir_all(&wrong).unwrap();
        let name = format!("{}.json", secret["key_id"].as_str().unwrap());
        let stranger = secret.to_string().replace(secret["signing"].as_str().unwrap(), &"11".repeat(32));
        fs::write(wrong.join(name), stranger).unwrap();
        let done = place.run(["restore", to, "--keys", wrong.to_str().unwrap()]).expect(1);
        assert!(done.err.contains("对不上"), "{}", done.err);
    }
}

#[test]
fn a_serving_program_backs_itself_up_and_keeps_the_newest() {
    let ground = grounds().remove(0);
    furnish(&ground, 0);
    let folder = ground.scratch.join("daily");
    let named = |day: &str| folder.join(format!("onedoor-990101-{day}"));
    for day in ["2020-01-01", "2020-01-02", "2020-01-03"] {
        fs::create_dir_all(named(day)).unwrap();
        fs::write(named(day).join("manifest.json"), "{}").unwrap();
    }
    fs::create_dir_all(folder.join("onedoor-990101-mine")).unwrap();
    let site = Site::open(&ground, &["--backup", folder.to_str().unwrap(), "--backup-keep", "2"]);
    let listed = || -> Vec<String> {
        let mut all: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        all.sort();
        all
    };
    let done = (0..300).any(|_| {
        thread::sleep(Duration::from_millis(100));
        !named("2020-01-02").exists()
    });
    drop(site);
    assert!(done, "{:?}", listed());
    let left = listed();
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.contains(&"onedoor-990101-2020-01-03".to_owned()) && left.contains(&"onedoor-990101-mine".to_owned()));
    let today = left.iter().find(|n| !n.contains("2020") && !n.ends_with("mine")).unwrap();
    check(&folder.join(today)).unwrap();
}
