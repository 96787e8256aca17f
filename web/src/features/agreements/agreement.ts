import type { Given } from '$/api/types';
import { parseMoney, typedMoney, type MoneyFault } from './money';

export type Partner = Given<'Partner'>;
export type PartyName = Given<'PartyName'>;
export type Agreement = Given<'Agreement'>;
export type AgreementFields = Given<'AgreementFields'>;
export type AgreementSummary = Given<'AgreementSummary'>;
export type EndingAgreement = Given<'EndingAgreement'>;
export type EditionFunding = Given<'EditionFunding'>;
export type Amount = Given<'AgreementAmount'>;
export type Contribution = Amount['contribution'];
export type AgreementState = Agreement['state'];

/** The code lists, in the order in which they are offered. */
export const codes = {
  state: ['in_force', 'signed', 'awaiting_ratification', 'draft', 'ended', 'rejected', 'cancelled'],
  contribution: ['money', 'in_kind', 'staff', 'premises'],
  result: ['adopted', 'rejected', 'postponed'],
  paper: ['agreement', 'amendment', 'ratification', 'report', 'other'],
  kind: ['ministry', 'wilaya', 'regional_council', 'entraide_nationale', 'ads', 'indh', 'association', 'funder', 'university', 'company', 'other'],
  role: ['steering', 'registration', 'centres', 'training', 'accompaniment', 'funding', 'premises', 'market', 'evaluation', 'other'],
  sort: ['ends_first', 'newest_first', 'reference'],
} as const;

export const tones = {
  draft: 'neutral', awaiting_ratification: 'warning', rejected: 'danger', signed: 'info', in_force: 'success', ended: 'warning', cancelled: 'danger',
} as const;

/** What a party gives of one kind: a text for each year, '' for nothing. */
export interface LineValues {
  contribution: Contribution;
  years: Record<string, string>;
}
export interface PartyValues {
  partner_id: string;
  name: string;
  commitment: string;
  lines: LineValues[];
}
/** An agreement as it is typed: every answer a text, '' for none. */
export interface AgreementValues {
  reference: string;
  title_ar: string;
  title_fr: string;
  object: string;
  region_code: string;
  signed_on: string;
  starts_on: string;
  ends_on: string;
  decided: boolean;
  session: string;
  decided_on: string;
  decision_number: string;
  result: string;
  notes: string;
  parties: PartyValues[];
  edition_ids: string[];
}

export const newLine = (contribution: Contribution = 'money'): LineValues => ({ contribution, years: {} });
export const newParty = (): PartyValues => ({ partner_id: '', name: '', commitment: '', lines: [newLine()] });

export const blank: AgreementValues = {
  reference: '', title_ar: '', title_fr: '', object: '', region_code: '', signed_on: '', starts_on: '', ends_on: '', decided: false,
  session: '', decided_on: '', decision_number: '', result: 'adopted', notes: '', parties: [newParty(), newParty()], edition_ids: [],
};

const mostYears = 30;

/** The years in which it runs, and those for which something was typed already. */
export function yearsOf(values: Pick<AgreementValues, 'starts_on' | 'ends_on' | 'parties'>): number[] {
  const [first, last] = [Number(values.starts_on.slice(0, 4)), Number(values.ends_on.slice(0, 4))];
  const years = new Set<number>();
  if (first && last) for (let year = first; year <= last && year < first + mostYears; ++year) years.add(year);
  for (const { lines } of values.parties)
    for (const line of lines) for (const [year, text] of Object.entries(line.years)) if (text.trim()) years.add(Number(year));
  return [...years].sort((a, b) => a - b);
}

/** A filled cell of the matrix: where it stands, and what it says. The server names cells by their number here. */
export interface Cell {
  party: number;
  line: number;
  year: number;
  centimes: number;
  fault: MoneyFault | null;
}

export function cellsOf(parties: PartyValues[]): Cell[] {
  return parties.flatMap(({ lines }, party) =>
    lines.flatMap(({ years }, line) =>
      Object.entries(years).flatMap(([year, text]): Cell[] => {
        const read = parseMoney(text);
        if ('fault' in read) return [{ party, line, year: Number(year), centimes: 0, fault: read.fault }];
        return read.centimes === null ? [] : [{ party, line, year: Number(year), centimes: read.centimes, fault: null }];
      }),
    ),
  );
}

export const sum = (amounts: { centimes: number }[]) => amounts.reduce((total, { centimes }) => total + centimes, 0);

const orNull = (text: string) => text.trim() || null;

function ratificationOf({ decided, session, decided_on, decision_number, result }: AgreementValues): AgreementFields['ratification'] {
  return decided ? { session: session.trim(), decided_on, decision_number: orNull(decision_number), result: result as 'adopted' } : null;
}

