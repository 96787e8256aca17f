-- Whoever holds a place, wherever she came from: a promotion counts them in the province alone. None of those who only
-- register are in it.
create index registration_holding on registration (edition_id, region_code, province_code, id)
    where state = 'active' and person_id is not null
    and phase in ('selected', 'trained', 'accompanied', 'financed', 'in_market', 'graduated');
