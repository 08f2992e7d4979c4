const KEY = 'tidings:reloaded';

/** After an update, an open tab asks for files that are gone: load the new version, once. */
export function reloadOnceWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem(KEY)) return;
    sessionStorage.setItem(KEY, '1');
    event.preventDefault();
    window.location.reload();
  });
}
