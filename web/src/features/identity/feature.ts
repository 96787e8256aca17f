import KeyRound from '@lucide/svelte/icons/key-round';
import Users from '@lucide/svelte/icons/users';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/account', page: () => import('./Account.svelte') },
    { path: '/users', may: 'manage_users', page: () => import('./Users.svelte') },
    { path: '/users/new', may: 'manage_users', page: () => import('./UserNew.svelte') },
    { path: '/users/:id', may: 'manage_users', page: () => import('./UserPage.svelte') },
    { path: '/tokens', may: 'manage_tokens', page: () => import('./Tokens.svelte') },
  ],
  nav: [
    { href: '/users', label: 'web.nav.users', icon: Users, order: 80, when: () => may('manage_users') },
    { href: '/tokens', label: 'web.nav.tokens', icon: KeyRound, order: 90, when: () => may('manage_tokens') },
  ],
  drafts: { user: (typed?: { full_name: string }) => ({ label: 'web.user.new_title', href: '/users/new', about: typed?.full_name }) },
} satisfies Feature;
