import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export const SETTINGS_TABS = ['workspace', 'senders', 'domains', 'topics', 'people', 'keys'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export function settingsRoutes<Parent extends AnyRoute>(parent: Parent) {
  const settings = createRoute({
    getParentRoute: () => parent,
    path: '/settings',
    validateSearch: (search: Record<string, unknown>): { tab?: SettingsTab } => {
      const tab = SETTINGS_TABS.find((one) => one === search.tab);
      return tab ? { tab } : {};
    },
    component: lazyRouteComponent(() => import('./settings-page'), 'SettingsPage'),
  });
  return [settings] as const;
}
