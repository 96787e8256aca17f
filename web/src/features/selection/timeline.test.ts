import { describe, expect, it } from 'vitest';
import { happenings } from './timeline';

const change = { seq: 3, at: '2026-11-22T09:00:00Z', entity: 'registration', operation: 'select', actor_name: 'A', reason: 'the committee', difference: {} } as never;
const appeal = { id: 'a', run_id: null, state: 'accepted', complaint: 'Read it again', answer: 'Yes', recorded_at: '2026-11-23T09:00:00Z', recorded_by_name: 'B', answered_at: '2026-11-25T09:00:00Z', answered_by_name: 'C' } as never;
const points = (scorer: string, scored_at: string) => ({ scorer, scorer_name: scorer, scored_at, criterion: scored_at }) as never;
const session = { id: 's', held_on: '2026-11-24', title_ar: 'تكوين', title_fr: 'Formation', state: 'planned', attendance: 'present' } as never;

describe('the whole way of a registration', () => {
  it('has changes, appeals with their answers, scorers once each and sessions, the latest first', () => {
    const evaluations = [points('S', '2026-11-20T09:00:00Z'), points('S', '2026-11-21T09:00:00Z')];
    const ids = happenings([change], { appeals: [appeal], evaluations }, [session]).map(({ id }) => id);
    expect(ids).toEqual(['answer a', 'session s', 'appeal a', 'change 3', 'points S']);
  });

  it('says who did each thing, and why', () => {
    expect(happenings([change])[0]).toMatchObject({ by: 'A', why: 'the committee' });
    expect(happenings([], { appeals: [appeal], evaluations: [] })[0]).toMatchObject({ by: 'C' });
  });
});
