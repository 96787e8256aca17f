import type { Language } from '../../plugins/locales';

export type { Language };
export type Params = Record<string, string | number>;

/** The languages in the order of the menu, each named in itself. */
export const languages: { code: Language; name: string; dir: 'rtl' | 'ltr'; reviewed: boolean }[] = [
  { code: 'ar', name: 'العربية', dir: 'rtl', reviewed: true },
  { code: 'fr', name: 'Français', dir: 'ltr', reviewed: true },
  { code: 'zgh', name: 'ⵜⴰⵎⴰⵣⵉⵖⵜ', dir: 'ltr', reviewed: false },
  { code: 'en', name: 'English', dir: 'ltr', reviewed: true },
];
/** What a language calls itself. */
export const languageName = (code: string) => languages.find((one) => one.code === code)?.name ?? code;

type Loaders = Record<Language, () => Promise<{ default: Record<string, string> }>>;
const first: Loaders = {
  ar: () => import('virtual:locale/ar'),
  fr: () => import('virtual:locale/fr'),
  en: () => import('virtual:locale/en'),
  zgh: () => import('virtual:locale/zgh'),
};
const rest: Loaders = {
  ar: () => import('virtual:locale/rest-ar'),
  fr: () => import('virtual:locale/rest-fr'),
  en: () => import('virtual:locale/rest-en'),
  zgh: () => import('virtual:locale/rest-zgh'),
};
let whole = false; // whether the texts of more than the first screen are wanted

const storageKey = 'jisr.language';
const state = $state<{ language: Language; texts: Record<string, string> }>({ language: 'ar', texts: {} });
// Amazigh counts like French here; browsers do not carry its rules.
const rules = {
  ar: new Intl.PluralRules('ar'),
  fr: new Intl.PluralRules('fr'),
  en: new Intl.PluralRules('en'),
  zgh: new Intl.PluralRules('fr'),
};

export function isLanguage(code: unknown): code is Language {
  return languages.some((language) => language.code === code);
}

export function language(): Language {
  return state.language;
}

export function direction(): 'rtl' | 'ltr' {
  return state.language === 'ar' ? 'rtl' : 'ltr';
}

export function rememberedLanguage(): Language | null {
  const code = localStorage.getItem(storageKey);
  return isLanguage(code) ? code : null;
}

/** Changes the language of every text on the page at once; remembers it on this device when somebody chose it. */
export async function setLanguage(code: Language, chosen = false): Promise<void> {
  const parts = await Promise.all([first[code](), ...(whole ? [rest[code]()] : [])]);
  Object.assign(state, { language: code, texts: Object.assign({}, ...parts.map((part) => part.default)) });
  if (chosen) localStorage.setItem(storageKey, code);
  document.documentElement.lang = code;
  document.documentElement.dir = direction();
}

/** Gives what `load` brings once its texts are there too: pages beyond the first screen bring their own. */
export async function withTexts<T>(load: () => Promise<T>): Promise<T> {
  whole = true;
  const code = state.language;
  const [loaded, more] = await Promise.all([load(), rest[code]()]);
  if (code === state.language) Object.assign(state.texts, more.default);
  return loaded;
}

/** Fills `{name}` places; a number is written the way people of the country write it. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? groupDigits(value) : value;
  });
}

/**
 * The text of `key` in the reader's language. A text that depends on a number has one entry for each plural form
 * (`key.one`, `key.two`, `key.few`, `key.many`, `key.other`), chosen by `params.count`.
 */
export function t(key: string, params?: Params): string {
  const texts = state.texts;
  let text = texts[key];
  if (typeof params?.count === 'number') {
    text = texts[`${key}.${rules[state.language].select(params.count)}`] ?? texts[`${key}.other`] ?? text;
  }
  if (text === undefined) return key;
  return params ? fill(text, params) : text;
}

/** Whether there is a text for `key`: for codes that the server may know before the app does. */
export function hasText(key: string): boolean {
  return key in state.texts;
}

/** 1234567.5 → "1 234 567,5": narrow no-break spaces between groups, Western digits in every language. */
export function groupDigits(value: number, decimals?: number): string {
  const digits = decimals === undefined ? String(Math.abs(value)) : Math.abs(value).toFixed(decimals);
  const [whole = '0', part] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const sign = value < 0 ? '\u2212' : '';
  return sign + grouped + (part ? (state.language === 'en' ? '.' : ',') + part : '');
}
