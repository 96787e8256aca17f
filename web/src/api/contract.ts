// Holds the types that the page writes by hand against those generated from api/openapi.json. Only the compiler looks at this file.
import type { Given } from './types';
import type { Change } from '$/features/registry/types';

type Fits<Server extends Page, Page> = [Server, Page];

export type Contract = [
  Fits<Omit<Given<'Change'>, 'difference'>, Omit<Change, 'difference'>>, // free JSON in the schema
];
