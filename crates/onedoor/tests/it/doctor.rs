//! `onedoor doctor`: a sound installation, and what it finds in one that is not.

use std::{fs, os::unix::fs::PermissionsExt as _};

use serde_json::Value;

use crate::{program::grounds, site::furnish};

fn health(answer: &Value, name: &str) -> String {
    let checks = answer["checks"].as_array().unwrap();
    let check = checks.iter().find(|c| c["name"] == name).unwrap_or_else(|| panic!("{name}: {answer}"));
    assert_eq!(check["health"] == "good", check["remedy"] == "", "{check}");
    check["health"].as_str().unwrap().to_owned()
}

#[test]
fn what_must_be_mended_is_told_with_its_remedy() {
    for ground in grounds() {
        let (bureau, _) = furnish(&ground, 0);
        let home = bureau.home().clone();
        drop(bureau);
        let mode = |m| fs::set_permissions(home.dir(), fs::Permissions::from_mode(m)).unwrap();
        mode(0o700);
        let answer = ground.run(["doctor", "--json"]).expect(0).json();
        for name in ["密钥", "文件权限", "本机时间", "签名封存"] {
            assert_eq!(health(&answer, name), "good", "{answer}");
        }
        for name in ["工作日历", "磁盘空间", "公文字体"] {
            health(&answer, name);
        }
        // Everybody may read the home and a key in it.
        mode(0o755);
        let key = fs::read_dir(home.keys()).unwrap().next().unwrap().unwrap().path();
        fs::set_permissions(key, fs::Permissions::from_mode(0o644)).unwrap();
        let answer = ground.run(["doctor", "--json"]).expect(4).json();
        assert_eq!(health(&answer, "文件权限"), "bad", "{answer}");
        mode(0o700);
        let cert = ground.scratch.join("no.pem");
        let args = ["doctor", "--tls-cert", cert.to_str().unwrap(), "--tls-key", cert.to_str().unwrap()];
        let done = ground.run(args).expect(4);
        assert!(done.out.contains("要处理  HTTPS 证书") && done.out.contains("→"), "{}", done.out);
        // Without its keys the county cannot be opened.
        fs::rename(home.keys(), home.dir().join("elsewhere")).unwrap();
        let done = ground.run(["doctor"]).expect(4);
        assert!(done.out.contains("请从备份放回原处"), "{}", done.out);
    }
}
