import { expect, test, vi } from 'vitest';

vi.stubGlobal('location', { pathname: '/', search: '' });
vi.stubGlobal('history', { state: null });
const { match } = await import('./router.svelte');

const routes = ['/', '/persons', '/persons/new', '/persons/:id', '/persons/:id/history'].map((path) => ({ path }));
const found = (path: string) => match(routes, path);

test('a path finds its own route before one with a named part', () => {
  expect(found('/persons/new')?.route.path).toBe('/persons/new');
  expect(found('/persons/42')).toEqual({ route: routes[3], params: { id: '42' } });
  expect(found('/persons/42/history')?.params).toEqual({ id: '42' });
});

test('a slash at the end changes nothing', () => expect(found('/persons/')?.route.path).toBe('/persons'));

test('what fits no route is not found', () => {
  expect(found('/nothing')).toBeNull();
  expect(found('/persons/1/2/3')).toBeNull();
});

test('a part that is badly encoded is taken as it is', () => expect(found('/persons/%E0%A4%A')?.params.id).toBe('%E0%A4%A'));
