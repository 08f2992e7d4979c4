import { createRoute, lazyRouteComponent, redirect, type AnyRoute } from '@tanstack/react-router';

export function templateRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/templates',
    component: lazyRouteComponent(() => import('./templates-page'), 'TemplatesPage'),
  });
  const gallery = createRoute({
    getParentRoute: () => parent,
    path: '/templates/gallery',
    component: lazyRouteComponent(() => import('./gallery-page'), 'GalleryPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/templates/$templateId',
    component: lazyRouteComponent(() => import('./template-page'), 'TemplatePage'),
  });
  // As the navigation calls them.
  const emails = createRoute({
    getParentRoute: () => parent,
    path: '/emails',
    beforeLoad: () => {
      throw redirect({ to: '/templates' });
    },
  });
  return [list, gallery, detail, emails] as const;
}
