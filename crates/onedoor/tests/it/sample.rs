//! The sample county reproduces the report that this product grew from, exactly, on both engines.

use crate::program::grounds;

#[test]
fn the_reports_figures_come_out_on_both_engines() {
    for ground in grounds() {
        let made = ground.run(["demo", "--no-serve"]).expect(0);
        for role in ["窗口人员", "部门审批人", "事项编制", "督查", "系统管理员", "电话回访员", "纪检联络员"]
        {
            assert!(made.out.contains(role), "{}", made.out);
        }
        let list = ground.run(["indicators", "--json"]).expect(0).json();
        let wanted = [
            ("online_available_rate", "99.94", 3075, 3077, Some((3, 8))),
            ("fully_online_rate", "99.84", 3072, 3077, Some((1, 8))),
            ("provincial_publication_rate", "98.3", 3025, 3077, None),
            ("station_coverage_rate", "100", 259, 259, None),
            ("hall_residency_rate", "98.1", 3019, 3077, None),
        ];
        for (figure, (id, value, met, of, rank)) in list.as_array().unwrap().iter().zip(wanted) {
            assert_eq!(figure["id"], id);
            assert_eq!(figure["value"], value, "{id} on {}", ground.engine);
            assert_eq!((&figure["numerator"], &figure["denominator"]), (&met.into(), &of.into()));
            assert_eq!((&figure["unknown"], &figure["excluded"]), (&0.into(), &0.into()));
            assert_eq!(figure["target"], "100");
            if let Some((place, counties)) = rank {
                assert_eq!((&figure["rank"], &figure["of"]), (&place.into(), &counties.into()), "{id}");
            }
        }
        let verdict = ground.run(["verify", "--json"]).expect(0).json();
        assert_eq!(verdict["sound"], true);
        assert!(verdict["events"].as_u64().unwrap() > 300);
    }
}
