import type { Page } from '@playwright/test';

// What can be measured of a page as it is shown.

/** Controls that stand alone and are smaller than `least` pixels to a finger or a mouse, each with the size that was found. */
export const smallControls = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((least) => {
    const owns = (control: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      return Boolean(hit && (control.contains(hit) || hit.closest('label')?.control === control));
    };
    /** How far the control can be pressed from (x, y) in one direction. */
    const reach = (control: Element, x: number, y: number, dx: number, dy: number) => {
      let steps = 0;
      while (steps < least && owns(control, x + dx * (steps + 1), y + dy * (steps + 1))) ++steps;
      return steps;
    };
    /** A link among the words of a sentence is as high as its line (WCAG 2.5.8). */
    const inSentence = (control: HTMLElement) => {
      if (getComputedStyle(control).display !== 'inline') return false;
      let block = control.parentElement!;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement!;
      return /\p{L}/u.test(block.innerText.replace(control.innerText, ''));
    };
    const found: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')) {
      if (!control.checkVisibility() || control.closest('svg, .skip') || inSentence(control)) continue;
      control.scrollIntoView({ block: 'center' });
      // Of a link over several lines the longest.
      const { left, top, width, height } = [...control.getClientRects()].sort((a, b) => b.width - a.width)[0]!;
      const [x, y] = [left + width / 2, top + height / 2];
      const wide = reach(control, x, y, -1, 0) + reach(control, x, y, 1, 0) + 1;
      const high = reach(control, x, y, 0, -1) + reach(control, x, y, 0, 1) + 1;
      if (Math.min(wide, high) < least) found.push(`${wide} × ${high}: ${control.outerHTML.slice(0, 200)}`);
    }
    return found;
  }, least);

/** Words that a box cuts off, or that stand beyond the edges of the page. What scrolls in a box of its own is not lost. */
export const cutWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    /** The box that cuts the words of an element, null where one can scroll to them. */
    const edgesOf = (element: Element) => {
      for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
        const { display, overflowX } = getComputedStyle(box);
        if (display === 'inline' || overflowX === 'visible') continue;
        return overflowX === 'hidden' || overflowX === 'clip' ? box.getBoundingClientRect() : null;
      }
      return new DOMRect(0, -Infinity, innerWidth, Infinity);
    };
    const found: string[] = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const element = words.currentNode.parentElement!;
      const isRead = words.currentNode.textContent!.trim() && element.checkVisibility();
      // Hidden from the eye alone; drawings that are read as one picture; and what the menu of the person says whole.
      if (!isRead || element.closest('.visually-hidden, .skip, svg, header .post')) continue;
      const edges = edgesOf(element);
      if (!edges || edges.width <= 1) continue;
      const range = document.createRange();
      range.selectNodeContents(words.currentNode);
      const { left, right } = range.getBoundingClientRect();
      if (left < edges.left - 1 || right > edges.right + 1) found.push(words.currentNode.textContent!.trim().slice(0, 80));
    }
    return found;
  });

/** Words of a place that stand in more than one line, because none was wide enough. */
export const brokenWords = (page: Page, place: string): Promise<string[]> =>
  page.evaluate((place) => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.querySelector(place)!, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.parentElement!.checkVisibility()) continue;
      for (const { 0: word, index } of text.textContent!.matchAll(/[^\s-]+/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
      }
    }
    return found;
  }, place);
