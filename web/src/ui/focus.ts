import { tick } from 'svelte';

const controls = 'a[href], summary, :is(button, input, select, textarea):enabled';

/** Reading and the keyboard go on from here. */
export function goOnFrom(element: Element | null | undefined): void {
  if (!(element instanceof HTMLElement)) return;
  if (!element.matches(`${controls}, [tabindex]`)) element.tabIndex = -1;
  element.focus();
}

/** The same from the first thing in `part` that can be filled in or pressed: attached to what a press brings forth. */
export function goInto(part: Element): void {
  goOnFrom(part.querySelector(controls));
}

/** When what held the focus has gone, the keyboard goes on from `to`, or from the heading of the page. */
export async function recoverFocus(to?: Element | null): Promise<void> {
  await tick();
  if (document.activeElement === document.body) goOnFrom(to ?? document.querySelector('#content h1'));
}

/**
 * When what held the focus is taken from the page, the keyboard goes on nearby: from what stands in its place in a list or a
 * table, else from the heading of its part of the page. Whoever takes it away may choose another place at once.
 */
export function keepFocus(page: Element): () => void {
  let way: { element: Element; parent: Element; index: number }[] = []; // from what has the focus up to the page
  const isLost = () => document.activeElement === document.body && way[0] && !way[0].element.isConnected;

  function note({ target }: FocusEvent) {
    way = [];
    if (!page.contains(target as Element)) return;
    for (let element = target as Element; element !== page; element = element.parentElement!) {
      const parent = element.parentElement!;
      way.push({ element, parent, index: [...parent.children].indexOf(element) });
    }
  }
  function recover() {
    if (!isLost()) return;
    const { parent, index } = way.find((one) => one.parent.isConnected) ?? { parent: page, index: 0 };
    const next = parent.matches('tbody, ul, ol') && (parent.children[index] ?? parent.lastElementChild);
    goOnFrom((next && next.querySelector(controls)) || headingOver(parent, page));
  }

  const watch = new MutationObserver(() => isLost() && setTimeout(recover));
  watch.observe(page, { childList: true, subtree: true });
  document.addEventListener('focusin', note);
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', note);
  };
}

function headingOver(element: Element, page: Element): Element | null {
  for (let part = element.closest('section, form, dialog'); part; part = part.parentElement!.closest('section, form, dialog')) {
    const heading = part.querySelector('h1, h2, h3');
    if (heading && page.contains(part)) return heading;
  }
  return page.querySelector('h1');
}

/** Does what moves the page once the press or key that left a field is over: what a finger is on stands still meanwhile. */
export function afterLeaving(action: () => void): void {
  const ends = ['click', 'keyup'];
  const over = () => {
    for (const end of ends) removeEventListener(end, over);
    action();
  };
  for (const end of ends) addEventListener(end, over);
}
