import { tick } from 'svelte';

/** When what held the focus has gone, the keyboard goes on from `to`, or from the heading of the page. */
export async function recoverFocus(to?: HTMLElement): Promise<void> {
  await tick();
  if (document.activeElement === document.body) (to ?? document.querySelector<HTMLElement>('#content h1'))?.focus();
}
