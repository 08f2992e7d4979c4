import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { readReportSearch } from './report-search';

export function reportRoutes<Parent extends AnyRoute>(parent: Parent) {
  const overview = createRoute({
    getParentRoute: () => parent,
    path: '/reports',
    validateSearch: readReportSearch,
    component: lazyRouteComponent(() => import('./reports-page'), 'ReportsPage'),
  });
  return [overview] as const;
}
