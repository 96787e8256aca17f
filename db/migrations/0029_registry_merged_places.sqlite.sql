-- A place that another of the same edition outdid stays with the file that it was made for, beside the one that counts:
-- only of those that count there is one.
drop index registration_person;
create unique index registration_person on registration (person_id, edition_id, (case when state = 'merged' then id else '' end))
    where person_id is not null;
