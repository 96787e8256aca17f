import BriefcaseBusiness from '@lucide/svelte/icons/briefcase-business';
import ChefHat from '@lucide/svelte/icons/chef-hat';
import Ellipsis from '@lucide/svelte/icons/ellipsis';
import Factory from '@lucide/svelte/icons/factory';
import Hand from '@lucide/svelte/icons/hand';
import House from '@lucide/svelte/icons/house';
import Scissors from '@lucide/svelte/icons/scissors';
import Search from '@lucide/svelte/icons/search';
import Sprout from '@lucide/svelte/icons/sprout';
import Store from '@lucide/svelte/icons/store';
import { t } from '$/i18n/index.svelte';

const works = {
  homemaker: House, out_of_work: Search, farm_work: Sprout, factory_work: Factory, domestic_work: BriefcaseBusiness,
  crafts: Hand, informal_trade: Store, other: Ellipsis,
};
const projects = { sewing: Scissors, cooking: ChefHat, farming: Sprout, crafts: Hand, trade: Store };

/** Codes of the registry's work situations, those that most women are in. */
export const workOptions = () => Object.entries(works).map(([value, icon]) => ({ value, icon, label: t(`self.work.${value}`) }));

/** Ideas in her own language: what is kept is what she read and touched. */
export const projectOptions = () =>
  Object.entries(projects).map(([code, icon]) => ({ value: t(`self.project.${code}`), icon, label: t(`self.project.${code}`) }));
