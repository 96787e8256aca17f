import ChartBar from '@lucide/svelte/icons/chart-bar-big';
import FolderKanban from '@lucide/svelte/icons/folder-kanban';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/progress', page: () => import('./ProgressPage.svelte') },
    { path: '/progress/:region', page: () => import('./ProgressPage.svelte') },
    { path: '/programmes', page: () => import('./Programmes.svelte') },
    { path: '/programmes/new', page: () => import('./ProgrammePage.svelte') },
    { path: '/programmes/:id', page: () => import('./ProgrammePage.svelte') },
  ],
  nav: [
    { href: '/progress', label: 'progress.nav', icon: ChartBar, order: 30, when: () => may('view_progress') },
    { href: '/programmes', label: 'progress.manage.nav', icon: FolderKanban, order: 70, when: () => may('manage_programmes') },
  ],
  home: [{ order: 20, when: () => may('view_progress'), card: () => import('./HomeProgress.svelte') }],
} satisfies Feature;
