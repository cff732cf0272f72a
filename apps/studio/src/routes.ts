// Paths to pages. Each page is a chunk of its own, fetched when it is first opened. Search parameters are what makes a view
// shareable: each page says in its `<page>-search.ts` which it knows.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { readActionListSearch } from './actions/action-list-search.ts';
import { readAuthProfileSearch } from './auth-profiles/auth-profile-search.ts';
import { readAgentCallsSearch } from './agents/agent-calls-search.ts';
import { RegistryError } from './registry-client/registry-error.ts';
import { readBuilderSearch } from './flow-builder/builder-search.ts';
import { readOverviewSearch } from './overview/overview-search.ts';
import { readRunSearch } from './runs/run-search.ts';
import { readRunListSearch } from './runs/run-list-search.ts';
import { readCompareSearch } from './versions/compare-search.ts';
import { viewerQuery } from './session/viewer.ts';
import { LoginPage } from './session/LoginPage.tsx';
import { readLoginSearch } from './session/login-search.ts';
import { NoSuchPage } from './shell/NotFound.tsx';
import { PageCrash } from './shell/PageCrash.tsx';
import { PagePending } from './shell/PagePending.tsx';
import { Shell } from './shell/Shell.tsx';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: NoSuchPage });

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: readLoginSearch,
  component: LoginPage,
});

/** Everything behind the sign-in. A registry that does not answer keeps nobody out: each page says what it could not load. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.query(viewerQuery);
    } catch (error) {
      if (error instanceof RegistryError && error.isSignedOut)
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of redirecting
        throw redirect({ to: '/login', search: { next: location.href } });
    }
  },
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of redirecting
    throw redirect({ to: '/overview' });
  },
});

const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/overview',
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import('./overview/OverviewPage.tsx'), 'OverviewPage'),
});

const actionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions',
  validateSearch: readActionListSearch,
  component: lazyRouteComponent(() => import('./actions/ActionsPage.tsx'), 'ActionsPage'),
});

const builderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions/$actionId/builder',
  validateSearch: readBuilderSearch,
  staticData: { nav: 'rail' },
  component: lazyRouteComponent(() => import('./flow-builder/FlowBuilderPage.tsx'), 'FlowBuilderPage'),
});

const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs',
  validateSearch: readRunListSearch,
  component: lazyRouteComponent(() => import('./runs/RunsPage.tsx'), 'RunsPage'),
});

const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs/$runId',
  validateSearch: readRunSearch,
  staticData: { nav: 'rail' },
  component: lazyRouteComponent(() => import('./runs/RunPage.tsx'), 'RunPage'),
});

const callRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => import('./calls/CallPage.tsx'), 'CallPage'),
});

const agentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents',
  component: lazyRouteComponent(() => import('./agents/AgentsPage.tsx'), 'AgentsPage'),
});

const agentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$agentId',
  beforeLoad: ({ params }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of redirecting
    throw redirect({ to: '/agents/$agentId/actions/post-call', params });
  },
});

const agentActionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$agentId/actions/post-call',
  validateSearch: readActionListSearch,
  component: lazyRouteComponent(() => import('./agents/AgentActionsPage.tsx'), 'AgentActionsPage'),
});

const agentOverviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$agentId/overview',
  component: lazyRouteComponent(() => import('./agents/AgentOverviewPage.tsx'), 'AgentOverviewPage'),
});

const agentCallsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$agentId/calls',
  validateSearch: readAgentCallsSearch,
  component: lazyRouteComponent(() => import('./agents/AgentCallsPage.tsx'), 'AgentCallsPage'),
});

const authProfilesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/auth-profiles',
  validateSearch: readAuthProfileSearch,
  component: lazyRouteComponent(() => import('./auth-profiles/AuthProfilesPage.tsx'), 'AuthProfilesPage'),
});

const newAuthProfileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/auth-profiles/new',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of redirecting
    throw redirect({ to: '/auth-profiles', search: { new: true } });
  },
});

const authProfileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/auth-profiles/$profileId',
  component: lazyRouteComponent(() => import('./auth-profiles/AuthProfilePage.tsx'), 'AuthProfilePage'),
});

const actionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions/$actionId',
  beforeLoad: ({ params }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of redirecting
    throw redirect({ to: '/actions/$actionId/overview', params });
  },
});

const actionOverviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions/$actionId/overview',
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import('./versions/ActionOverviewPage.tsx'), 'ActionOverviewPage'),
});

const versionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions/$actionId/versions',
  component: lazyRouteComponent(() => import('./versions/VersionsPage.tsx'), 'VersionsPage'),
});

const versionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions/$actionId/versions/$number',
  staticData: { nav: 'rail' },
  component: lazyRouteComponent(() => import('./versions/VersionPage.tsx'), 'VersionPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/actions/$actionId/compare',
  validateSearch: readCompareSearch,
  staticData: { nav: 'rail' },
  component: lazyRouteComponent(() => import('./versions/ComparePage.tsx'), 'ComparePage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of redirecting
    throw redirect({ to: '/settings/access' });
  },
});

const accessRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/access',
  component: lazyRouteComponent(() => import('./settings/AccessPage.tsx'), 'AccessPage'),
});

const aboutRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/about',
  component: lazyRouteComponent(() => import('./settings/AboutPage.tsx'), 'AboutPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./settings/ApiKeysPage.tsx'), 'ApiKeysPage'),
});

const constantsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/constants',
  component: lazyRouteComponent(() => import('./settings/ConstantsPage.tsx'), 'ConstantsPage'),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  shellRoute.addChildren([
    homeRoute,
    overviewRoute,
    actionsRoute,
    actionRoute,
    actionOverviewRoute,
    builderRoute,
    versionsRoute,
    versionRoute,
    compareRoute,
    runsRoute,
    runRoute,
    callRoute,
    agentsRoute,
    agentRoute,
    agentActionsRoute,
    agentOverviewRoute,
    agentCallsRoute,
    authProfilesRoute,
    newAuthProfileRoute,
    authProfileRoute,
    settingsRoute,
    accessRoute,
    apiKeysRoute,
    constantsRoute,
    aboutRoute,
  ]),
]);

/** The Studio's router, for one cache. */
export function createStudioRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageCrash,
    defaultNotFoundComponent: NoSuchPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createStudioRouter>;
  }
  interface StaticDataRouteOption {
    /** `rail`: the navigation is narrow and the page fills the window. */
    nav?: 'rail';
  }
}
