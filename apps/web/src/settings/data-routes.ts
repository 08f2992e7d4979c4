import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { readAuditSearch } from './audit/audit-search';
import { readSuppressionSearch } from './suppressions/suppression-search';

/** Areas whose filters stand in the address. */
export function dataRoutes<Parent extends AnyRoute>(parent: Parent) {
  const suppressions = createRoute({
    getParentRoute: () => parent,
    path: 'suppressions',
    validateSearch: readSuppressionSearch,
    component: lazyRouteComponent(() => import('./suppressions/suppressions-area'), 'SuppressionsArea'),
  });
  const audit = createRoute({
    getParentRoute: () => parent,
    path: 'audit',
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('./audit/audit-area'), 'AuditArea'),
  });
  return [suppressions, audit] as const;
}
