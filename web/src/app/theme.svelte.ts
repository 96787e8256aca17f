export type Theme = 'system' | 'light' | 'dark';

const key = 'jisr.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const forced = matchMedia('(forced-colors: active)');
const state = $state<{ chosen: Theme }>({ chosen: (localStorage.getItem(key) as Theme | null) ?? 'system' });

export function theme(): Theme {
  return state.chosen;
}

export function chooseTheme(chosen: Theme): void {
  state.chosen = chosen;
  localStorage.setItem(key, chosen);
  showTheme();
}

/** Light or dark as chosen here, or as the device is set; the plots have to fit the ground that a device forces. */
export function showTheme(): void {
  const isDark = state.chosen === 'system' || forced.matches ? dark.matches : state.chosen === 'dark';
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

for (const one of [dark, forced]) one.addEventListener('change', showTheme);
