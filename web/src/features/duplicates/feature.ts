import Files from '@lucide/svelte/icons/files';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/duplicates', may: 'merge_registrants', page: () => import('./Duplicates.svelte') },
    { path: '/duplicates/groups/:id', may: 'merge_registrants', page: () => import('./GroupPage.svelte') },
    { path: '/duplicates/:id', may: 'merge_registrants', page: () => import('./PairPage.svelte') },
  ],
  home: [{ order: 15, when: () => may('merge_registrants'), card: () => import('./HomeDuplicates.svelte') }],
  nav: [{ href: '/duplicates', label: 'duplicates.nav', icon: Files, order: 45, group: 'registry', when: () => may('merge_registrants') }],
} satisfies Feature;
