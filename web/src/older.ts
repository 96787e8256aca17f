// What browsers of before 2022 lack, and Svelte or these pages ask for. Imported before everything else.

function supply<T extends object>(holder: T, name: string, value: unknown): void {
  if (!(name in holder)) Object.defineProperty(holder, name, { value, configurable: true, writable: true });
}

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  return this[index < 0 ? this.length + index : index];
}
supply(Array.prototype, 'at', at);

supply(String.prototype, 'replaceAll', function (this: string, what: string | RegExp, by: string) {
  return typeof what === 'string' ? this.split(what).join(by) : this.replace(what, by);
});

// Of what JSON can say: more is not copied here.
supply(globalThis, 'structuredClone', <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T);

// Without dialogs, as before Safari 15.4, one is a box over the page: `Dialog.svelte` styles it so.
if (!('HTMLDialogElement' in globalThis)) {
  const holder = HTMLUnknownElement.prototype;
  Object.defineProperty(holder, 'open', {
    configurable: true,
    get(this: HTMLElement) {
      return this.hasAttribute('open');
    },
  });
  supply(holder, 'showModal', function (this: HTMLElement) {
    this.setAttribute('open', '');
  });
  supply(holder, 'close', function (this: HTMLElement) {
    this.removeAttribute('open');
    this.dispatchEvent(new Event('close'));
  });
}
