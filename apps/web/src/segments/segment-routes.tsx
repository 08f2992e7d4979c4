import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export const SEGMENT_TABS = ['rules', 'members', 'size', 'compare', 'usage'] as const;
export type SegmentTab = (typeof SEGMENT_TABS)[number];

function isTab(value: unknown): value is SegmentTab {
  return SEGMENT_TABS.some((tab) => tab === value);
}

export function segmentRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/segments',
    component: lazyRouteComponent(() => import('./segments-page'), 'SegmentsPage'),
  });
  const library = createRoute({
    getParentRoute: () => parent,
    path: '/segments/library',
    component: lazyRouteComponent(() => import('./library/library-page'), 'LibraryPage'),
  });
  const leaderboard = createRoute({
    getParentRoute: () => parent,
    path: '/segments/leaderboard',
    component: lazyRouteComponent(() => import('./leaderboard/leaderboard-page'), 'LeaderboardPage'),
  });
  const create = createRoute({
    getParentRoute: () => parent,
    path: '/segments/new',
    component: lazyRouteComponent(() => import('./new-segment-page'), 'NewSegmentPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/segments/$segmentId',
    validateSearch: (search: Record<string, unknown>): { tab?: SegmentTab } =>
      isTab(search.tab) && search.tab !== 'rules' ? { tab: search.tab } : {},
    component: lazyRouteComponent(() => import('./segment-page'), 'SegmentPage'),
  });
  return [list, library, leaderboard, create, detail] as const;
}
