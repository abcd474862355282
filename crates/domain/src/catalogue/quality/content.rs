//! Groups 8, 9 and 12: for whom, questions and answers, materials (主题、常见问题、兜底条款).

use super::check::Sheet;
use crate::catalogue::{Clients, Column};

/// Persons ⇔ themes of persons, organisations ⇔ themes of organisations.
pub(super) fn themes(sheet: &mut Sheet<'_>) {
    let guide = &sheet.content.guide;
    let Some(clients) = sheet.content.clients else { return sheet.needs(Column::Clients) };
    let (for_person, for_org) = (!guide.person_themes.is_empty(), !guide.org_themes.is_empty());
    if !for_person && !for_org {
        sheet.needs(Column::PersonThemes);
        return sheet.needs(Column::OrgThemes);
    }
    let (person, org) = match clients {
        Clients::Person => (true, false),
        Clients::Organisation => (false, true),
        Clients::Both => (true, true),
    };
    let sides = [
        (person, for_person, Column::PersonThemes, "自然人", &guide.person_themes),
        (org, for_org, Column::OrgThemes, "法人", &guide.org_themes),
    ];
    for (wanted, there, field, word, themes) in sides {
        let sentence = || match wanted {
            true => format!("服务对象是{}，请补{word}主题", clients.label()),
            false => format!("服务对象是{}，请去掉{word}主题", clients.label()),
        };
        sheet.expect(wanted == there, field, sentence, &themes.join("、"));
    }
}

/// Licences have questions, and every question its answer.
pub(super) fn faqs(sheet: &mut Sheet<'_>) {
    let content = sheet.content;
    if !sheet.profile.faq_types.iter().any(|t| t == content.item_type.as_str()) {
        return;
    }
    let said = |text: &str| !text.trim().is_empty();
    let there: Vec<_> = content.guide.faqs.iter().filter(|f| said(&f.question) || said(&f.answer)).collect();
    if there.is_empty() {
        return sheet.wrong(Column::Faqs, format!("{}事项请补常见问题和答案", content.item_type.label()), "");
    }
    for (at, faq) in there.iter().enumerate() {
        let part = if said(&faq.question) { "答案" } else { "问题" };
        let sentence = || format!("常见问题第 {} 条没有{part}，请补上", at + 1);
        sheet.expect(said(&faq.question) && said(&faq.answer), Column::Faqs, sentence, &faq.question);
    }
}

/// No material that could be anything.
pub(super) fn catch_all(sheet: &mut Sheet<'_>) {
    let (content, profile) = (sheet.content, sheet.profile);
    if content.guide.materials.is_empty() {
        return sheet.needs(Column::Materials);
    }
    for (at, material) in content.guide.materials.iter().enumerate() {
        let plain: String = material.name.chars().filter(|c| !" 、，,。；;“”\"".contains(*c)).collect();
        let caught = profile.catch_all.iter().any(|phrase| !phrase.is_empty() && plain.contains(phrase.as_str()));
        let sentence = || {
            let name: String = material.name.trim().chars().take(12).collect();
            format!("第 {} 项材料“{name}”是兜底说法，请写明名称", at + 1)
        };
        sheet.expect(!caught, Column::Materials, sentence, &material.name);
    }
}
