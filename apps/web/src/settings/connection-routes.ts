import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { readCallsSearch } from './webhooks/calls-search';

/** The areas about what leaves and what comes in: mail servers, limits, webhooks, chats. `frame` is the route of the settings. */
export function connectionRoutes<Parent extends AnyRoute>(frame: Parent) {
  function page<Path extends string, Name extends string>(
    path: Path,
    load: () => Promise<Record<Name, ComponentType>>,
    name: Name,
  ) {
    return createRoute({ getParentRoute: () => frame, path, component: lazyRouteComponent(load, name) });
  }

  return [
    page('mail-servers', () => import('./smtp-servers/mail-servers-page'), 'MailServersPage'),
    page('mail-servers/new', () => import('./smtp-servers/server-page'), 'ServerPage'),
    page('mail-servers/$serverId', () => import('./smtp-servers/server-page'), 'ServerPage'),
    page('limits', () => import('./limits/limits-page'), 'LimitsPage'),
    page('webhooks', () => import('./webhooks/webhooks-page'), 'WebhooksPage'),
    createRoute({
      getParentRoute: () => frame,
      path: 'webhooks/calls',
      validateSearch: readCallsSearch,
      component: lazyRouteComponent(() => import('./webhooks/calls-page'), 'CallsPage'),
    }),
    page('webhooks/calls/$callId', () => import('./webhooks/call-page'), 'CallPage'),
    page('integrations', () => import('./integrations/chats-page'), 'ChatsPage'),
  ] as const;
}
