import MessageSquare from '@lucide/svelte/icons/message-square-text';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/messages', may: 'view_messages', page: () => import('./Messages.svelte') },
    { path: '/messages/texts', may: 'view_messages', page: () => import('./Texts.svelte') },
    { path: '/messages/texts/:code', may: 'view_messages', page: () => import('./TextPage.svelte') },
    { path: '/messages/:id', may: 'view_messages', page: () => import('./MessagePage.svelte') },
  ],
  nav: [{ href: '/messages', label: 'messages.nav', icon: MessageSquare, order: 48, when: () => may('view_messages') }],
} satisfies Feature;
