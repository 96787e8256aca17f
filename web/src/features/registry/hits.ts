import type { OrganisationSummary } from '../organisations/organisation';
import type { PersonSummary } from './types';

/** What the box of every page proposes: the file of a person, or of a cooperative or company. */
export type Hit = { person: PersonSummary; organisation?: undefined } | { person?: undefined; organisation: OrganisationSummary };

const mostShown = 8;
const organisationsShown = 3;

/** Of both kinds as many as fit into the box: persons first, but so that no cooperative is pushed out by them. */
export function shownOf(hits: Hit[]): Hit[] {
  const organisations = hits.filter((hit) => hit.organisation);
  const persons = hits.filter((hit) => hit.person);
  const kept = persons.slice(0, mostShown - Math.min(organisations.length, organisationsShown));
  return [...kept, ...organisations.slice(0, mostShown - kept.length)];
}

/** Where the page of a hit is. */
export const hrefOf = (hit: Hit) => (hit.person ? `/persons/${hit.person.id}` : `/organisations/${hit.organisation.id}`);
