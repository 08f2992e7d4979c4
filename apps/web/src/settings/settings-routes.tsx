import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

/** The frame of the settings and, inside it, one lazy route per area. Each area also has a line in settings-areas.ts. */
export function settingsRoutes<Parent extends AnyRoute>(parent: Parent) {
  const frame = createRoute({
    getParentRoute: () => parent,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings-page'), 'SettingsPage'),
  });
  const area = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => frame, path, component });

  return [
    frame.addChildren([
      area(
        '/',
        lazyRouteComponent(() => import('./settings-overview'), 'SettingsOverview'),
      ),
      area(
        'workspace',
        lazyRouteComponent(() => import('./workspace-tab'), 'WorkspaceTab'),
      ),
      area(
        'topics',
        lazyRouteComponent(() => import('./topics-tab'), 'TopicsTab'),
      ),
      area(
        'senders',
        lazyRouteComponent(() => import('./senders-tab'), 'SendersTab'),
      ),
      area(
        'domains',
        lazyRouteComponent(() => import('./domains-tab'), 'DomainsTab'),
      ),
      area(
        'people',
        lazyRouteComponent(() => import('./people-tab'), 'PeopleTab'),
      ),
      area(
        'api-keys',
        lazyRouteComponent(() => import('./api-keys-tab'), 'ApiKeysTab'),
      ),
    ]),
  ] as const;
}
