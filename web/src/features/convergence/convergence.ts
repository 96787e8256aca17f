import type { Given } from '$/api/types';

export type OtherProgramme = Given<'OtherProgramme'>;
export type ConvergenceLine = Given<'ConvergenceLine'>;
export type ProgrammeList = Given<'ProgrammeList'>;
export type ListRow = Given<'ProgrammeListRow'>;
export type OwnParticipation = Given<'OwnParticipation'>;
export type Participant = Given<'Participant'>;

export const outcomes = ['open', 'sure', 'same', 'nobody'] as const;
export const tones = { running: 'info', open: 'primary', closed: 'success', failed: 'danger', removed: 'neutral' } as const;

/** The total and the regions; of one region, it and its provinces; of one province, it and its communes. */
export function linesOf(table: ConvergenceLine[], region: string, province = ''): ConvergenceLine[] {
  if (province) return table.filter(({ province_code }) => province_code === province);
  if (region) return table.filter(({ region_code, commune_code }) => region_code === region && commune_code === null);
  return table.filter(({ province_code }) => province_code === null);
}

export const keyOf = ({ region_code, province_code, commune_code }: ConvergenceLine): string => commune_code ?? province_code ?? region_code ?? 'total';

/** How many take part in more than one programme; null when either number is not told. */
export function several({ two, three }: Pick<ConvergenceLine, 'two' | 'three'>): number | null {
  return two === null || three === null ? null : two + three;
}

/** Whether something of the table is left out. */
export const isSuppressed = (table: ConvergenceLine[]): boolean =>
  table.some(({ any, one, two, three, programmes }) => [any, one, two, three, ...programmes.map(({ persons }) => persons)].includes(null));

export const matchedIn = ({ counts }: Pick<ProgrammeList, 'counts'>): number => counts.sure + counts.same;
