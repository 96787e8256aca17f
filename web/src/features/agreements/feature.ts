import SignatureIcon from '@lucide/svelte/icons/signature';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/agreements', may: 'view_agreements', page: () => import('./Agreements.svelte') },
    { path: '/agreements/new', may: 'manage_agreements', page: () => import('./AgreementNew.svelte') },
    { path: '/agreements/:id', may: 'view_agreements', page: () => import('./AgreementPage.svelte') },
    { path: '/agreements/:id/edit', may: 'manage_agreements', page: () => import('./AgreementEditPage.svelte') },
    { path: '/agreements/:id/amend', may: 'manage_agreements', page: () => import('./AgreementAmendPage.svelte') },
    { path: '/partners', may: 'view_agreements', page: () => import('./Partners.svelte') },
    { path: '/partners/new', may: 'manage_agreements', page: () => import('./PartnerEditPage.svelte') },
    { path: '/partners/:id', may: 'view_agreements', page: () => import('./PartnerPage.svelte') },
    { path: '/partners/:id/edit', may: 'manage_agreements', page: () => import('./PartnerEditPage.svelte') },
  ],
  nav: [{ href: '/agreements', label: 'agreements.nav', icon: SignatureIcon, order: 75, when: () => may('view_agreements') }],
  home: [{ order: 25, when: () => may('view_agreements'), card: () => import('./HomeEnding.svelte') }],
  drafts: { agreement: () => ({ label: 'agreements.new', href: '/agreements/new' }) },
} satisfies Feature;
