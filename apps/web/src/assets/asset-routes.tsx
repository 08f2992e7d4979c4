import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export function assetRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/assets',
    component: lazyRouteComponent(() => import('./assets-page'), 'AssetsPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/assets/$assetId',
    component: lazyRouteComponent(() => import('./asset-page'), 'AssetPage'),
  });
  return [list, detail] as const;
}
