import ScrollText from '@lucide/svelte/icons/scroll-text';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

/** Whose whole work it is: she sees no files, but who did what to them. */
const watchesAlone = () => may('view_audit') && !may('view_registrants');

export default {
  routes: [{ path: '/changes', may: 'view_audit', page: () => import('./Changes.svelte') }],
  nav: [
    { href: '/changes', label: 'audit.nav', icon: ScrollText, order: 5, group: 'management', when: watchesAlone },
    { href: '/changes', label: 'audit.nav', icon: ScrollText, order: 85, when: () => may('view_audit') && !watchesAlone() },
  ],
  home: [{ order: 5, when: watchesAlone, card: () => import('./HomeChanges.svelte') }],
} satisfies Feature;
