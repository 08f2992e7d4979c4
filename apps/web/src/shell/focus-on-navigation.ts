import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/**
 * After a change of page, the keyboard and screen readers start at its heading, as they would after a full load. A field that
 * the page itself has put the focus on keeps it.
 */
export function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        const main = document.querySelector<HTMLElement>('main');
        const active = document.activeElement;
        if (!main || (active !== main && main.contains(active))) return;
        const target = main.querySelector<HTMLElement>('h1') ?? main;
        target.tabIndex = -1;
        target.focus({ preventScroll: true });
      }),
    [router],
  );
}
