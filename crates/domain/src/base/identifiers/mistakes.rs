//! Mistakes that must be named, each in one sentence that says what to do.

use super::tests::{Reader, citizen, mobile, org, phone, uscc};

/// Holds each typed text against the sentence and the code it must be answered with.
fn answers(read: Reader, table: &[(&str, &str, &str)]) {
    for (typed, sentence, code) in table {
        let flaw = read(typed).expect_err(typed);
        assert_eq!((flaw.to_string().as_str(), flaw.code()), (*sentence, *code), "{typed:?}");
        assert!(sentence.chars().count() <= 40, "{sentence}");
        for banned in ["非法", "无效", "参数", "异常", "失败", "错误", "null", "Error"] {
            assert!(!sentence.contains(banned), "{sentence}");
        }
    }
}

#[test]
fn a_mistake_in_a_citizen_id_is_named() {
    answers(
        citizen,
        &[
            ("", "请填写身份证号码", "empty"),
            (" \u{3000} ", "请填写身份证号码", "empty"),
            ("110105491231002", "15 位是第一代身份证，2013 年起已停用，请填 18 位号码", "citizen_id.first_generation"),
            ("1101051949123100X", "身份证号码少 1 位，请补全", "too_short"),
            ("110105194912310021X", "身份证号码多 1 位，请核对", "too_long"),
            ("110105******31002X", "身份证号码第 7 位不该是“*”，请核对", "stray_character"),
            ("1101051949123100O2", "身份证号码第 17 位不该是“O”，请核对", "stray_character"),
            ("110105194902300024", "身份证号码第 7 至 14 位不是真实的日期，请照证件核对", "citizen_id.no_such_day"),
            ("110105202611230029", "身份证号码里的出生日期还没到，请照证件核对第 7 至 14 位", "citizen_id.born_later"),
            ("110105194912310021", "身份证号码第 18 位对不上，请照证件核对最后一位", "citizen_id.check"),
        ],
    );
}

#[test]
fn a_mistake_in_a_uscc_is_named() {
    answers(
        uscc,
        &[
            ("", "请填写统一社会信用代码", "empty"),
            ("9135010OM000100Y43", "统一社会信用代码里没有字母 O，第 8 位可能是数字 0", "uscc.lookalike"),
            ("9I350100M000100Y43", "统一社会信用代码里没有字母 I，第 2 位可能是数字 1", "uscc.lookalike"),
            ("91350100S000100Y43", "统一社会信用代码第 9 位不该是“S”，请核对", "stray_character"),
            ("91350100M000100Y4", "统一社会信用代码少 1 位，请补全", "too_short"),
            ("91350100M000100Y44", "统一社会信用代码第 18 位对不上，请照执照逐位核对", "uscc.check"),
        ],
    );
}

#[test]
fn a_mistake_in_an_organisation_code_is_named() {
    answers(
        org,
        &[
            ("00877818", "组织机构代码少 1 位，请补全", "too_short"),
            ("008778184", "组织机构代码最后一位对不上，请照证照核对", "org_code.check"),
        ],
    );
}

#[test]
fn a_mistake_in_a_mobile_number_is_named() {
    answers(
        mobile,
        &[
            ("1380013800", "手机号码少 1 位，请补全", "too_short"),
            ("138001380001", "手机号码多 1 位，请核对", "too_long"),
            ("12800138000", "手机号码应以 13 至 19 开头，请核对前两位", "mobile.start"),
            ("0826-2345678", "这是座机号码，收不到短信，请填手机号码", "mobile.landline"),
            ("138OO138000", "手机号码第 4 位不该是“O”，请核对", "stray_character"),
        ],
    );
}

#[test]
fn a_mistake_in_a_telephone_number_is_named() {
    answers(
        phone,
        &[
            ("", "请填写联系电话", "empty"),
            ("2345678", "联系电话请加上区号，如 0826-2345678", "phone.no_area"),
            ("9988", "联系电话没认出来，请填手机号码，或写成 0826-2345678", "phone.unread"),
            ("0826-23456", "联系电话没认出来，请填手机号码，或写成 0826-2345678", "phone.unread"),
            ("0826-2345678-1234567", "联系电话没认出来，请填手机号码，或写成 0826-2345678", "phone.unread"),
            ("1380013800", "手机号码少 1 位，请补全", "too_short"),
            ("12800138000", "手机号码应以 13 至 19 开头，请核对前两位", "mobile.start"),
            ("0826-234567B", "联系电话第 11 位不该是“B”，请核对", "stray_character"),
        ],
    );
}
