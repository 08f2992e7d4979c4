import { createRoute, lazyRouteComponent, redirect, type AnyRoute } from '@tanstack/react-router';
import { readContactSearch } from './contact-search';
import { readContactPageSearch } from './timeline-subject';

export function contactRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/contacts',
    validateSearch: readContactSearch,
    component: lazyRouteComponent(() => import('./contacts-page'), 'ContactsPage'),
  });
  const fields = createRoute({
    getParentRoute: () => parent,
    path: '/contacts/fields',
    component: lazyRouteComponent(() => import('./fields/fields-page'), 'FieldsPage'),
  });
  const imports = createRoute({
    getParentRoute: () => parent,
    path: '/contacts/import',
    component: lazyRouteComponent(() => import('../imports/imports-page'), 'ImportsPage'),
  });
  // As the other lists are called.
  const importsToo = createRoute({
    getParentRoute: () => parent,
    path: '/contacts/imports',
    beforeLoad: () => {
      throw redirect({ to: '/contacts/import' });
    },
  });
  const importDetail = createRoute({
    getParentRoute: () => parent,
    path: '/contacts/import/$importId',
    component: lazyRouteComponent(() => import('../imports/import-page'), 'ImportPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/contacts/$contactId',
    validateSearch: readContactPageSearch,
    component: lazyRouteComponent(() => import('./contact-page'), 'ContactPage'),
  });
  return [list, fields, imports, importsToo, importDetail, detail] as const;
}
