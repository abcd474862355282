//! What those who subscribed are told of matters: each event once, in its order, without a name, and again when asked.

use std::sync::Mutex;

use domain::publication::{Listed, Outcome};
use services::publication::{
    Carrier, Message, SubscriptionForm, SubscriptionStep, deliver, open_subscription, turn_subscription,
};

use super::{intake::on_every_engine_owned, *};

/// Takes everything.
#[derive(Default)]
struct Taken(Mutex<Vec<Message>>);

impl Carrier for Taken {
    fn carry(&self, message: &Message) -> Outcome {
        self.0.lock().unwrap().push(message.clone());
        Outcome::Answered(204)
    }
}

impl Taken {
    fn events(&self) -> Vec<serde_json::Value> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap());
        taken.iter().map(|m| serde_json::from_str(&m.body).unwrap()).collect()
    }
}

#[test]
fn a_subscription_is_told_of_matters_as_of_cases_and_again_when_asked() {
    on_every_engine_owned(|county| {
        let admin = {
            let new = NewStaff {
                login: "subscriber".into(),
                name: "订阅".into(),
                roles: vec![Role::Administrator.as_str().to_owned()],
                department: None,
                window_no: None,
                password: "Chuangkou-2026".into(),
                must_change: false,
            };
            add_staff(&county.bureau, &Desk::system("测试"), &new, None).unwrap();
            county.desk("subscriber")
        };
        let subscribe = |name: &str, kinds: &[&str], department| {
            let form = SubscriptionForm {
                name: name.into(),
                target: "https://hook.example.gov.cn/events".into(),
                kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
                department,
                sm3: false,
            };
            open_subscription(&county.bureau, &admin, &form, &Listed::default(), None).unwrap().0
        };
        let push = || {
            let carrier = Taken::default();
            services::journal::seal(&county.bureau).unwrap();
            deliver(&county.bureau, &carrier).unwrap();
            carrier.events()
        };
        let id = subscribe("省一件事平台", &["matter.opened", "matter.accepted", "matter.finished"], Some(2));
        let no = county.accepted(false);
        let told = push();
        let kinds: Vec<&str> = told.iter().map(|e| e["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["onedoor.matter.opened", "onedoor.matter.accepted"], "{told:?}");
        let last = &told[1];
        assert_eq!((last["subject"].as_str(), last["data"]["stage"].as_str()), (Some(no.as_str()), Some("in_hand")));
        assert_eq!(last["data"]["address"].as_str(), Some(format!("/api/matters/{no}").as_str()));
        assert!(!told.iter().any(|e| e.to_string().contains("张三丰")), "nobody's name is in it");
        assert!(push().is_empty(), "what was taken is not sent again");

        // Sent again under the ids that it had.
        turn_subscription(&county.bureau, &admin, id, SubscriptionStep::Replay(county.bureau.today()), None).unwrap();
        let ids = |events: &[serde_json::Value]| events.iter().map(|e| e["id"].to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&push()), ids(&told));
        turn_subscription(&county.bureau, &admin, id, SubscriptionStep::Close, None).unwrap();

        // All kinds, cases among them, in the one order.
        subscribe("全部", &[], None);
        for member in [FIRM, FIRE] {
            county.decided(&no, member, true);
        }
        county.job();
        let told = push();
        let of = |word: &str| told.iter().filter(|e| e["type"].as_str().unwrap().starts_with(word)).count();
        assert!(of("onedoor.case.") > 3 && of("onedoor.matter.") > 1, "{told:?}");
    });
}
