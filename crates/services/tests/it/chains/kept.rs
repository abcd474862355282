//! What is kept of a matter: nothing personal in the clear; without its key nobody goes on with it, and the others do.

use domain::{chains::Look, people::Desk};
use services::{
    Failure,
    chains::matters::{MatterRefusal, apply, look, view, withdraw},
};
use store::{
    seam::Val,
    tables::{DERIVED, FROZEN, JOURNAL, PROJECTIONS, WORKING},
};

use super::{intake::on_every_engine_owned, *};

#[test]
fn nothing_personal_stands_in_the_clear() {
    on_every_engine_owned(|county| {
        let no = county.accepted(true);
        county.decided(&no, FIRM, true);
        county.decided(&no, FIRE, true);
        county.job();
        let tables = PROJECTIONS.iter().map(|p| p.name).chain([DERIVED, FROZEN, JOURNAL, WORKING].concat());
        let mut kept = String::new();
        county
            .db
            .db
            .read(|tx| {
                for table in tables {
                    for row in tx.rows(&format!("SELECT * FROM {table}"), &[])? {
                        for name in row.names() {
                            match row.val(name)? {
                                Val::Text(text) => kept.push_str(text),
                                Val::Bytes(bytes) => kept.push_str(&String::from_utf8_lossy(bytes)),
                                Val::Int(_) | Val::Null => {}
                            }
                        }
                    }
                }
                Ok(())
            })
            .unwrap();
        assert!(kept.contains(&no) && kept.contains("开办餐饮店"), "the tables were not read");
        for canary in ["张三丰", "990101199003078578", "13800138000", "老王面馆", "10 万元"] {
            assert!(!kept.contains(canary), "{canary} stands in the clear");
        }
    });
}

#[test]
fn whose_key_is_gone_stays_where_it_is_and_the_others_go_on() {
    on_every_engine_owned(|county| {
        let sent = apply(&county.bureau, &Desk::public("x"), &county.form(false), None).unwrap();
        let gone = county.accepted(false);
        county.decided(&gone, FIRM, true);
        let erased: Result<u64, StoreError> = county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[]));
        erased.unwrap();
        // The same person comes again, under a key of their own.
        let other = county.accepted(false);
        county.decided(&other, FIRM, true);
        county.job();
        assert_eq!(county.words(&gone)[0], "审查中");
        assert_eq!(county.words(&other)[0], "已办成");
        let clerk = county.desk("zhangmin");
        assert_eq!(view(&county.bureau, &clerk, &sent.matter_no).unwrap().particulars.name, "（已删除）");
        county.sound();
    });
}

#[test]
fn without_a_key_no_act_is_done() {
    on_every_engine_owned(|county| {
        let sent = apply(&county.bureau, &Desk::public("x"), &county.form(false), None).unwrap();
        let erased: Result<u64, StoreError> = county.db.db.write(|tx| tx.run("DELETE FROM person_key", &[]));
        erased.unwrap();
        let (clerk, at) = (county.desk("zhangmin"), county.at(&sent.matter_no));
        let refused = Err(Failure::Refused(MatterRefusal::Erased));
        assert_eq!(withdraw(&county.bureau, &clerk, (&at, ""), None), refused);
        assert_eq!(look(&county.bureau, &clerk, (&at, FIRM, &Look::Complete), None), refused);
        assert_eq!(county.job(), 0);
    });
}
