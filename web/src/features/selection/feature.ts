import ListChecks from '@lucide/svelte/icons/list-checks';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/selection', may: 'view_selection', page: () => import('./PlanPage.svelte') },
    { path: '/selection/candidates', may: 'view_selection', page: () => import('./CandidatesPage.svelte') },
    { path: '/selection/runs', may: 'view_selection', page: () => import('./RunsPage.svelte') },
    { path: '/selection/:id', may: 'view_selection', page: () => import('./RunPage.svelte') },
    { path: '/registrations/:id', may: 'view_registrants', page: () => import('./CandidatePage.svelte') },
  ],
  nav: [{ href: '/selection', label: 'selection.nav', icon: ListChecks, order: 35, when: () => may('view_selection') }],
  drafts: { selection: () => ({ label: 'selection.plan.edit', href: '/selection' }) },
} satisfies Feature;
