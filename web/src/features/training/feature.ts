import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/sessions', page: () => import('./Sessions.svelte') },
    { path: '/sessions/:id', page: () => import('./SessionPage.svelte') },
  ],
  nav: [{ href: '/sessions', label: 'training.nav', icon: CalendarCheck, order: 50, when: () => may('record_training') }],
} satisfies Feature;
