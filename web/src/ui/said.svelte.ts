let last = $state.raw({ text: '' });

/** What readers hear of a change that others see; said anew, it is another one. */
export const said = {
  get last() {
    return last;
  },
};

export function say(text: string): void {
  last = { text };
}
