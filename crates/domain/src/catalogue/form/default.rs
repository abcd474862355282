//! The form of an item that has none of its own (默认表单): built from what its guide says, so that every item has
//! an online way in. Having a form does not make an item 全程网办: that is its depth and its visits.

use super::{APPLICANT_KIND, FieldKind, Form, FormCondition, FormField, FormPage};
use crate::catalogue::{Clients, Content};

/// What an item is applied for with: its own form, or the default. `None` for what nobody applies for.
pub fn form_of(content: &Content) -> Option<Form> {
    if content.item_type.is_ex_officio() {
        return None;
    }
    Some(content.guide.form.clone().unwrap_or_else(|| default_form(content)))
}

/// The default form: what is applied for, by the action in the item's name and its type, then where to
/// reach the applicant and how the result is to come. Whether a person or an organisation applies is
/// a condition, asked only where the item is for both.
pub fn default_form(content: &Content) -> Form {
    let mut pages = vec![FormPage { title: "申请内容".into(), hint: String::new(), fields: matter(content) }];
    pages.push(FormPage { title: "联系和领取".into(), hint: String::new(), fields: contact(content) });
    Form { pages }
}

/// What is done to an earlier certificate, by the words of the item's name.
enum Action {
    Change,
    Renew,
    Reissue,
    Cancel,
}

fn action(name: &str) -> Option<Action> {
    let says = |words: &[&str]| words.iter().any(|w| name.contains(w));
    // A name can hold several: 补发 of what was changed is a reissue, 变更注销 a change.
    if says(&["补发", "补领", "补证", "补换", "遗失", "换发", "换领"]) {
        Some(Action::Reissue)
    } else if says(&["延续", "续期", "换证"]) {
        Some(Action::Renew)
    } else if says(&["变更", "更正"]) {
        Some(Action::Change)
    } else if says(&["注销", "撤销", "解除", "终止"]) {
        Some(Action::Cancel)
    } else {
        None
    }
}

fn matter(content: &Content) -> Vec<FormField> {
    let former = |required| FormField {
        key: "former_no".into(),
        label: "原证照或批文编号".into(),
        required,
        hint: "证照正面有，记不清可以不填".into(),
        kind: FieldKind::Text { most: 60 },
        ..FormField::default()
    };
    let long = |key: &str, label: &str, hint: &str| FormField {
        key: key.into(),
        label: label.into(),
        kind: FieldKind::LongText { most: 500 },
        required: true,
        hint: hint.into(),
        ..FormField::default()
    };
    match action(&content.name) {
        Some(Action::Change) => vec![former(false), long("change", "变更内容", "写明原来是什么，要改成什么")],
        Some(Action::Renew) => vec![
            former(false),
            FormField {
                key: "expires_on".into(),
                label: "原证照到期日".into(),
                kind: FieldKind::Date { from: None, to: None },
                required: true,
                ..FormField::default()
            },
        ],
        Some(Action::Reissue) => vec![
            former(false),
            FormField {
                key: "reason".into(),
                label: "补换原因".into(),
                kind: FieldKind::Choice {
                    options: ["遗失", "损毁", "信息有变", "到期"].map(str::to_owned).into(),
                    list: false,
                },
                required: true,
                ..FormField::default()
            },
        ],
        Some(Action::Cancel) => vec![former(false), long("reason", "办理原因", "")],
        None => vec![long("request", "申请事项说明", "写明要办什么、用在哪里，一两句即可")],
    }
}

fn contact(content: &Content) -> Vec<FormField> {
    let basis = legal_basis(content);
    let personal = |key: &str, label: &str, kind: FieldKind, purpose: &str| FormField {
        key: key.into(),
        label: label.into(),
        kind,
        required: true,
        personal: true,
        purpose: purpose.into(),
        legal_basis: basis.clone(),
        ..FormField::default()
    };
    let mut fields = Vec::new();
    let for_organisation = match content.clients.unwrap_or(Clients::Both) {
        Clients::Person => None,
        Clients::Organisation => Some(None),
        Clients::Both => Some(Some(FormCondition::equals(APPLICANT_KIND, "organisation"))),
    };
    if let Some(condition) = for_organisation {
        fields.push(FormField {
            condition,
            hint: "营业执照或登记证上有".into(),
            shared: true,
            reuse: "organisation.legal_representative".into(),
            ..personal("legal_representative", "法定代表人或负责人", FieldKind::Text { most: 50 }, "核对单位的登记信息")
        });
    }
    fields.push(FormField {
        reuse: "applicant.address".into(),
        hint: "写到门牌号或村组".into(),
        ..personal("address", "联系地址", FieldKind::Address, "核实申请，送达文书")
    });
    if content.guide.mail == Some(true) {
        let mailed = "邮寄";
        fields.push(FormField {
            key: "delivery".into(),
            label: "结果怎么领".into(),
            kind: FieldKind::Choice { options: vec!["到窗口领".into(), mailed.into()], list: false },
            required: true,
            ..FormField::default()
        });
        fields.push(FormField {
            condition: Some(FormCondition::equals("delivery", mailed)),
            reuse: "applicant.mail_address".into(),
            ..personal("mail_address", "收件地址", FieldKind::Address, "邮寄办理结果")
        });
    }
    fields
}

/// The item's own basis, and that of processing what a statutory duty needs.
fn legal_basis(content: &Content) -> String {
    const DUTY: &str = "《中华人民共和国个人信息保护法》第十三条第一款第三项";
    let own = content.guide.legal_basis.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    match own.is_empty() || own.chars().count() > 150 {
        true => DUTY.to_owned(),
        false => format!("{DUTY}；{own}"),
    }
}
