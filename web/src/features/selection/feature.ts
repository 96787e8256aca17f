import ListChecks from '@lucide/svelte/icons/list-checks';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/selection', page: () => import('./PlanPage.svelte') },
    { path: '/selection/candidates', page: () => import('./CandidatesPage.svelte') },
    { path: '/selection/runs', page: () => import('./RunsPage.svelte') },
    { path: '/selection/:id', page: () => import('./RunPage.svelte') },
    { path: '/registrations/:id', page: () => import('./CandidatePage.svelte') },
  ],
  nav: [{ href: '/selection', label: 'selection.nav', icon: ListChecks, order: 35, when: () => may('view_selection') }],
} satisfies Feature;
