import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { connectionRoutes } from './connection-routes';

/** The frame of the settings and, inside it, one lazy route per area. Each area also has a line in settings-areas.ts. */
export function settingsRoutes<Parent extends AnyRoute>(parent: Parent) {
  const frame = createRoute({
    getParentRoute: () => parent,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings-page'), 'SettingsPage'),
  });
  function area<Path extends string, Name extends string>(
    path: Path,
    load: () => Promise<Record<Name, ComponentType>>,
    name: Name,
  ) {
    return createRoute({ getParentRoute: () => frame, path, component: lazyRouteComponent(load, name) });
  }

  return [
    frame.addChildren([
      area('/', () => import('./settings-overview'), 'SettingsOverview'),
      area('workspace', () => import('./workspace-area'), 'WorkspaceArea'),
      area('topics', () => import('./topics-area'), 'TopicsArea'),
      area('senders', () => import('./senders-area'), 'SendersArea'),
      area('domains', () => import('./domains-area'), 'DomainsArea'),
      area('people', () => import('./people-area'), 'PeopleArea'),
      area('api-keys', () => import('./api-keys-area'), 'ApiKeysArea'),
      ...connectionRoutes(frame),
    ]),
  ] as const;
}
