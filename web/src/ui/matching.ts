export interface Named {
  name_ar: string;
  name_fr: string;
}

/** Letters alone, as one types them: without accents, vowel signs and the article. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u0655\u0640]/g, '')
    .replace(/ٱ/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .toLowerCase()
    .replace(/['’\-\s]+/g, ' ')
    .trim();
}

const words = (text: string) => folded(text).split(' ').flatMap((word) => [word, word.replace(/^ال/, '')]);

/** Those that have a word beginning with what was typed, in either script; the ones that begin so come first. */
export function matching<P extends Named>(places: P[], typed: string): P[] {
  const wanted = folded(typed);
  if (!wanted) return places;
  const rank = (place: P) => {
    const names = [place.name_ar, place.name_fr];
    if (names.some((name) => folded(name).startsWith(wanted) || folded(name).replace(/^ال/, '').startsWith(wanted))) return 0;
    return names.some((name) => words(name).some((word) => word.startsWith(wanted))) ? 1 : 2;
  };
  return places
    .map((place) => ({ place, at: rank(place) }))
    .filter(({ at }) => at < 2)
    .sort((a, b) => a.at - b.at)
    .map(({ place }) => place);
}
