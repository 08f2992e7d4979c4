/** How a receiver checks the signature of a call; the same rule in each language (docs/webhooks.md). */
export const VERIFY_EXAMPLES = {
  'Node.js': `import { createHmac, timingSafeEqual } from 'node:crypto';

function isGenuine(header, body, secret, now = Date.now()) {
  const parts = header.split(',').map((part) => part.split('='));
  const time = parts.find(([key]) => key === 't')?.[1];
  if (time === undefined || Math.abs(now / 1000 - Number(time)) > 300) return false;
  const mac = createHmac('sha256', secret).update(\`\${time}.\${body}\`).digest();
  return parts.some(([key, hex]) => {
    const given = Buffer.from(hex ?? '', 'hex');
    return key === 'v1' && given.length === mac.length && timingSafeEqual(given, mac);
  });
}`,
  Python: `import hashlib, hmac, time

def is_genuine(header: str, body: bytes, secret: str) -> bool:
    parts = [part.split("=", 1) for part in header.split(",")]
    sent = next((value for key, value in parts if key == "t"), "0")
    if abs(time.time() - int(sent)) > 300:
        return False
    mac = hmac.new(secret.encode(), f"{sent}.".encode() + body, hashlib.sha256).hexdigest()
    return any(key == "v1" and hmac.compare_digest(value, mac) for key, value in parts)`,
  PHP: `function is_genuine(string $header, string $body, string $secret): bool {
    $time = null;
    $macs = [];
    foreach (explode(',', $header) as $part) {
        [$key, $value] = explode('=', $part, 2);
        if ($key === 't') $time = $value;
        if ($key === 'v1') $macs[] = $value;
    }
    if ($time === null || abs(time() - (int) $time) > 300) return false;
    $expected = hash_hmac('sha256', "$time.$body", $secret);
    foreach ($macs as $mac) if (hash_equals($expected, $mac)) return true;
    return false;
}`,
} as const;

export type VerifyLanguage = keyof typeof VERIFY_EXAMPLES;
export const VERIFY_LANGUAGES = Object.keys(VERIFY_EXAMPLES) as VerifyLanguage[];
