-- Withdrawn by itself, not with its file: when the file comes back it does not.
alter table registration add column withdrawn_alone boolean not null default false;
update registration set withdrawn_alone = true where state = 'withdrawn'
    and (person_id in (select id from person where state = 'active')
        or organisation_id in (select id from organisation where state = 'active' and legal_state <> 'dissolved'));
