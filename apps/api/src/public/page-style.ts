import type { Brand } from '@features/templates';

const NEUTRAL = { primary: '#1f5f4f', onPrimary: '#ffffff' };

/** Style of the public pages. Brand colours are six hexadecimal digits (checked when they were saved). */
export function pageStyle(brand: Brand | null): string {
  const primary = brand?.primaryColor ?? NEUTRAL.primary;
  const onPrimary = brand?.onPrimaryColor ?? NEUTRAL.onPrimary;
  return `
:root { color-scheme: light dark; --primary: ${primary}; --on-primary: ${onPrimary};
  --page: #f4f2ee; --card: #ffffff; --text: #1f1d1a; --muted: #5d5852; --line: #d9d4cb; --focus: #1a56c4; }
@media (prefers-color-scheme: dark) {
  :root { --page: #161412; --card: #221f1c; --text: #f3eee7; --muted: #c1b8ad; --line: #4a433c; --focus: #9cc2ff; }
  .button { border-color: rgb(255 255 255 / 35%); }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 24px 16px 48px; background: var(--page); color: var(--text);
  font: 17px/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
header, main, footer { max-width: 560px; margin: 0 auto; }
header { padding: 8px 4px 16px; font-weight: 700; overflow-wrap: anywhere; }
header::before { content: ""; display: block; width: 48px; height: 6px; margin-bottom: 12px; border-radius: 3px;
  background: var(--primary); }
main { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 28px 24px; }
footer { padding: 16px 4px; color: var(--muted); font-size: 15px; }
h1 { margin: 0 0 12px; font-size: 27px; line-height: 1.25; overflow-wrap: anywhere; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
h2 { margin: 32px 0 8px; font-size: 20px; line-height: 1.3; }
.muted { color: var(--muted); font-size: 15px; }
.notice { padding: 12px 16px; border-left: 4px solid var(--primary); background: var(--page); border-radius: 6px; }
.button { display: block; width: 100%; min-height: 48px; margin: 12px 0 0; padding: 12px 18px; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; border-radius: 10px; border: 1px solid transparent; cursor: pointer;
  background: var(--primary); color: var(--on-primary); overflow-wrap: anywhere; }
.button.plain { background: transparent; color: var(--text); border-color: var(--muted); }
.spaced { margin-top: 24px; }
.button.danger { background: #a3231c; color: #ffffff; }
.buttons { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); column-gap: 12px; }
label.field { display: block; padding: 8px 0; }
label.field span { display: block; margin-bottom: 6px; }
label.field select, label.field input { width: 100%; min-height: 48px; padding: 10px 12px; font: inherit; color: var(--text);
  background: var(--card); border: 1px solid var(--muted); border-radius: 10px; }
a { color: inherit; text-underline-offset: 3px; }
a:focus-visible, .button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
fieldset { margin: 0 0 16px; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: 4px; font-weight: 700; }
.choice { display: flex; gap: 14px; align-items: flex-start; padding: 14px 0; border-bottom: 1px solid var(--line);
  cursor: pointer; }
.choice input { flex: none; width: 24px; height: 24px; margin: 2px 0 0; accent-color: var(--primary); }
.choice small { display: block; color: var(--muted); font-size: 15px; }
@media (min-width: 600px) { body { padding-top: 56px; } main { padding: 40px; } }
`;
}
