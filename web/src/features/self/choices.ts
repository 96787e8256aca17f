import BriefcaseBusiness from '@lucide/svelte/icons/briefcase-business';
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import Building2 from '@lucide/svelte/icons/building-2';
import ChefHat from '@lucide/svelte/icons/chef-hat';
import Ellipsis from '@lucide/svelte/icons/ellipsis';
import Factory from '@lucide/svelte/icons/factory';
import Hand from '@lucide/svelte/icons/hand';
import House from '@lucide/svelte/icons/house';
import Scissors from '@lucide/svelte/icons/scissors';
import Search from '@lucide/svelte/icons/search';
import Sprout from '@lucide/svelte/icons/sprout';
import Store from '@lucide/svelte/icons/store';
import UsersRound from '@lucide/svelte/icons/users-round';
import { t } from '$/i18n/index.svelte';
import Figure from './Figure.svelte';

const works = {
  homemaker: House, out_of_work: Search, farm_work: Sprout, factory_work: Factory, domestic_work: BriefcaseBusiness,
  crafts: Hand, informal_trade: Store, self_employed: BadgeCheck, cooperative_member: UsersRound, company_partner: Building2, other: Ellipsis,
};
const persons = { woman: {}, woman_disabled: { disabled: true }, man_disabled: { man: true, disabled: true } };
const projects = { sewing: Scissors, cooking: ChefHat, farming: Sprout, crafts: Hand, trade: Store };

/** Who registers. */
export const whoOptions = () => Object.entries(persons).map(([value, looks]) => ({ value, icon: Figure, looks, key: `self.who.${value}`, label: t(`self.who.${value}`) }));

/** Codes of the registry's work situations, those that most are in, and of how one takes part. */
export const workOptions = () => Object.entries(works).map(([value, icon]) => ({ value, icon, key: `self.work.${value}`, label: t(`self.work.${value}`) }));

/** Ideas in her own language: what is kept is what she read and touched. */
export const projectOptions = () =>
  Object.entries(projects).map(([code, icon]) => ({ value: t(`self.project.${code}`), icon, key: `self.project.${code}`, label: t(`self.project.${code}`) }));
