//! What a staff password must be: the `dengbao3` profile (GB/T 22239-2019 8.1.4.1 a): at least 10
//! characters of three kinds, and nothing an onlooker would try first. Age and reuse are not here.

/// Why a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFlaw {
    /// Fewer than 10 characters.
    #[error("密码至少 10 个字符")]
    Short,
    /// More than 128 characters.
    #[error("密码最多 128 个字符")]
    Long,
    /// Fewer than three of: lower case, upper case, digit, other.
    #[error("密码要有小写字母、大写字母、数字、其他符号中的三种")]
    Kinds,
    /// Contains the sign-in name.
    #[error("密码里不要带登录名")]
    HasLogin,
}

/// Checks a new password.
pub fn check_password(password: &str, login: &str) -> Result<(), PasswordFlaw> {
    let length = password.chars().count();
    if length < 10 {
        return Err(PasswordFlaw::Short);
    }
    if length > 128 {
        return Err(PasswordFlaw::Long);
    }
    let kinds = [
        password.chars().any(|c| c.is_ascii_lowercase()),
        password.chars().any(|c| c.is_ascii_uppercase()),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_ascii_alphanumeric()),
    ];
    if kinds.iter().filter(|k| **k).count() < 3 {
        return Err(PasswordFlaw::Kinds);
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        return Err(PasswordFlaw::HasLogin);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flaw_is_told() {
        assert_eq!(check_password("Ab3-short", "x1"), Err(PasswordFlaw::Short));
        assert_eq!(check_password("alllowercase1", "x1"), Err(PasswordFlaw::Kinds));
        assert_eq!(check_password("Li-qiang-2026", "qiang"), Err(PasswordFlaw::HasLogin));
        assert_eq!(check_password("一扇门Open-2026", "li"), Ok(()));
    }
}
