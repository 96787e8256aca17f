import { describe, expect, it } from 'vitest';
import { givenBy, roles } from './types';

describe('who may give which role', () => {
  it('is everyone of the nation for all', () => expect(givenBy(['national_administrator'])).toEqual(roles));
  it('is a coordinator for those below her', () => {
    const given = givenBy(['trainer', 'regional_coordinator']);
    expect(given).toContain('provincial_delegate');
    expect(given).not.toContain('regional_coordinator');
    expect(given).not.toContain('national_administrator');
  });
});
