//! Where events may be sent (推送地址): addresses of the network that nobody but this house should be made to call are
//! refused, unless the operator lists the host (trust S-12). Not here: names become addresses when something is sent; each
//! of those is asked again then.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest address.
const LONGEST: usize = 500;

/// An address that may be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    text: String,
    host: String,
    port: u16,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetFlaw {
    /// Not an address, or one with parts that do not belong there.
    #[error("推送地址要像 https://主机/路径，不带用户名、空格和 #")]
    Form,
    /// Not over TLS.
    #[error("推送地址要以 https:// 开头；内网用 http 的，要运维人员先用 --push-to 列入")]
    Plain,
    /// Inside some network.
    #[error("推送地址在内部网络里，要运维人员先用 --push-to 列入")]
    Inside,
}

/// Hosts that the operator lists, as `host` or `host:port`: they may be inside, and without TLS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed(Vec<String>);

impl Listed {
    /// The list as it was configured.
    pub fn new(hosts: impl IntoIterator<Item = String>) -> Self {
        Self(hosts.into_iter().map(|h| h.trim().to_ascii_lowercase()).filter(|h| !h.is_empty()).collect())
    }

    fn has(&self, host: &str, port: u16) -> bool {
        self.0.iter().any(|h| h == host || *h == format!("{host}:{port}"))
    }

    /// Whether what a name stands for may be called: an address of the public network, or a host that is listed.
    pub fn may_reach(&self, host: &str, port: u16, at: IpAddr) -> bool {
        is_public(at) || self.has(&host.to_ascii_lowercase(), port)
    }
}

impl Target {
    /// Reads and checks an address.
    pub fn parse(text: &str, listed: &Listed) -> Result<Self, TargetFlaw> {
        let text = text.trim();
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '\\' | '#' | '@' | '<' | '>' | '"' | '`' | '^');
        if text.len() > LONGEST || !text.chars().all(plain) {
            return Err(TargetFlaw::Form);
        }
        let (scheme, rest) = text.split_once("://").ok_or(TargetFlaw::Form)?;
        let secure = match scheme {
            "https" => true,
            "http" => false,
            _ => return Err(TargetFlaw::Form),
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, port) = authority(&rest[..end], if secure { 443 } else { 80 }).ok_or(TargetFlaw::Form)?;
        let target = Self { text: text.to_owned(), host, port };
        if listed.has(&target.host, target.port) {
            return Ok(target);
        }
        let literal = target.host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let named_inside = |h: &str| h == "localhost" || h.ends_with(".localhost") || !h.contains('.');
        match literal {
            Ok(at) if !is_public(at) => return Err(TargetFlaw::Inside),
            Err(_) if named_inside(&target.host) => return Err(TargetFlaw::Inside),
            Ok(_) | Err(_) => {}
        }
        if secure { Ok(target) } else { Err(TargetFlaw::Plain) }
    }

    /// The address as it is called.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host without port; an IPv6 address stands in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

fn authority(text: &str, default: u16) -> Option<(String, u16)> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (inner, after) = rest.split_once(']')?;
            inner.parse::<Ipv6Addr>().ok()?;
            (format!("[{}]", inner.to_ascii_lowercase()), after)
        }
        None => {
            let at = text.find(':').unwrap_or(text.len());
            (text[..at].to_ascii_lowercase(), &text[at..])
        }
    };
    let port = match port.strip_prefix(':') {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok()?,
        Some(_) => return None,
        None if port.is_empty() => default,
        None => return None,
    };
    if port == 0 || !(host.starts_with('[') || is_host(&host)) {
        return None;
    }
    Some((host, port))
}

