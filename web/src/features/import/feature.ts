import FileUp from '@lucide/svelte/icons/file-up';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/imports', may: 'import_registrants', page: () => import('./Imports.svelte') },
    { path: '/imports/:id', may: 'import_registrants', page: () => import('./ImportPage.svelte') },
  ],
  nav: [{ href: '/imports', label: 'import.nav', icon: FileUp, order: 50, group: 'registry', when: () => may('import_registrants') && !may('manage_users') }],
} satisfies Feature;
