import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

export interface FormSearch {
  tab?: 'embed' | 'submissions' | 'versions';
}

function searchOf({ tab }: Record<string, unknown>): FormSearch {
  return tab === 'embed' || tab === 'submissions' || tab === 'versions' ? { tab } : {};
}

export function formRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/forms',
    component: lazyRouteComponent(() => import('./forms-page'), 'FormsPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/forms/$formId',
    validateSearch: searchOf,
    component: lazyRouteComponent(() => import('./form-page'), 'FormPage'),
  });
  return [list, detail] as const;
}
