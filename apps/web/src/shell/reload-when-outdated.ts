const KEY = 'tidings:reloaded-at';
/** A reload that did not help must not be followed by another: whatever is missing is missing for good. */
const NOT_AGAIN_MS = 60_000;

/** After an update, an open tab asks for files that are gone: load the new version, once. */
export function reloadOnceWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < NOT_AGAIN_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
