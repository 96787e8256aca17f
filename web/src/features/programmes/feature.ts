import ChartBar from '@lucide/svelte/icons/chart-bar-big';
import FolderKanban from '@lucide/svelte/icons/folder-kanban';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';

export default {
  routes: [
    { path: '/progress', may: 'view_progress', page: () => import('./ProgressPage.svelte') },
    { path: '/progress/:region', may: 'view_progress', page: () => import('./ProgressPage.svelte') },
    { path: '/programmes', may: 'manage_programmes', page: () => import('./Programmes.svelte') },
    { path: '/programmes/new', may: 'manage_programmes', page: () => import('./ProgrammePage.svelte') },
    { path: '/programmes/:id', may: 'manage_programmes', page: () => import('./ProgrammePage.svelte') },
  ],
  nav: [
    { href: '/progress', label: 'progress.nav', icon: ChartBar, order: 30, when: () => may('view_progress') },
    { href: '/programmes', label: 'progress.manage.nav', icon: FolderKanban, order: 70, when: () => may('manage_programmes') },
  ],
  home: [{ order: 20, when: () => may('view_progress'), card: () => import('./HomeProgress.svelte') }],
} satisfies Feature;
