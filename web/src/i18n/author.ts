import { language } from './index.svelte';

/** Who did something: the program itself signs in Arabic and French ("النظام – Le système"), of which the reader is shown one. */
export function authorName(name: string): string {
  const both = /^(.*\p{Script=Arabic}.*) – (.*\p{Script=Latin}.*)$/u.exec(name);
  return both ? both[language() === 'ar' ? 1 : 2]! : name;
}
