import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { queryClient, whenSignedOut } from './api/query-client';
import { assetRoutes } from './assets/asset-routes';
import { campaignRoutes } from './campaigns/campaign-routes';
import { contactRoutes } from './contacts/contact-routes';
import { segmentRoutes } from './segments/segment-routes';
import { loadTexts } from './i18n';
import { formRoutes } from './forms/form-routes';
import { reportRoutes } from './reports/report-routes';
import { sequenceRoutes } from './sequences/sequence-routes';
import { requireSession } from './session/require-session';
import { setupQuery } from './session/session-query';
import { settingsRoutes } from './settings/settings-routes';
import { NotFound } from './shell/not-found';
import { RouteProblem } from './shell/route-problem';
import { Shell } from './shell/shell';
import { templateRoutes } from './templates/template-routes';
import { Loading } from './ui/loading';

const root = createRootRoute({ notFoundComponent: NotFound });

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    const { needed } = await queryClient.fetchQuery(setupQuery);
    if (!needed) throw redirect({ to: '/sign-in' });
  },
  component: lazyRouteComponent(() => import('./session/setup-page'), 'SetupPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { returnTo?: string } =>
    typeof search.returnTo === 'string' && /^\/(?!\/)/.test(search.returnTo)
      ? { returnTo: search.returnTo }
      : {},
  component: lazyRouteComponent(() => import('./session/sign-in-page'), 'SignInPage'),
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything that needs a session, with navigation around it. What cannot be an id is the address of nothing. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location, params }) => {
    await Promise.all([requireSession(location.href), loadTexts(location.pathname.split('/')[1] || 'home')]);
    if (!Object.values(params).every((id) => UUID.test(String(id)))) throw notFound();
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page'), 'HomePage'),
});

const routeTree = root.addChildren([
  setup,
  signIn,
  shell.addChildren([
    home,
    ...campaignRoutes(shell),
    ...contactRoutes(shell),
    ...segmentRoutes(shell),
    ...sequenceRoutes(shell),
    ...formRoutes(shell),
    ...assetRoutes(shell),
    ...templateRoutes(shell),
    ...reportRoutes(shell),
    ...settingsRoutes(shell),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/app',
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultErrorComponent: RouteProblem,
  defaultNotFoundComponent: NotFound,
});

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/setup') return;
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { returnTo: href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
