-- A cooperative's or company's way: its steps, from which its legal state follows; members' shares; its sector; its papers.
alter table organisation add column sector text; -- a code
alter table organisation add column share_value bigint; -- centimes
alter table organisation add column court text; -- of first instance
alter table organisation add column name_valid_until date;
alter table organisation add column steps text not null default '[]'; -- taken, in their order; those taken back too
-- By which lists are narrowed; they follow from the members.
alter table organisation add column members_count bigint;
alter table organisation add column women_count bigint;

-- Those registered so far were so of old: all that is known is the number and the day.
update organisation set steps = json_build_array(json_build_object(
    'act', 'register',
    'happened_on', founded_on,
    'number', registration_number,
    'recorded_at', to_char(to_timestamp(registered_at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'recorded_by_name', registered_by_name))::text
where legal_state = 'registered';
update organisation set registration_number = null, founded_on = null where legal_state <> 'registered';
update organisation set
    members_count = nullif(greatest(coalesce(members_total, 0), json_array_length(members::json)), 0),
    women_count = members_women;

-- A paper is of a person or of an organisation.
alter table attachment alter column person_id drop not null;
alter table attachment add column organisation_id uuid references organisation (id);
create index attachment_organisation on attachment (organisation_id, created_at) where organisation_id is not null;
