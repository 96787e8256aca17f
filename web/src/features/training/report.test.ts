import { describe, expect, it } from 'vitest';
import { isSuppressed, regionsIn, rowsOf } from './report';
import { giversFor, inTime, type OwnTraining, type TrainingLine, type TrainingPartner } from './session';

const line = (more: Partial<TrainingLine>): TrainingLine => ({
  audience: 'staff', subject: null, region_code: null, province_code: null, sessions: 1, invited: 9, present: 8, ...more,
});

describe('the table of trainings', () => {
  const nation = [
    line({}), line({ subject: 'digital_tools' }), line({ region_code: '10' }), line({ region_code: '10', subject: 'digital_tools', present: null }),
    line({ region_code: '10', province_code: '10.261' }), line({ audience: 'registrants' }),
  ];
  it('shows the nation by region, and a region by province', () => {
    expect(rowsOf(nation, 'staff').map(({ place }) => place)).toEqual(['', '10']);
    expect(rowsOf(nation, 'staff', '10').map(({ place }) => place)).toEqual(['10', '10.261']);
    expect(regionsIn(nation, 'staff')).toEqual(['10']);
  });
  it('shows who sees one region alone its provinces at once', () => {
    const own = nation.filter(({ region_code }) => region_code !== null);
    expect(rowsOf(own, 'staff').map(({ place }) => place)).toEqual(['10', '10.261']);
    expect(regionsIn(own, 'staff')).toEqual([]);
  });
  it('says when something is left out, of the number that is shown', () => {
    expect(isSuppressed(rowsOf(nation, 'staff'), 'present')).toBe(true);
    expect(isSuppressed(rowsOf(nation, 'staff'), 'sessions')).toBe(false);
  });
});

describe('my trainings', () => {
  const one = (held_on: string, attendance: OwnTraining['attendance']) => ({ held_on, attendance, state: 'planned' }) as OwnTraining;
  it('begin with the next, and with the latest attended', () => {
    const all = [one('2026-12-20', 'expected'), one('2026-12-03', 'expected'), one('2026-12-01', 'present'), one('2026-11-02', 'present')];
    const { coming, attended } = inTime(all, '2026-12-01');
    expect(coming.map(({ held_on }) => held_on)).toEqual(['2026-12-03', '2026-12-20']);
    expect(attended.map(({ held_on }) => held_on)).toEqual(['2026-12-01', '2026-11-02']);
  });
});

describe('who may give a session', () => {
  it('is of the nation or the region of the commune, the agency first', () => {
    const partner = (id: string, kind: string, region_code: string | null) => ({ id, kind, region_code }) as TrainingPartner;
    const partners = [partner('a', 'association', '10'), partner('b', 'association', '01'), partner('c', 'ads', null)];
    expect(giversFor(partners, { code: '10.261.01.01' }).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(giversFor(partners, null).map(({ id }) => id)).toEqual(['c']);
  });
});
