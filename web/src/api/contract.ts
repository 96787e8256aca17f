// Holds the page's types against those generated from api/openapi.json: what the API gives must be what the page reads.
// Only the compiler looks at this file.
import type { Assignment, Scope, Session, System } from './types';
import type { components } from './schema';
import type { Token, User } from '$/features/identity/types';
import type { Import, ImportRow } from '$/features/import/import';
import type { Organisation } from '$/features/organisations/organisation';
import type { MeasureProgress, Progress, ProvinceProgress, RegionProgress } from '$/features/programmes/progress';
import type { Target } from '$/features/programmes/targets';
import type { Edition, Programme } from '$/features/registry/editions';
import type { Attachment, Change, Person, PersonSummary, Registration } from '$/features/registry/types';

// The schemas also describe what is sent, where a member may be missing; an answer has every member, if null.
type Whole<T> = T extends (infer E)[] ? Whole<E>[] : T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;
type Given = { [Name in keyof components['schemas']]: Whole<components['schemas'][Name]> };
type Fits<Server extends Page, Page> = [Server, Page];

export type Contract = [
  Fits<Given['Assignment'], Assignment>,
  Fits<Given['Attachment'], Attachment>,
  Fits<Omit<Given['Change'], 'difference'>, Omit<Change, 'difference'>>, // free JSON in the schema
  Fits<Given['Edition'], Edition>,
  Fits<Given['Import'], Import>,
  Fits<Given['ImportRow'], ImportRow>,
  Fits<Given['MeasureProgress'], MeasureProgress>,
  Fits<Given['Organisation'], Organisation>,
  Fits<Given['Person'], Person>,
  Fits<Given['PersonSummary'], PersonSummary>,
  Fits<Given['ProgrammeView'], Programme>,
  Fits<Given['Progress'], Progress>,
  Fits<Given['ProvinceProgress'], ProvinceProgress>,
  Fits<Given['RegionProgress'], RegionProgress>,
  Fits<Given['Registration'], Registration>,
  Fits<Given['Scope'], Scope>,
  Fits<Given['Session'], Session>,
  Fits<Omit<Given['System'], 'languages'>, Omit<System, 'languages'>>, // plain texts in the schema
  Fits<Given['Target'], Target>,
  Fits<Given['Token'], Token>,
  Fits<Given['User'], User>,
];
