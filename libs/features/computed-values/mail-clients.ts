export const MAIL_CLIENTS = [
  'apple-mail',
  'gmail',
  'outlook',
  'samsung-mail',
  'thunderbird',
  'yahoo',
  'browser',
  'unknown',
] as const;
export type MailClient = (typeof MAIL_CLIENTS)[number];

export const DEVICES = ['mobile', 'tablet', 'desktop', 'unknown'] as const;
export type Device = (typeof DEVICES)[number];

interface ClientSign {
  /** A case-insensitive regular expression, read by PostgreSQL. */
  pattern: string;
  client: MailClient;
}

interface DeviceSign {
  pattern: string;
  device: Device;
}

/**
 * What a user agent tells about the mail client; the first that fits decides. Gmail and Yahoo load images through a
 * proxy, which says whose mailbox it is and nothing about the device. A bare browser is webmail. Whoever hides the user
 * agent (Apple's privacy proxy sends `Mozilla/5.0`) is unknown, and so is all that nobody here has heard of.
 */
export const CLIENT_SIGNS: readonly ClientSign[] = [
  { pattern: 'GoogleImageProxy|Gmail', client: 'gmail' },
  { pattern: 'YahooMailProxy|YahooMobile', client: 'yahoo' },
  { pattern: 'Outlook|MSOffice|Microsoft Office', client: 'outlook' },
  { pattern: 'Thunderbird|Betterbird', client: 'thunderbird' },
  { pattern: 'SamsungMail|Samsung ?Email|SamsungBrowser.*Email', client: 'samsung-mail' },
  // Mail on Apple's systems is their web view without the browser's own name and version.
  {
    pattern: '^(?!.*(Safari|Chrome|CriOS|FxiOS)).*(Macintosh|iPhone|iPad).*AppleWebKit',
    client: 'apple-mail',
  },
  { pattern: 'Chrome/|CriOS/|Firefox/|FxiOS/|Safari/|Edg/|OPR/', client: 'browser' },
];

export const DEVICE_SIGNS: readonly DeviceSign[] = [
  { pattern: 'Proxy|^Mozilla/5\\.0$', device: 'unknown' },
  { pattern: 'iPad|Tablet|Android(?!.*Mobile).*Safari', device: 'tablet' },
  { pattern: 'iPhone|iPod|Android|Mobile|Outlook-iOS', device: 'mobile' },
  { pattern: 'Windows|Macintosh|X11|Linux|CrOS|MSOffice|Microsoft Outlook', device: 'desktop' },
];
