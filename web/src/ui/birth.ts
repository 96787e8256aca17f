export interface TypedDate {
  day: string;
  month: string;
  year: string;
}
/** What was typed of a birth that cannot be read yet. */
export type BegunBirth = TypedDate & { yearOnly: boolean };
export interface ReadBirth {
  date: string;
  year: number | null;
  fault: 'no_such_date' | 'in_future' | 'too_old' | null;
}

const nothing: ReadBirth = { date: '', year: null, fault: null };

/** What was typed as a birth date or year, or as a year and nothing else; says nothing against a date that is not whole yet. */
export function dateFrom(typed: TypedDate, yearOnly: boolean, today: string): ReadBirth {
  if (typed.year.length < 4) return nothing;
  const year = Number(typed.year);
  if (year < 1900) return { ...nothing, fault: 'too_old' };
  if (year > Number(today.slice(0, 4))) return { ...nothing, fault: 'in_future' };
  if (yearOnly || (!typed.day && !typed.month)) return { date: '', year, fault: null };
  if (!typed.day || !typed.month) return nothing;
  const date = `${typed.year}-${typed.month.padStart(2, '0')}-${typed.day.padStart(2, '0')}`;
  const moment = new Date(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
  if (!exists) return { ...nothing, fault: 'no_such_date' };
  return date > today ? { ...nothing, fault: 'in_future' } : { date, year: null, fault: null };
}

/** What a draft must hold beside the date or year: nothing once they say it all, or before anything was typed. */
export function begunOf(typed: TypedDate, yearOnly: boolean, { date, year }: ReadBirth): BegunBirth | null {
  const said = date !== '' || year !== null || !(typed.day || typed.month || typed.year);
  return said ? null : { ...typed, yearOnly };
}

/** Whole years lived; from a year alone, the years between. Null when neither is known. */
export function ageOf(birth: { date: string; year: number | null }, today: string): number | null {
  const now = Number(today.slice(0, 4));
  if (birth.year !== null) return now - birth.year;
  if (!birth.date) return null;
  const hadBirthday = today.slice(5) >= birth.date.slice(5);
  return now - Number(birth.date.slice(0, 4)) - (hadBirthday ? 0 : 1);
}
