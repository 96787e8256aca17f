import Handshake from '@lucide/svelte/icons/handshake';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';
import type { OrganisationValues } from './organisation';

export default {
  routes: [
    { path: '/organisations', may: 'view_registrants', page: () => import('./Organisations.svelte') },
    { path: '/organisations/new', may: 'register_registrants', page: () => import('./OrganisationNew.svelte') },
    { path: '/organisations/:id', may: 'view_registrants', page: () => import('./OrganisationPage.svelte') },
    { path: '/organisations/:id/edit', may: 'edit_registrants', page: () => import('./OrganisationEditPage.svelte') },
  ],
  nav: [{ href: '/organisations', label: 'organisations.nav', icon: Handshake, order: 40, group: 'registry', when: () => may('view_registrants') }],
  drafts: {
    organisation: (typed?: OrganisationValues) => ({ label: 'organisations.new', href: '/organisations/new', about: typed && (typed.name_ar || typed.name_latin) }),
  },
} satisfies Feature;
