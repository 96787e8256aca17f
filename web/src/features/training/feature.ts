import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import type { Feature } from '$/app/features';
import { hasRole, may } from '$/app/session.svelte';
import { staffRoles } from './session';

/** Who sees no registrants sees of the sessions how many there were, and for how many. */
const seesNumbersAlone = () => may('view_progress') && !may('view_registrants');

export default {
  routes: [
    { path: '/sessions', page: () => import('./Sessions.svelte') },
    { path: '/sessions/:id', page: () => import('./SessionPage.svelte') },
    { path: '/trainings', page: () => import('./OwnTrainings.svelte') },
  ],
  nav: [{ href: '/sessions', label: 'training.nav', icon: CalendarCheck, order: 50, when: () => may('record_training') || seesNumbersAlone() }],
  home: [{ order: 12, when: () => hasRole(...staffRoles), card: () => import('./HomeTrainings.svelte') }],
} satisfies Feature;
