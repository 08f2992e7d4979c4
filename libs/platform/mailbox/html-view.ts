/** From where the HTML of a message may load pictures when it is looked at. */
export type ImageSources = 'none' | 'local' | 'all';

const IMAGE_SOURCES: Record<ImageSources, string> = {
  none: 'data:',
  // This machine only, any port: opens can be tried out without telling a third party that the mail was read.
  local: 'data: http://localhost:* http://127.0.0.1:*',
  all: 'data: http: https:',
};

/**
 * The policy under which a stored message is shown: no script, no form, no frame, no origin; pictures from the
 * chosen sources; style sheets and fonts from elsewhere only together with all pictures, because they tell as much.
 */
export function htmlViewPolicy(images: ImageSources): string {
  const remoteStyles = images === 'all' ? ' https:' : '';
  return [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `style-src 'unsafe-inline'${remoteStyles}`,
    `font-src data:${remoteStyles}`,
    `img-src ${IMAGE_SOURCES[images]}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/**
 * Prepares the HTML for the frame: links open in a new tab that knows nothing of this one. The attributes go
 * first in the tag, where they win over attributes of the same name in the message.
 */
export function toFramedHtml(html: string): string {
  return html.replace(/<(a|area)(?=[\s/>])/gi, '<$1 target="_blank" rel="noopener noreferrer"');
}

export const NO_HTML_NOTICE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>No HTML part</title>' +
  '<style>body{font:15px/1.5 system-ui,sans-serif;color:#667085;display:grid;place-items:center;height:90vh;margin:0}</style>' +
  '<p>This message has no HTML part.</p></html>';
