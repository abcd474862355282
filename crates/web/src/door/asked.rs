//! What was asked for (请求), without its body: from which address, for which page.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, Method},
};

/// A request before anybody is looked up.
pub(super) struct Asked {
    pub(super) address: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) posted: bool,
}

impl Asked {
    pub(super) fn of(request: &Request, behind_proxy: bool) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|i| i.0.ip());
        let address = peer.map(|peer| visitor(peer, request.headers(), behind_proxy));
        Self {
            address: address.map_or_else(|| "网页".to_owned(), |a| a.to_string()),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            posted: *request.method() == Method::POST,
        }
    }
}

/// The visitor's address. The last entry of `X-Forwarded-For` is the one our own proxy wrote; those
/// before it are the visitor's words. Whoever does not come through the proxy on this machine is who
/// they are.
fn visitor(peer: IpAddr, headers: &HeaderMap, behind_proxy: bool) -> IpAddr {
    if !(behind_proxy && peer.to_canonical().is_loopback()) {
        return peer;
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    let entry = last.and_then(|v| v.to_str().ok()).and_then(|v| v.rsplit(',').next());
    entry.and_then(|e| e.trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_entry_counts_and_only_from_the_own_proxy() {
        let (proxy, far) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([10, 2, 0, 9]));
        let entry = IpAddr::from([192, 0, 2, 7]);
        let mut headers = HeaderMap::new();
        assert_eq!(visitor(proxy, &headers, true), proxy);
        for line in ["203.0.113.5", "198.51.100.1, 192.0.2.7"] {
            headers.append("x-forwarded-for", line.parse().expect("ASCII"));
        }
        assert_eq!(visitor(proxy, &headers, true), entry);
        assert_eq!(visitor("::ffff:127.0.0.1".parse().expect("an address"), &headers, true), entry);
        assert_eq!(visitor(proxy, &headers, false), proxy, "without a proxy the header is the visitor's word");
        assert_eq!(visitor(far, &headers, true), far, "nor from past the proxy");
        headers.insert("x-forwarded-for", "unknown".parse().expect("ASCII"));
        assert_eq!(visitor(proxy, &headers, true), proxy);
    }
}
