/** What a list of registrants is narrowed to; '' for no narrowing. */
export interface Filters {
  region: string;
  province: string;
  commune: string;
  edition: string;
  state: string;
  participation: string;
  sex: string;
  disability: string;
  priority_group: string;
  schooling: string;
  consent_to_confirm: string;
  registered_from: string;
  registered_to: string;
  sort: string;
}

export const noFilters: Filters = {
  region: '', province: '', commune: '', edition: '', state: '', participation: '', sex: '', disability: '', priority_group: '',
  schooling: '', consent_to_confirm: '', registered_from: '', registered_to: '', sort: 'newest_first',
};

/** How many of them narrow the list. */
export function filtersSet(filters: Filters): number {
  return Object.entries(filters).filter(([name, value]) => name !== 'sort' && value !== '').length;
}

/** The smallest place that was chosen is enough: it lies inside the others. */
export function queryOf(filters: Filters): Partial<Filters> {
  const { region, province, commune, ...rest } = filters;
  return { ...rest, ...(commune ? { commune } : province ? { province } : { region }) };
}
