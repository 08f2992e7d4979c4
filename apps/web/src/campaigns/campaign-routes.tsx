import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { readCompareSearch, readRecipientSearch } from './report/report-search';

export function campaignRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./campaigns-page'), 'CampaignsPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/campaigns/$campaignId',
    validateSearch: readRecipientSearch,
    component: lazyRouteComponent(() => import('./campaign-page'), 'CampaignPage'),
  });
  const compare = createRoute({
    getParentRoute: () => parent,
    path: '/campaigns/compare',
    validateSearch: readCompareSearch,
    component: lazyRouteComponent(() => import('./report/compare-page'), 'ComparePage'),
  });
  return [list, compare, detail] as const;
}