/** What was typed, as the server takes it. */
export function fieldsOf(values: AgreementValues): AgreementFields {
  const { parties } = values;
  return {
    reference: values.reference.trim(),
    title_ar: values.title_ar.trim(),
    title_fr: values.title_fr.trim(),
    object: orNull(values.object),
    region_code: orNull(values.region_code),
    signed_on: orNull(values.signed_on),
    starts_on: values.starts_on,
    ends_on: values.ends_on,
    ratification: ratificationOf(values),
    notes: orNull(values.notes),
    edition_ids: values.edition_ids,
    parties: parties.map(({ partner_id, commitment }) => ({ partner_id, commitment: orNull(commitment) })),
    amounts: cellsOf(parties).map(({ party, line, year, centimes }) => ({
      partner_id: parties[party]!.partner_id, year, contribution: parties[party]!.lines[line]!.contribution, centimes,
    })),
  };
}

function linesOf(partner: string, amounts: Amount[]): LineValues[] {
  const lines = codes.contribution
    .map((contribution) => ({ contribution, of: amounts.filter((one) => one.partner_id === partner && one.contribution === contribution) }))
    .filter(({ of }) => of.length > 0)
    .map(({ contribution, of }) => ({ contribution, years: Object.fromEntries(of.map(({ year, centimes }) => [year, typedMoney(centimes)])) }));
  return lines.length > 0 ? lines : [newLine()];
}

/** An agreement as it is edited; `nameOf` names its partners. */
export function valuesOf(fields: AgreementFields, nameOf: (partner: string) => string): AgreementValues {
  const { ratification } = fields;
  return {
    reference: fields.reference, title_ar: fields.title_ar, title_fr: fields.title_fr, object: fields.object ?? '',
    region_code: fields.region_code ?? '', signed_on: fields.signed_on ?? '', starts_on: fields.starts_on, ends_on: fields.ends_on,
    decided: ratification !== null, session: ratification?.session ?? '', decided_on: ratification?.decided_on ?? '',
    decision_number: ratification?.decision_number ?? '', result: ratification?.result ?? 'adopted', notes: fields.notes ?? '',
    parties: fields.parties.map(({ partner_id, commitment }) => ({
      partner_id, name: nameOf(partner_id), commitment: commitment ?? '', lines: linesOf(partner_id, fields.amounts),
    })),
    edition_ids: [...fields.edition_ids],
  };
}

export interface MatrixRow {
  partner_id: string;
  contribution: Contribution;
  /** By the years of the matrix, null for nothing. */
  cells: (number | null)[];
  total: number;
}
export interface Matrix {
  years: number[];
  rows: MatrixRow[];
  byYear: number[];
  total: number;
}

/** The amounts as they are shown: a row for each party and kind of contribution, a column for each year. */
export function matrixOf(amounts: Amount[], parties: { partner_id: string }[]): Matrix {
  const years = [...new Set(amounts.map(({ year }) => year))].sort((a, b) => a - b);
  const rows = parties.flatMap(({ partner_id }) =>
    codes.contribution.flatMap((contribution) => {
      const own = amounts.filter((one) => one.partner_id === partner_id && one.contribution === contribution);
      const cells = years.map((year) => own.find((one) => one.year === year)?.centimes ?? null);
      return own.length > 0 ? [{ partner_id, contribution, cells, total: sum(own) }] : [];
    }),
  );
  return { years, rows, byYear: years.map((year) => sum(amounts.filter((one) => one.year === year))), total: sum(amounts) };
}

/** What is compared and settled as one: parties and amounts name each other. */
export const terms = [
  'reference', 'title_ar', 'title_fr', 'object', 'region_code', 'signed_on', 'starts_on', 'ends_on', 'ratification', 'parties', 'edition_ids', 'notes',
] as const;
export type Term = (typeof terms)[number];

export const termOf = (fields: AgreementFields, term: Term): unknown =>
  term === 'parties' ? { parties: fields.parties, amounts: fields.amounts } : fields[term];

/** `theirs`, with the reader's own terms where she chose them. */
export function merged(mine: AgreementFields, theirs: AgreementFields, choices: Record<string, 'mine' | 'theirs'>): AgreementFields {
  const result = { ...theirs };
  for (const term of terms) {
    if (choices[term] !== 'mine') continue;
    if (term === 'parties') Object.assign(result, { parties: mine.parties, amounts: mine.amounts });
    else Object.assign(result, { [term]: mine[term] });
  }
  return result;
}

/** How urgent the end of an agreement is. */
export function urgency(days: number): 'ended' | 'month' | 'quarter' {
  if (days < 0) return 'ended';
  return days <= 30 ? 'month' : 'quarter';
}
