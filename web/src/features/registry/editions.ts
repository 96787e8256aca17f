import { api } from '$/api/client';
import type { Given, Listed } from '$/api/types';

export type Edition = Given<'Edition'>;
export type Programme = Given<'ProgrammeView'>;
export interface ChosenEdition extends Edition {
  programme: Programme;
}

const storageKey = 'jisr.edition';
/** The programme that every new system carries, and for which it was made: the usual one until another is chosen. */
const mainProgramme = 'bridge';

export async function programmes(): Promise<Programme[]> {
  return (await api.get<Listed<Programme>>('/programmes')).items;
}

/** Every edition with its programme; with `open`, those that take registrations. */
export function editionsOf(list: Programme[], open = false): ChosenEdition[] {
  return list
    .filter((programme) => !open || programme.state === 'open')
    .flatMap((programme) => programme.editions.map((edition) => ({ ...edition, programme })))
    .filter((edition) => !open || edition.state === 'open');
}

/** The edition that this device worked with last, or one that runs today (the main programme's first), or the first. */
export function usualEdition(editions: ChosenEdition[], today: string): ChosenEdition | null {
  const remembered = localStorage.getItem(storageKey);
  const running = editions.filter(({ starts_on, ends_on }) => starts_on <= today && today <= ends_on);
  return (
    editions.find(({ id }) => id === remembered) ??
    running.find(({ programme }) => programme.code === mainProgramme) ??
    running[0] ??
    editions[0] ??
    null
  );
}

export function rememberEdition(id: string): void {
  localStorage.setItem(storageKey, id);
}
