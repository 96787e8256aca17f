import SignatureIcon from '@lucide/svelte/icons/signature';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/agreements', page: () => import('./Agreements.svelte') },
    { path: '/agreements/new', page: () => import('./AgreementNew.svelte') },
    { path: '/agreements/:id', page: () => import('./AgreementPage.svelte') },
    { path: '/agreements/:id/edit', page: () => import('./AgreementEditPage.svelte') },
    { path: '/agreements/:id/amend', page: () => import('./AgreementAmendPage.svelte') },
    { path: '/partners', page: () => import('./Partners.svelte') },
    { path: '/partners/new', page: () => import('./PartnerEditPage.svelte') },
    { path: '/partners/:id', page: () => import('./PartnerPage.svelte') },
    { path: '/partners/:id/edit', page: () => import('./PartnerEditPage.svelte') },
  ],
  nav: [{ href: '/agreements', label: 'agreements.nav', icon: SignatureIcon, order: 75, when: () => may('view_agreements') }],
  home: [{ order: 25, when: () => may('view_agreements'), card: () => import('./HomeEnding.svelte') }],
} satisfies Feature;
