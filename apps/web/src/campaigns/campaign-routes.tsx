import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export function campaignRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./campaigns-page'), 'CampaignsPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/campaigns/$campaignId',
    component: lazyRouteComponent(() => import('./campaign-page'), 'CampaignPage'),
  });
  return [list, detail] as const;
}
