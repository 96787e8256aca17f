import { expect, test } from 'vitest';
import { apply, leader, shadeOf, shareOf, type Progress } from './progress';

const measure = (registered: number, target: number | null) => ({ registered, target, target_is_sum: false, today: 0 });
const numbers = () => ({ women: measure(10, 3000), cooperatives: measure(1, 300) });
const fresh = (): Progress => ({
  edition_id: 'e', year: 2026, as_of: '', in_steps: false, ...numbers(),
  regions: [{ region_code: '10', ...numbers(), persons_with_disabilities: 0, self_employed: 0, companies: 0, suppressed: false, provinces: [{ province_code: '10.261', ...numbers() }] }],
});
const event = (region_code: string | null, province_code: string | null, women: number | null) => ({ region_code, province_code, women, cooperatives: 2, women_today: 5 });

test('an event moves the number of its own place', () => {
  const progress = fresh();
  apply(progress, event(null, null, 13));
  apply(progress, event('10', null, 12));
  apply(progress, event('10', '10.261', 11));
  apply(progress, event('05', null, 99));
  expect([progress.women.registered, progress.regions[0]!.women.registered, progress.regions[0]!.provinces[0]!.women.registered]).toEqual([13, 12, 11]);
  expect(progress.women).toEqual({ ...measure(13, 3000), today: 5 });
});

test('a number that is no longer told is no longer shown', () => {
  const progress = fresh();
  apply(progress, event('10', null, null));
  expect(progress.regions[0]!.women).toEqual({ ...measure(0, 3000), registered: null, today: 5 });
  expect(shareOf(progress.regions[0]!.women)).toBeNull();
});

test('a share needs a target', () => {
  expect(shareOf(measure(30, 300))).toBe(0.1);
  expect(shareOf(measure(30, null))).toBeNull();
  expect(shareOf(measure(30, 0))).toBeNull();
});

test('shades go by quarters of the target', () => {
  expect([null, 0, 0.01, 0.25, 0.6, 0.99, 1, 1.4].map(shadeOf)).toEqual([0, 0, 1, 2, 3, 4, 5, 5]);
});

test('nobody leads before anybody has begun', () => {
  expect(leader([{ value: 0 }, { value: null }])).toBeNull();
  expect(leader([{ value: 0.1 }, { value: 0.3 }, { value: 0.2 }])).toEqual({ value: 0.3 });
});
