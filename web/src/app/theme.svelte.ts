export type Theme = 'system' | 'light' | 'dark';

const key = 'jisr.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const state = $state<{ chosen: Theme }>({ chosen: (localStorage.getItem(key) as Theme | null) ?? 'system' });

export function theme(): Theme {
  return state.chosen;
}

export function chooseTheme(chosen: Theme): void {
  state.chosen = chosen;
  localStorage.setItem(key, chosen);
  showTheme();
}

/** Light or dark as chosen here, or as the device is set. */
export function showTheme(): void {
  const isDark = state.chosen === 'dark' || (state.chosen === 'system' && dark.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

dark.addEventListener('change', showTheme);
