import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';

const TABS = ['steps', 'people', 'versions'] as const;
export type SequenceTab = (typeof TABS)[number];

export interface SequenceSearch {
  tab?: Exclude<SequenceTab, 'steps'>;
  /** Steps drawn as a canvas instead of a list. */
  view?: 'canvas';
  /** People at this step only. */
  step?: string;
}

function searchOf(search: Record<string, unknown>): SequenceSearch {
  const { tab, view, step } = search;
  return {
    ...(tab === 'people' || tab === 'versions' ? { tab } : {}),
    ...(view === 'canvas' ? { view } : {}),
    ...(typeof step === 'string' ? { step } : {}),
  };
}

export function sequenceRoutes<Parent extends AnyRoute>(parent: Parent) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/sequences',
    component: lazyRouteComponent(() => import('./sequences-page'), 'SequencesPage'),
  });
  const library = createRoute({
    getParentRoute: () => parent,
    path: '/sequences/library',
    component: lazyRouteComponent(() => import('./library-page'), 'LibraryPage'),
  });
  const detail = createRoute({
    getParentRoute: () => parent,
    path: '/sequences/$sequenceId',
    validateSearch: searchOf,
    component: lazyRouteComponent(() => import('./sequence-page'), 'SequencePage'),
  });
  return [list, library, detail] as const;
}
