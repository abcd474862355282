// Watches what a page loads and complains of, over the browser's own protocol:
// bytes as they crossed the wire, requests to other origins, console errors.

export class Watch {
  static async on(page, base) {
    const watch = new Watch();
    watch.origin = new URL(base).origin;
    watch.reset();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    cdp.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      watch.kinds.set(requestId, type);
      if (/^https?:|^wss?:/.test(request.url)) {
        watch.requests.push(request.url);
        if (new URL(request.url).origin !== watch.origin) watch.strangers.push(request.url);
      }
    });
    cdp.on('Network.responseReceived', ({ requestId, type }) => watch.kinds.set(requestId, type));
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = watch.kinds.get(requestId) ?? 'Other';
      watch.bytes.set(kind, (watch.bytes.get(kind) ?? 0) + encodedDataLength);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') watch.complaints.push(message.text());
    });
    page.on('pageerror', (error) => watch.complaints.push(error.message));
    return watch;
  }

  /** Forgets what was seen, so that the next page stands alone. */
  reset() {
    this.kinds = new Map();
    this.bytes = new Map();
    this.requests = [];
    this.strangers = [];
    this.complaints = [];
  }

  /** Bytes of all responses with their headers, compressed as they were sent. */
  weight() {
    return [...this.bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** The same for one kind of resource, as the browser names it (Script, Font, …). */
  weightOf(kind) {
    return this.bytes.get(kind) ?? 0;
  }
}
