import { contrastRatio, type FormStyle } from '@features/forms';

/** Style of a form on our own page or in a shadow root. The colours' contrast was checked when they were saved. */
export function formStyle({ primary, onPrimary, background, text, radius, fontSize }: FormStyle): string {
  return `
main, .tidings-form { background: ${background}; color: ${text}; font-size: ${fontSize}px; color-scheme: ${schemeOf(background)}; }
.tidings-form { line-height: 1.5; overflow-wrap: anywhere; }
.tidings-form h2 { margin: 0 0 8px; font-size: 1.35em; line-height: 1.25; overflow-wrap: anywhere; }
.tidings-form .intro { margin: 0 0 18px; white-space: pre-line; }
.tidings-form .field { margin: 0 0 18px; padding: 0; border: 0; }
.tidings-form label, .tidings-form legend { display: block; font-weight: 600; margin: 0 0 6px; padding: 0; }
.tidings-form .choice { display: flex; gap: 12px; align-items: flex-start; font-weight: 400; padding: 6px 0; border: 0; }
.tidings-form .choice input { flex: none; width: 24px; height: 24px; margin: 0; accent-color: ${primary}; }
.tidings-form input:not([type=checkbox]), .tidings-form select, .tidings-form textarea { display: block; width: 100%;
  box-sizing: border-box; min-height: 46px; padding: 9px 12px; font: inherit; color: ${text}; background: ${background};
  border: 1px solid ${text}; border-radius: ${radius}px; }
.tidings-form input[type=hidden], .tidings-form [hidden] { display: none !important; }
.tidings-form small, .tidings-form .choice small { display: inline-block; font-size: .88em; font-weight: 400; color: inherit; }
.tidings-form .notice { margin: 0 0 18px; background: transparent; border: 1px solid; border-left-width: 6px; }
.tidings-form .notice p, .tidings-form .notice ul { margin: 4px 0; padding-left: 20px; }
.tidings-form .notice p { padding: 0; font-weight: 600; }
.tidings-form .error { display: block; margin-top: 6px; font-weight: 600; }
.tidings-form .error::before { content: "\\26A0  "; }
.tidings-form [aria-invalid=true] { border-width: 2px; }
.tidings-form .button { display: block; width: 100%; min-height: 48px; padding: 12px 18px; font: inherit; font-weight: 600;
  cursor: pointer; border: 1px solid transparent; border-radius: ${radius}px; background: ${primary}; color: ${onPrimary}; }
.tidings-form :focus-visible { outline: 3px solid ${primary}; outline-offset: 2px; }
.tidings-form .tidings-status:empty { display: none; }
@media (prefers-reduced-motion: no-preference) { .tidings-form .button { transition: filter .15s; } }
.tidings-form .button:hover { filter: brightness(1.08); }
`;
}

/** The colours are the same by day and by night, so boxes and calendars that the browser draws must go with them. */
function schemeOf(background: string): 'light' | 'dark' {
  return contrastRatio(background, '#000000') > contrastRatio(background, '#ffffff') ? 'light' : 'dark';
}

/** What a form needs besides where there is no page of ours around it. `height`: the room that the page kept for it, in pixels. */
export function mountStyle(
  { primary, onPrimary, background, text, radius }: FormStyle,
  height: number,
): string {
  return `
:host { display: block; min-height: ${height}px; }
.tidings-form, dialog { padding: 24px; border-radius: ${radius}px; font-family: inherit; }
.tidings-form a.button { text-align: center; text-decoration: none; box-sizing: border-box; color: ${onPrimary}; background: ${primary}; }
.tidings-form .tidings-status { outline-offset: 4px; }
dialog { border: 0; max-width: min(520px, 92vw); color: ${text}; background: ${background}; }
dialog .tidings-form { padding: 8px 0 0; }
dialog::backdrop { background: rgb(0 0 0 / 55%); }
.close { float: right; min-width: 32px; min-height: 32px; font: inherit; font-size: 22px; cursor: pointer; border: 0;
  color: ${text}; background: ${background}; }
.close:focus-visible { outline: 3px solid ${primary}; }
`;
}