/// A dotted quad, or a name whose last label is no number: `2130706433`, `0x7f.1` and `127.1` are ways to write an
/// address that only some readers know.
fn is_host(host: &str) -> bool {
    if host.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253 && host.split('.').all(label) && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// An address that anybody on the public network may be asked to call (IANA special-purpose registries).
pub fn is_public(at: IpAddr) -> bool {
    match at {
        IpAddr::V4(at) => is_public_v4(at),
        IpAddr::V6(at) => is_public_v6(at),
    }
}

fn is_public_v4(at: Ipv4Addr) -> bool {
    let [a, b, c, _] = at.octets();
    let inside = at.is_private()
        || at.is_loopback()
        || at.is_link_local()
        || at.is_multicast()
        || at.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !inside
}

fn is_public_v6(at: Ipv6Addr) -> bool {
    if let Some(mapped) = at.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    let s = at.segments();
    // Only 2000::/3 is given out; within it the ways through to other addresses are refused.
    let global = s[0] & 0xe000 == 0x2000;
    let through = s[0] == 0x2002 || (s[0] == 0x2001 && s[1] < 0x0200);
    let documentation = (s[0] == 0x2001 && s[1] == 0x0db8) || (s[0] == 0x3fff && s[1] < 0x1000);
    global && !through && !documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Target, TargetFlaw> {
        Target::parse(text, &Listed::default())
    }

    #[test]
    fn public_addresses_over_tls_are_taken() {
        for (text, host, port) in [
            ("https://hook.example.gov.cn/events", "hook.example.gov.cn", 443),
            ("https://Hook.Example.CN:8443/a?b=c", "hook.example.cn", 8443),
            ("https://8.8.8.8", "8.8.8.8", 443),
            ("https://[2400:3200::1]/x", "[2400:3200::1]", 443),
        ] {
            let target = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!((target.host(), target.port(), target.as_str()), (host, port, text));
        }
    }

    #[test]
    fn what_leads_inside_or_reads_two_ways_is_refused() {
        let inside = [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd12::1]",
            "[ff02::1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[64:ff9b::7f00:1]",
            "[2001:db8::1]",
            "localhost",
            "a.localhost",
            "intranet",
            "printer",
        ];
        for host in inside {
            assert_eq!(parse(&format!("https://{host}/x")), Err(TargetFlaw::Inside), "{host}");
        }
        let odd = [
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.1/",
            "https://127.1/",
            "https://0177.0.0.1/",
            "https://127.0.0.1.:80x/",
            "https://user@host.cn/",
            "https://host.cn@127.0.0.1/",
            "https://host.cn\\@x/",
            "https://host.cn#@127.0.0.1/",
            "https:///x",
            "https://",
            "//host.cn/",
            "file:///etc/passwd",
            "gopher://host.cn/",
            "ftp://host.cn/",
            "https://host.cn:0/",
            "https://host.cn:99999/",
            "https://host.cn:/",
            "https://ho st.cn/",
            "https://host.cn/a\r\nX: y",
            "https://ｈｏｓｔ.cn/",
            "https://政务.cn/",
            "https://-a.cn/",
            "https://a..cn/",
            "https://[::1",
            "https://[::1]x/",
            "https://[fe80::1%25eth0]/",
            "javascript:alert(1)",
            "",
        ];
        for text in odd {
            assert_eq!(parse(text), Err(TargetFlaw::Form), "{text:?}");
        }
        assert_eq!(parse("http://hook.example.cn/"), Err(TargetFlaw::Plain));
    }

    #[test]
    fn a_listed_host_may_be_inside_and_without_tls() {
        let listed = Listed::new(["10.2.0.9:8080".to_owned(), "Intranet".to_owned(), " ".to_owned()]);
        assert!(Target::parse("http://10.2.0.9:8080/x", &listed).is_ok());
        assert!(Target::parse("http://intranet/x", &listed).is_ok());
        assert_eq!(Target::parse("http://10.2.0.9:8081/x", &listed), Err(TargetFlaw::Inside));
        let inside = IpAddr::from([10, 2, 0, 9]);
        assert!(listed.may_reach("10.2.0.9", 8080, inside) && listed.may_reach("INTRANET", 80, inside));
        assert!(!listed.may_reach("hook.example.cn", 443, inside), "a public name that leads inside");
        assert!(listed.may_reach("hook.example.cn", 443, IpAddr::from([8, 8, 8, 8])));
    }
}
