/** Colours, the bar, and the list. */
export const STYLE_LAYOUT = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --panel: #fff; --ink: #1b1f27; --soft: #5d6675; --line: #e2e5ea; --hover: #f4f6f8;
  --accent: #0f766e; --accent-ink: #0b5f59; --chosen: #e3f3f1; --warn: #b42318; --code: #f6f7f9;
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101317; --panel: #181c22; --ink: #e7eaef; --soft: #98a2b3; --line: #2a3039; --hover: #1f242c;
    --accent: #2aa89b; --accent-ink: #5fd0c5; --chosen: #14332f; --warn: #ff8a7d; --code: #12161b;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; }
body { margin: 0; display: flex; flex-direction: column; background: var(--page); color: var(--ink); }
a { color: var(--accent-ink); }
button, select, input { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1:focus, .view:focus, .list-scroll:focus { outline: none; }

.bar { display: flex; align-items: center; gap: 14px; padding: 10px 16px; background: var(--panel); border-bottom: 1px solid var(--line); }
.brand { display: flex; align-items: center; gap: 9px; font-weight: 650; font-size: 16px; color: var(--ink); text-decoration: none; white-space: nowrap; }
.brand svg { color: var(--accent); }
.promise { margin: 0; color: var(--soft); font-size: 13.5px; flex: 1; min-width: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.status { margin: 0; color: var(--warn); font-size: 13.5px; }
.quiet { border: 1px solid var(--line); background: none; border-radius: 8px; padding: 6px 12px; cursor: pointer; white-space: nowrap; }
.quiet:hover:not(:disabled) { background: var(--hover); }
.quiet:disabled { opacity: .5; cursor: default; }

.panes { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(300px, 380px) minmax(0, 1fr); }
.list-pane { display: flex; flex-direction: column; min-height: 0; background: var(--panel); border-right: 1px solid var(--line); }
.search { display: flex; align-items: center; gap: 10px; padding: 10px 12px; border-bottom: 1px solid var(--line); }
.search input { flex: 1; min-width: 0; padding: 8px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); }
.search input::placeholder { color: var(--soft); opacity: 1; }
.count { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.list-scroll { flex: 1; min-height: 0; overflow-y: auto; overflow-anchor: none; }
.list { list-style: none; margin: 0; padding: 0; }
.list li { content-visibility: auto; contain-intrinsic-size: auto 66px; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 10px; padding: 11px 14px 11px 13px; border-left: 3px solid transparent;
  border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
.row:hover { background: var(--hover); }
.row:focus-visible { outline-offset: -2px; }
.row[aria-current] { background: var(--chosen); border-left-color: var(--accent); }
.row .who, .row .what { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row .what { grid-column: 1 / -1; color: var(--soft); font-size: 14px; unicode-bidi: plaintext; text-align: start; }
.row.new .who { font-weight: 650; }
.row.new .what { color: var(--ink); }
.row time { color: var(--soft); font-size: 12.5px; line-height: 21px; font-variant-numeric: tabular-nums; }
.more { padding: 16px; text-align: center; color: var(--soft); }
.empty { padding: 48px 28px; text-align: center; color: var(--soft); }
.empty h2 { margin: 0 0 6px; font-size: 17px; color: var(--ink); }
.empty p { margin: 0; text-wrap: balance; }
.keys { margin: 0; padding: 8px 14px; border-top: 1px solid var(--line); color: var(--soft); font-size: 12.5px; white-space: nowrap; overflow: hidden; }
.keys span { opacity: .5; margin: 0 3px; }
kbd { font: 11.5px ui-monospace, Menlo, Consolas, monospace; padding: 1px 5px; border: 1px solid var(--line); border-radius: 4px; background: var(--page); }

@media (max-width: 760px) {
  .promise, .keys { display: none; }
  .bar { justify-content: space-between; }
  .panes { grid-template-columns: minmax(0, 1fr); }
  .list-pane { border-right: 0; }
  .panes[data-view="list"] .message-pane, .panes[data-view="message"] .list-pane { display: none; }
}
`;
