-- Each registration is asked whether these indexes hold it. SQLite builds a list (`phase in …`) anew for each;
-- comparisons it makes in place.
drop index registration_holding;
create index registration_holding on registration (edition_id, region_code, province_code, id, phase, state, person_id)
    where state = 'active' and person_id is not null
    and phase <> 'registered' and phase <> 'eligible' and phase <> 'waiting' and phase <> 'rejected';
drop index registration_standing;
create unique index registration_standing on registration (id, state, phase)
    where state = 'active' and phase <> 'registered' and phase <> 'eligible' and phase <> 'rejected';

-- The first of the merged files with a number is its first entry: nothing is sorted.
drop index person_merged_national_id;
create index person_merged_national_id on person (national_id, id) where national_id is not null and state = 'merged';
