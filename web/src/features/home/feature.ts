import House from '@lucide/svelte/icons/house';
import type { Feature } from '$/app/features';

export default {
  routes: [{ path: '/', page: () => import('./Home.svelte') }],
  nav: [{ href: '/', label: 'web.nav.home', icon: House, order: 0, when: () => true }],
} satisfies Feature;
