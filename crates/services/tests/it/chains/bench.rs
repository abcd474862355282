//! The measurement of matters (`examples/matters_bench`) run small, so that it cannot rot; and what it says of the work
//! done, which does not hang on the machine.

#[path = "../../../examples/matters_bench/life.rs"]
mod life;

use domain::chains::{Finish, MatterStage};
use life::{County, MEMBERS};

#[test]
fn twenty_matters_live_from_the_application_to_the_rating() {
    const MANY: u32 = 20;
    for db in testkit::engines() {
        let county = County::open(db);
        let (life, numbers) = county.live(MANY);
        assert_eq!(numbers.len() as u32, MANY);
        for no in numbers {
            let filed = county.filed(&no);
            assert_eq!((filed.finish(), filed.stage()), (Some(Finish::AllGranted), MatterStage::Delivered));
            assert_eq!(filed.rating.map(|r| r.stars), Some(5));
            assert!(filed.members.values().all(|h| h.case.is_some()), "each member had its case");
        }
        let each = MEMBERS.len() as u32 * 2;
        assert_eq!((life.applied.acts, life.accepted.acts, life.decided.acts), (MANY, MANY, MANY * each));
        assert_eq!((life.advanced.acts, life.handed_out.acts, life.rated.acts), (3, MANY, MANY));
        assert_eq!(life.all().acts, MANY * (each + 4) + 3);
        assert!(life.all().each(MANY) > life.applied.each(MANY), "the whole life is longer than its beginning");
        assert_eq!(county.live_singly(6).acts, 24);
        assert_eq!(county.write_bare(3).acts, 3);
        county.sound();
        assert!(!county.engine().is_empty());
    }
}
