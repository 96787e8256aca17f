import Handshake from '@lucide/svelte/icons/handshake';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/organisations', page: () => import('./Organisations.svelte') },
    { path: '/organisations/new', page: () => import('./OrganisationNew.svelte') },
    { path: '/organisations/:id', page: () => import('./OrganisationPage.svelte') },
    { path: '/organisations/:id/edit', page: () => import('./OrganisationEditPage.svelte') },
  ],
  nav: [{ href: '/organisations', label: 'organisations.nav', icon: Handshake, order: 40, group: 'registry', when: () => may('view_registrants') }],
} satisfies Feature;
