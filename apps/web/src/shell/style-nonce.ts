/** The nonce of this page, which every style element that a script adds must carry. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

declare global {
  interface Window {
    __webpack_nonce__?: string;
  }
}

/** Libraries that add styles by themselves, such as the one that locks scrolling behind dialogs, look for it here. */
export function shareStyleNonce(): void {
  window.__webpack_nonce__ = styleNonce;
}
