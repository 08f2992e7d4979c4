/** The opened message. */
export const STYLE_MESSAGE = `
.message-pane { min-width: 0; min-height: 0; display: flex; flex-direction: column; }
.placeholder { flex: 1; display: grid; place-items: center; color: var(--soft); }
article { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.head { padding: 18px 22px 14px; background: var(--panel); max-height: 45vh; overflow-y: auto; }
.back { display: none; margin-bottom: 10px; text-decoration: none; font-size: 14px; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; text-align: start; }
.people { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 12px; margin: 0; font-size: 14px; }
.people dt { color: var(--soft); }
.people dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.strip { margin-top: 12px; padding: 9px 12px; border: 1px solid var(--line); border-radius: 8px; font-size: 13.5px; background: var(--page); }
.strip-row { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; }
.strip-row > span:first-child { flex: 1 1 200px; min-width: 0; overflow-wrap: anywhere; }
.strip .quiet { padding: 3px 10px; background: var(--panel); }
.command { display: flex; gap: 8px; align-items: flex-start; margin-top: 8px; }
.command code { flex: 1; min-width: 0; padding: 7px 9px; border-radius: 6px; background: var(--code); border: 1px solid var(--line); overflow-wrap: anywhere; }
code, pre, .mono { font: 12.5px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace; }
.files { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0 0; padding: 0; list-style: none; }
.files a { display: inline-block; padding: 4px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); font-size: 13.5px; text-decoration: none; color: inherit; overflow-wrap: anywhere; }
.files a:hover { background: var(--hover); }
.files small { color: var(--soft); margin-left: 6px; }

.tools { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 16px; padding: 0 22px; background: var(--panel); border-bottom: 1px solid var(--line); }
.tabs { display: flex; overflow-x: auto; }
.tabs button { border: 0; background: none; padding: 10px 12px; color: var(--soft); cursor: pointer; border-bottom: 2px solid transparent; white-space: nowrap; }
.tabs button:first-child { margin-left: -12px; }
.tabs button:hover:not(:disabled) { color: var(--ink); }
.tabs button:disabled { opacity: .4; cursor: default; }
.tabs button:focus-visible { outline-offset: -3px; }
.tabs [aria-selected="true"] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
.options { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; font-size: 13.5px; color: var(--soft); padding: 5px 0; }
.options select { border: 1px solid var(--line); border-radius: 8px; background: var(--panel); padding: 4px 6px; margin-left: 4px; }
.switch { display: flex; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.switch button { border: 0; background: none; padding: 4px 11px; cursor: pointer; }
.switch button:focus-visible { outline-offset: -2px; }
.switch [aria-pressed="true"] { background: var(--chosen); color: var(--ink); }

.view { flex: 1; min-height: 0; overflow: auto; display: flex; flex-direction: column; }
.view > * { flex: none; }
.view iframe { flex: 1; width: 100%; border: 0; background: #fff; color-scheme: light; }
.view.mobile { align-items: center; padding: 18px; }
.view.mobile iframe { width: 392px; max-width: 100%; max-height: 846px; border: 1px solid var(--line); border-radius: 18px; box-shadow: 0 6px 26px rgb(0 0 0 / .12); }
.plain { margin: 0; padding: 20px 22px; white-space: pre-wrap; overflow-wrap: anywhere; }
.plain.letter { font: inherit; max-width: 76ch; unicode-bidi: plaintext; text-align: start; }
.source-bar { display: flex; gap: 14px; align-items: baseline; padding: 12px 22px 0; font-size: 13.5px; color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { text-align: start; vertical-align: top; padding: 7px 12px; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 500; color: var(--soft); white-space: nowrap; width: 1%; }
th:first-child, td:first-child { padding-left: 22px; }
td:last-child { padding-right: 22px; }
.raw { display: block; margin-top: 3px; color: var(--soft); }
.note { padding: 20px 22px; margin: 0; color: var(--soft); }

@media (max-width: 760px) {
  .back { display: inline-block; }
  .head { padding: 12px 16px; }
  h1 { font-size: 18px; }
  .tools { padding: 0 16px; }
  .tabs button { padding: 11px 10px; }
  .tabs button:first-child { margin-left: -10px; }
  .switch { display: none; }
  .options { padding-bottom: 8px; }
  .plain, .note { padding: 16px; }
  th:first-child, td:first-child { padding-left: 16px; }
  .fields th { white-space: normal; width: 34%; }
  .view.mobile { padding: 0; }
}
`;
