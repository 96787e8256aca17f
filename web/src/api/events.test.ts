import { beforeEach, expect, test, vi } from 'vitest';

class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 1;
  constructor() {
    super();
    Stream.opened.push(this);
  }
  close() {
    this.readyState = 2;
  }
  fail(readyState: number) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}
vi.stubGlobal('EventSource', Stream);
vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false, documentElement: {} }));
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('addEventListener', () => {}); // of the window, for the connection
const { follow } = await import('./events');

beforeEach(() => {
  vi.useFakeTimers();
  Stream.opened = [];
});

test('a stream that is lost is told of, and the browser seeks it by itself', () => {
  const onlost = vi.fn();
  const stop = follow('/wall/events', 'progress', () => {}, undefined, undefined, { onlost });
  Stream.opened[0]!.fail(0);
  expect(onlost).toHaveBeenCalledOnce();
  expect(Stream.opened).toHaveLength(1);
  stop();
});

test('a stream that is refused is asked for again while its owner wants it, and not for ever', async () => {
  const answers = [true, false];
  follow('/wall/events', 'progress', () => {}, undefined, undefined, { onrefused: async () => answers.shift()! });
  Stream.opened[0]!.fail(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(Stream.opened).toHaveLength(2);
  Stream.opened[1]!.fail(2);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(Stream.opened).toHaveLength(2);
});
