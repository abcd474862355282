//! Keys on disk, fields under a person's key, the blind index, signatures.

use domain::base::{PersonId, Region, SeededRng};
use store::{
    StoreError,
    base::signing_keys,
    unhex,
    vault::{self, KeyFault, KeyFile},
};
use testkit::{Scratch, on_every_engine, region, rng, seed_county, stamp, vault as a_vault};

#[test]
fn keys_are_read_back_from_their_file() {
    let scratch = Scratch::new("keyfile");
    let dir = scratch.join("keys");
    let made = KeyFile::create(&dir, &rng()).unwrap();
    let file = dir.join(format!("{}.json", made.key_id()));
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let loaded = KeyFile::load(&dir, made.key_id()).unwrap();
    assert_eq!((loaded.key_id(), loaded.public_key()), (made.key_id(), made.public_key()));
    assert_eq!(loaded.blind("person", "1"), made.blind("person", "1"));
    let (key, wrapped) = made.new_person_key(&region(), PersonId::new(1), &rng());
    let sealed = key.seal(&region(), "name", "张三", &rng());
    let opened = loaded.open_person_key(&region(), PersonId::new(1), &wrapped).unwrap();
    assert_eq!(opened.open(&region(), "name", &sealed), Ok("张三".into()));
    assert!(!format!("{made:?}").contains(&made.blind("", "")[..8]));
}

#[test]
fn what_is_sealed_to_a_node_opens_for_its_key_alone() {
    let scratch = Scratch::new("two-nodes");
    let made = |name: &str, seed| KeyFile::create(&scratch.join(name), &SeededRng::new(seed)).unwrap();
    let (ours, theirs) = (made("ours", 1), made("theirs", 2));
    let sealed = vault::seal_to(&theirs.public_key(), "申请人".as_bytes(), &rng()).unwrap();
    assert_eq!(theirs.open_sealed(&sealed).as_deref(), Some("申请人".as_bytes()));
    assert_eq!(ours.open_sealed(&sealed), None);
    let mut altered = sealed;
    if let Some(last) = altered.last_mut() {
        *last ^= 1;
    }
    assert_eq!(theirs.open_sealed(&altered), None);
    assert_eq!((vault::seal_to("04", b"x", &rng()), vault::seal_to(&theirs.public_key(), b"", &rng())), (None, None));
}

#[test]
fn a_county_knows_the_keys_it_signed_with() {
    on_every_engine(|t| {
        seed_county(&t.db, &a_vault());
        let keys = t.db.read(|tx| signing_keys(tx, &region())).unwrap();
        assert_eq!(keys, [(stamp().entered_at, a_vault().public_key())]);
    });
}

#[test]
fn a_missing_or_broken_key_file_is_told() {
    let scratch = Scratch::new("keyfile");
    let fault = |id: &str| KeyFile::load(scratch.path(), id).err().unwrap();
    assert!(matches!(fault("nobody"), KeyFault::Missing(_)));
    assert!(fault("nobody").to_string().contains("请从备份放回原处"));
    for (id, text) in
        [("a", "no json"), ("b", "{\"key_id\":\"b\",\"master\":\"00\",\"index\":\"00\",\"signing\":\"00\"}")]
    {
        std::fs::write(scratch.join(&format!("{id}.json")), text).unwrap();
        assert!(matches!(fault(id), KeyFault::Unreadable(..)), "{id}");
    }
}

#[test]
fn a_sealed_field_opens_for_its_person_and_place_alone() {
    let (vault, rng) = (a_vault(), rng());
    let (one, wrapped) = vault.new_person_key(&region(), PersonId::new(1), &rng);
    let (two, _) = vault.new_person_key(&region(), PersonId::new(2), &rng);
    let sealed = one.seal(&region(), "phone", "13900000001", &rng);
    assert_eq!(one.open(&region(), "phone", &sealed), Ok("13900000001".into()));
    let refused = |r: Result<String, StoreError>| matches!(r, Err(StoreError::Sealed(_)));
    assert!(refused(one.open(&region(), "name", &sealed)), "another field");
    assert!(refused(two.open(&region(), "phone", &sealed)), "another person");
    assert!(refused(one.open(&Region::parse("990102").unwrap(), "phone", &sealed)), "another county");
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        assert!(refused(one.open(&region(), "phone", &altered)), "byte {at}");
    }
    assert!(refused(one.open(&region(), "phone", &sealed[..sealed.len() - 1])));
    assert!(refused(one.open(&region(), "phone", b"short")));
    assert!(vault.open_person_key(&region(), PersonId::new(2), &wrapped).is_err(), "another's wrapped key");
    assert!(vault.open_person_key(&region(), PersonId::new(1), b"").is_err());
}

#[test]
fn the_same_text_is_never_sealed_alike() {
    let (vault, rng) = (a_vault(), rng());
    let (key, _) = vault.new_person_key(&region(), PersonId::new(1), &rng);
    let sealed: std::collections::BTreeSet<_> = (0..100).map(|_| key.seal(&region(), "name", "张三", &rng)).collect();
    assert_eq!(sealed.len(), 100);
}

#[test]
fn the_blind_index_finds_again_and_tells_nothing() {
    let vault = a_vault();
    let code = "990101199001011237";
    assert_eq!(vault.blind("person", code), vault.blind("person", code));
    assert_ne!(vault.blind("person", code), vault.blind("organisation", code));
    assert_ne!(vault.blind("person", code), vault.blind("person", "990101199001011236"));
    assert_eq!(vault.blind("person", code).len(), 64);
    let scratch = Scratch::new("keys");
    let others = KeyFile::create(scratch.path(), &domain::base::SeededRng::new(2)).unwrap();
    assert_ne!(vault.blind("person", code), others.blind("person", code));
}

#[test]
fn a_signature_is_of_one_key_over_one_text() {
    let vault = a_vault();
    let (public, message) = (vault.public_key(), b"hash of a block".as_slice());
    let signature = vault.sign(message);
    assert!(vault::is_public_key(&public) && !vault::is_public_key(""));
    assert!(vault::verify(&public, message, &signature));
    assert!(!vault::verify(&public, b"another hash", &signature));
    for at in 0..signature.len() {
        let mut altered = signature.clone();
        altered[at] ^= 1;
        assert!(!vault::verify(&public, message, &altered), "byte {at}");
    }
    for wrong in ["", "04", "门", &"0".repeat(130)] {
        assert!(!vault::is_public_key(wrong), "{wrong}");
        assert!(!vault::verify(wrong, message, &signature), "{wrong}");
    }
    assert_eq!(unhex(&public).unwrap().len(), 65);
}

#[test]
fn bytes_are_sealed_under_their_own_field_and_key() {
    let (vault, rng) = (testkit::vault(), rng());
    let (key, _) = vault.new_person_key(&region(), PersonId::new(1), &rng);
    let (other, _) = vault.new_person_key(&region(), PersonId::new(2), &rng);
    let sealed = key.seal_bytes(&region(), "file/1", &[0, 255, 7], &rng);
    assert_eq!(key.open_bytes(&region(), "file/1", &sealed), Ok(vec![0, 255, 7]));
    assert!(key.open_bytes(&region(), "file/2", &sealed).is_err());
    assert!(other.open_bytes(&region(), "file/1", &sealed).is_err());
    let kept = vault.seal_archive(&region(), "package/1", b"xml", &rng);
    assert_eq!(vault.open_archive(&region(), "package/1", &kept), Ok(b"xml".to_vec()));
    assert!(vault.open_archive(&region(), "package/2", &kept).is_err());
    assert!(key.open_bytes(&region(), "package/1", &kept).is_err());
}
