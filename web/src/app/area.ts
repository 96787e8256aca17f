import type { Session } from '$/api/types';

/** Whether a region or a province is one in which the reader works; of a centre no more is known than its region. */
export function worksIn(session: Pick<Session, 'assignments'> | null, code: string): boolean {
  return (session?.assignments ?? []).some(({ scope: { level, code: own, region_code } }) => {
    if (!region_code) return true;
    return level === 'province' && code.includes('.') ? code === own : code.split('.')[0] === region_code;
  });
}
