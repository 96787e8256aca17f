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
update organisation set steps = json_array(json_object(
    'act', 'register',
    'happened_on', founded_on,
    'number', registration_number,
    'recorded_at', strftime('%Y-%m-%dT%H:%M:%fZ', registered_at / 1000.0, 'unixepoch'),
    'recorded_by_name', registered_by_name))
where legal_state = 'registered';
update organisation set registration_number = null, founded_on = null where legal_state <> 'registered';
update organisation set
    members_count = nullif(max(coalesce(members_total, 0), json_array_length(members)), 0),
    women_count = members_women;

-- A paper is of a person or of an organisation.
create table paper (
    id uuid primary key,
    person_id uuid references person (id),
    organisation_id uuid references organisation (id),
    kind text not null,
    file_name text not null,
    content_type text not null,
    size bigint not null, -- bytes
    created_at bigint not null,
    created_by text not null,
    created_by_name text not null,
    content text not null, -- base64
    moved_from uuid
);
insert into paper (id, person_id, kind, file_name, content_type, size, created_at, created_by, created_by_name, content, moved_from)
select id, person_id, kind, file_name, content_type, size, created_at, created_by, created_by_name, content, moved_from
from attachment;
drop table attachment;
alter table paper rename to attachment;
create index attachment_person on attachment (person_id, created_at);
create index attachment_organisation on attachment (organisation_id, created_at) where organisation_id is not null;
