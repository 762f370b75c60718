/** What every answer says about how far it may be trusted. Without a port there is no WebSocket: the app's own window. */
export function commonHeaders(port: number | undefined): Readonly<Record<string, string>> {
  return {
    "content-security-policy": formatPolicy({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      // The terminal and Radix's scroll areas write style elements, and neither can be told a nonce.
      "style-src": ["'self'", "'unsafe-inline'"],
      "img-src": ["'self'", "data:"],
      "font-src": ["'self'"],
      // Some browsers do not count a WebSocket to the same place as 'self'.
      "connect-src": ["'self'", ...(port === undefined ? [] : [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`])],
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
    }),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=(self)",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  }
}

function formatPolicy(rules: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ")
}
