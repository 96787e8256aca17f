import Waypoints from '@lucide/svelte/icons/waypoints';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/convergence', may: 'view_progress', page: () => import('./Convergence.svelte') },
    { path: '/convergence/lists/:id', may: 'import_registrants', page: () => import('./ListPage.svelte') },
  ],
  nav: [{ href: '/convergence', label: 'convergence.nav', icon: Waypoints, order: 49, when: () => may('view_progress') }],
} satisfies Feature;
