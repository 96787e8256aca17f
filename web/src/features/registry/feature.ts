import UsersRound from '@lucide/svelte/icons/users-round';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { Feature } from '$/app/features';
import { may } from '$/app/session.svelte';
import { typedName, type PersonValues } from './values';

// Who runs the whole system has more to reach than seven entries hold; she registers from the list.
export default {
  routes: [
    { path: '/persons', may: 'view_registrants', page: () => import('./Persons.svelte') },
    { path: '/persons/new', may: 'register_registrants', page: () => import('./RegisterPerson.svelte') },
    { path: '/persons/:id', may: 'view_registrants', page: () => import('./PersonPage.svelte') },
    { path: '/persons/:id/edit', may: 'edit_registrants', page: () => import('./PersonEditPage.svelte') },
    { path: '/persons/:id/edit/:step', may: 'edit_registrants', page: () => import('./PersonEditPage.svelte') },
  ],
  nav: [
    { href: '/persons/new', label: 'registrants.register.nav', icon: UserPlus, order: 10, when: () => may('register_registrants') && !may('manage_users') },
    { href: '/persons', label: 'registrants.nav', icon: UsersRound, order: 20, when: () => may('view_registrants') },
  ],
  drafts: {
    person: (typed: PersonValues | undefined, id, step) => ({
      label: id ? 'registrants.edit.title' : 'registrants.register.title',
      href: id ? `/persons/${id}/edit${step ? `/${step}` : ''}` : '/persons/new',
      about: typed && typedName(typed),
    }),
  },
  home: [{ order: 10, when: () => may('register_registrants'), card: () => import('./HomeRegister.svelte') }],
} satisfies Feature;
