import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export function contactRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/contacts',
    component: lazyRouteComponent(() => import('./contacts-page'), 'ContactsPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/contacts/$contactId',
    component: lazyRouteComponent(() => import('./contact-page'), 'ContactPage'),
  });
  return [list, detail] as const;
}
