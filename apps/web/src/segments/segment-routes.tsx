import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export function segmentRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/segments',
    component: lazyRouteComponent(() => import('./segments-page'), 'SegmentsPage'),
  });
  const create = createRoute({
    getParentRoute: () => parent,
    path: '/segments/new',
    component: lazyRouteComponent(() => import('./new-segment-page'), 'NewSegmentPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/segments/$segmentId',
    component: lazyRouteComponent(() => import('./segment-page'), 'SegmentPage'),
  });
  return [list, create, detail] as const;
}
