-- A promotion reads who holds a place and who waits from indexes alone: their columns tell all that it asks, as the rows
-- of thousands of women lie in as many pages.
drop index selection_entry_place;
create index selection_entry_place on selection_entry (run_id, quota, place, reserves, seat, registration_id);

drop index registration_holding;
create index registration_holding on registration (edition_id, region_code, province_code, id, phase, state, person_id)
    where state = 'active' and person_id is not null
    and phase in ('selected', 'trained', 'accompanied', 'financed', 'in_market', 'graduated');

-- Whoever has come beyond being eligible.
create unique index registration_standing on registration (id, state, phase)
    where state = 'active' and phase not in ('registered', 'eligible', 'rejected');
