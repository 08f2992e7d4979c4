import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { dataRoutes } from './data-routes';
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
      area('brand', () => import('./brand/brand-area'), 'BrandArea'),
      area('topics', () => import('./topics-area'), 'TopicsArea'),
      area('senders', () => import('./senders-area'), 'SendersArea'),
      area('domains', () => import('./domains-area'), 'DomainsArea'),
      area('rules', () => import('./rules/rules-area'), 'RulesArea'),
      area('people', () => import('./people-area'), 'PeopleArea'),
      area('account', () => import('./account/account-area'), 'AccountArea'),
      area('privacy', () => import('./privacy/privacy-area'), 'PrivacyArea'),
      area('api-keys', () => import('./api-keys-area'), 'ApiKeysArea'),
      ...dataRoutes(frame),
      ...connectionRoutes(frame),
    ]),
  ] as const;
}
